import { parseRecipients, recipientKey, type Recipient } from '@/lib/rules/recipients'
import { inSlices } from '@/lib/slices'

export const CSV_MAX_BYTES = 5_000_000
export const CSV_MAX_ROWS = 10_000

/** What a column of the file can be. */
export const CSV_FIELDS = ['email', 'phone', 'name', 'first_name', 'last_name', 'role', 'message'] as const
export type CsvField = (typeof CSV_FIELDS)[number]
/** For each column of the file what it is, or null when it is left out. */
export type CsvMapping = readonly (CsvField | null)[]

export type CsvTable = {
  /** Names of the columns; invented ones when the file has none. */
  header: string[]
  hasHeader: boolean
  rows: string[][]
  /** Rows beyond the limit, which are left out. */
  cut: number
}

/** A row of the file, with the words it has for role and message. */
export type CsvRecipient = Recipient & { role: string | null; message: string | null }

/** Reads the cells of a file, whatever separates them. Quoted cells may hold separators and line breaks. */
export async function parseCsv(text: string): Promise<CsvTable> {
  const { default: papa } = await import('papaparse')
  // Excel may write the separator into a line of its own.
  const announced = /^\ufeff?sep=(.)\r?\n/i.exec(text)
  const { data } = papa.parse<string[]>(
    announced ? text.slice(announced[0].length) : text.replace(/^\ufeff/, ''),
    {
      delimiter: announced?.[1] ?? '',
      delimitersToGuess: [',', ';', '\t'],
      skipEmptyLines: 'greedy',
    },
  )
  return toTable(data)
}

function toTable(cells: readonly string[][]): CsvTable {
  const [first = [], ...others] = cells
  // A heading names things; the first person would have an address or a number in it.
  const hasHeader =
    first.some((cell) => fieldNamed(cell) !== null) ||
    !first.some((cell) => cell.includes('@') || PHONE_CELL.test(cell.trim()))
  const rows = hasHeader ? others : [...cells]
  const width = Math.max(0, ...cells.slice(0, 1_000).map((row) => row.length))
  return {
    header: Array.from({ length: width }, (_, index) => {
      const name = hasHeader ? (first[index]?.trim() ?? '') : ''
      return name === '' ? `Column ${index + 1}` : name
    }),
    hasHeader,
    rows: rows.slice(0, CSV_MAX_ROWS),
    cut: Math.max(0, rows.length - CSV_MAX_ROWS),
  }
}

const PHONE_CELL = /^(?:\+|00)[\d\s().\-/]{7,}$/

const NAMES: Record<CsvField, RegExp> = {
  email:
    /^(?:e-?mail|mail|e-?mail ?(?:address|adresse)|adresse e-?mail|courriel|correo(?: electr[oó]nico)?|address)$/,
  phone: /^(?:phone|mobile|cell|tel|telephone|telefon|téléphone|handy|móvil|phone number|mobile phone)$/,
  first_name: /^(?:first|given|fore)[ _-]?name$|^(?:vorname|prénom|nombre)$/,
  last_name: /^(?:last|family|sur)[ _-]?name$|^(?:nachname|apellidos?)$/,
  name: /^(?:name|full[ _-]?name|display[ _-]?name|contact|nom|person|invitee)$/,
  role: /^(?:role|rolle|rôle|rol|invitee role)$/,
  message: /^(?:message|note|nachricht|mensaje|personal message)$/,
}

function fieldNamed(heading: string): CsvField | null {
  const name = heading
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
  return CSV_FIELDS.find((field) => NAMES[field].test(name)) ?? null
}

const ROWS_LOOKED_AT = 50

/** What each column seems to be: by its heading, else by what is in it. No field is given twice. */
export function guessMapping(table: CsvTable): CsvMapping {
  const taken = new Set<CsvField>()
  const take = (field: CsvField | null) => {
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  }
  const named = table.header.map((heading) => (table.hasHeader ? take(fieldNamed(heading)) : null))
  const sample = table.rows.slice(0, ROWS_LOOKED_AT)
  const share = (column: number, isWanted: (cell: string) => boolean) => {
    const filled = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '')
    return filled.length > 0 && filled.filter(isWanted).length > filled.length / 2
  }
  return named.map((field, column) => {
    if (field !== null) return field
    if (share(column, (cell) => cell.includes('@'))) return take('email')
    if (share(column, (cell) => PHONE_CELL.test(cell))) return take('phone')
    if (!table.hasHeader && share(column, (cell) => /^\p{L}[\p{L}\s.'’,-]+$/u.test(cell))) return take('name')
    return null
  })
}

/** Headings of a file as one text, under which a person's choice of columns is remembered. */
export function headerKey(table: CsvTable): string {
  return table.hasHeader ? table.header.join('\u001f').toLowerCase() : `columns ${table.header.length}`
}

/**
 * Everybody in the file, read a little at a time, so that a long one does not hold the page up; `onProgress` hears how many rows
 * were read. A row with neither address nor number comes back with a problem; empty rows do not.
 */
export async function readTable(
  table: CsvTable,
  mapping: CsvMapping,
  onProgress?: (done: number) => void,
): Promise<{ recipients: CsvRecipient[]; duplicates: number }> {
  const found = new Map<string, CsvRecipient>()
  let duplicates = 0
  const take = (row: readonly string[]) => {
    const recipient = readRow(row, mapping)
    if (!recipient) return
    const key = recipientKey(recipient)
    if (found.has(key)) duplicates++
    else found.set(key, recipient)
  }
  await inSlices(table.rows, take, onProgress)
  return { recipients: [...found.values()], duplicates }
}

function readRow(row: readonly string[], mapping: CsvMapping): CsvRecipient | null {
  const read = (field: CsvField) => row[mapping.indexOf(field)]?.trim() ?? ''
  const written = [read('email'), read('phone')].find((cell) => cell !== '')
  const words = read('name') === '' ? `${read('first_name')} ${read('last_name')}`.trim() : read('name')
  if (written === undefined && words === '') return null
  const [parsed] = parseRecipients(written ?? '').recipients
  const recipient: Recipient = parsed ?? { kind: 'email', value: words, name: null, problem: 'no_address' }
  return {
    ...recipient,
    name: words === '' || recipient.value === words ? recipient.name : words.slice(0, 120),
    role: read('role') === '' ? null : read('role'),
    message: read('message') === '' ? null : read('message'),
  }
}
