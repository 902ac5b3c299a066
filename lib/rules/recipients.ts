import { inSlices } from '@/lib/slices'

/** Why a row cannot be invited as it stands. Words for it are in lib/rules/invitation-words.ts. */
export type RecipientProblem = 'no_address' | 'invalid_email' | 'invalid_phone' | 'phone_needs_country'

/** Somebody to invite, as typed or pasted. `value` is kept as written when there is a problem, so it can be put right. */
export type Recipient = {
  kind: 'email' | 'phone'
  value: string
  name: string | null
  problem: RecipientProblem | null
}

export type ParsedRecipients = {
  recipients: Recipient[]
  /** How many entries said again what an earlier one had said. */
  duplicates: number
}

/** Reads one mailbox by the letter of the mail standards; see `readRecipients`. */
export type MailboxReader = (entry: string) => { name: string | null; address: string } | null

const EMAIL_MAX_LENGTH = 254
const LOCAL_MAX_LENGTH = 64
const NAME_MAX_LENGTH = 120
/** No name and address together are longer; patterns are not run over more than this. */
const ENTRY_MAX_LENGTH = 1_000
const PHONE_DIGITS = { least: 8, most: 15 }

/* eslint-disable no-control-regex -- Exactly these invisible characters are meant. */
const INVISIBLE =
  /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0000-\u0008\u000e-\u001f]/g
/* eslint-enable no-control-regex */
const BLANK = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g

/** Header names whose line holds addresses, in the languages mail programs label a copied message with. */
const ADDRESS_HEADER =
  /(^|[;,\n])[ \t]*(?:to|cc|bcc|from|reply-to|attendees|required|optional|organi[sz]er|guests|an|kopie|von|à|de|para|a):(?!\/\/)/gim
/** Header lines that hold none: leaving them in would make a subject look like a recipient. */
const OTHER_HEADER =
  /^[ \t]*(?:subject|date|sent|when|where|location|importance|message-id|content-type|mime-version|thread-topic|betreff|datum|gesendet|objet|asunto|x-[\w-]+):.*$/gim

/**
 * Finds everybody in what a person typed or pasted: lists with commas, semicolons, tabs or lines, `Name <a@b>`,
 * `"Last, First" <a@b>`, `Name (a@b)`, header lines of mails, attendees of calendar entries, cells of a spreadsheet.
 * Whatever is not understood comes back as a row with a problem: nothing is dropped in silence.
 */
export function parseRecipients(text: string, readMailbox?: MailboxReader): ParsedRecipients {
  const found = gather()
  for (const entry of entriesIn(text)) found.take(readEntry(entry, readMailbox))
  return found.result()
}

/**
 * As `parseRecipients`, a little at a time, so that a long list does not hold the page up; `onProgress` hears how many entries
 * were read. Fetches a full parser of mail addresses when something was found that only it may understand.
 */
export async function readRecipients(
  text: string,
  onProgress?: (done: number) => void,
): Promise<ParsedRecipients> {
  let readMailbox: MailboxReader | undefined
  for (;;) {
    const reader = readMailbox
    const found = gather()
    await inSlices(entriesIn(text), (entry) => found.take(readEntry(entry, reader)), onProgress)
    const parsed = found.result()
    const isOdd = parsed.recipients.some(({ problem, value }) => problem !== null && value.includes('@'))
    if (reader || !isOdd) return parsed
    readMailbox = await loadMailboxReader()
  }
}

async function loadMailboxReader(): Promise<MailboxReader> {
  const { default: parser } = await import('email-addresses')
  return (entry) => {
    const found = parser({ input: entry, rfc6532: true, oneResult: true, simple: true })
    const mailbox: unknown = Array.isArray(found) ? found[0] : found
    return toMailbox(mailbox)
  }
}

function* entriesIn(text: string): Generator<string> {
  for (const line of prepare(text).split('\n')) yield* entriesOf(line)
}

function toMailbox(value: unknown): { name: string | null; address: string } | null {
  if (typeof value !== 'object' || value === null || !('address' in value)) return null
  const name: unknown = 'name' in value ? value.name : null
  return typeof value.address === 'string'
    ? { name: typeof name === 'string' ? name : null, address: value.address }
    : null
}

function prepare(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .replace(INVISIBLE, '')
      .replace(BLANK, ' ')
      .replace(/[“”„‟]/g, '"')
      .replace(/[，、]/g, ',')
      .replace(/；/g, ';')
      // Calendars break a line by a newline and one blank in the middle of a word; mail programs between two addresses.
      .replace(/^((?:ATTENDEE|ORGANIZER)[;:][^\n]*(?:\n[ \t][^\n]*)*)/gim, unfoldAttendee)
      .replace(OTHER_HEADER, '')
      .replace(ADDRESS_HEADER, '$1')
  )
}

function unfoldAttendee(property: string): string {
  const line = property.replace(/\n[ \t]/g, '')
  const address = /:(?:mailto:)?([^:\s]+@[^:\s]+)\s*$/i.exec(line)?.[1]
  const name = /;CN=(?:"([^"]*)"|([^;:]*))/i.exec(line)
  const cleanName = (name?.[1] ?? name?.[2] ?? '').replace(/["<>]/g, '')
  return address ? `"${cleanName}" <${address}>` : line
}

/** Splits one line at separators that are not inside quotes or brackets, and puts split names together again. */
function entriesOf(line: string): string[] {
  const cells = line.split('\t').map((cell) => cell.trim())
  const filled = cells.filter((cell) => cell !== '')
  if (filled.length > 1) {
    const addresses = filled.filter(hasAddress)
    const [address] = addresses
    // A row of a spreadsheet: one cell is the address, the others before it are the name.
    if (address !== undefined && addresses.length === 1 && isBare(address)) {
      const words = filled.filter((cell) => cell !== address).slice(0, 2)
      return [words.length > 0 ? `"${words.join(' ').replace(/"/g, '')}" <${address}>` : address]
    }
    return filled.flatMap(entriesOf)
  }
  return joinNames(splitOutside(line))
}

type Piece = { text: string; separator: string }

function splitOutside(line: string): Piece[] {
  const pieces: Piece[] = []
  let text = ''
  let closing = ''
  const end = (separator: string) => {
    if (text.trim() !== '') pieces.push({ text: text.trim(), separator })
    text = ''
  }
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index)
    if (closing !== '') {
      text += character
      if (character === '\\' && closing === '"') text += line.charAt(++index)
      else if (character === closing) closing = ''
      continue
    }
    const opened = { '"': '"', '<': '>', '(': ')' }[character]
    // A quote that never closes is an inch sign or a slip of the finger: it must not swallow the rest of the list.
    if (opened !== undefined && line.includes(opened, index + 1)) closing = opened
    if (character === ',' || character === ';' || character === '\t') end(character)
    else text += character
  }
  end('')
  return pieces
}

/** Outlook writes `Doe, Jane <jane@x>; …` without quotes: a comma between two words of a name, not between two people. */
function joinNames(pieces: readonly Piece[]): string[] {
  const entries: string[] = []
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]
    const next = pieces[index + 1]
    if (!piece) continue
    const isFamilyName = piece.separator === ',' && !hasAddress(piece.text) && !/[<>()"\d]/.test(piece.text)
    const bracket = next ? /^([^"<>@]*\S)\s*([<([][^<>()]+[>)\]])$/.exec(next.text) : null
    if (isFamilyName && bracket?.[1] && bracket[2]) {
      entries.push(`"${piece.text}, ${bracket[1]}" ${bracket[2]}`)
      index++
    } else entries.push(piece.text)
  }
  return entries
}

const PHONE = /^(?:tel:)?[+(]?\d[\d\s().\-/]{4,}$/i

function isBare(cell: string): boolean {
  return !/[<>()\s,;]/.test(cell.replace(/^mailto:/i, '')) || PHONE.test(cell)
}

function hasAddress(text: string): boolean {
  return (
    text.includes('@') || PHONE.test(text.trim()) || /[<(]\s*(?:tel:)?\+?\d[\d\s().\-/]{4,}[>)]/.test(text)
  )
}

function readEntry(entry: string, readMailbox?: MailboxReader): Recipient[] {
  const text = entry.replace(/^[\s*•·–—-]+(?=\S)/, '').trim()
  if (text === '') return []
  if (text.length > ENTRY_MAX_LENGTH) {
    const words = text.split(/\s+/)
    if (words.length > 1) return words.flatMap((word) => readEntry(word, readMailbox))
    return [{ kind: 'email', value: text.slice(0, EMAIL_MAX_LENGTH), name: null, problem: 'no_address' }]
  }
  const bracketed =
    /^(.*?)\s*<\s*([^<>]*?)\s*>?$/.exec(text) ??
    /^(.*?)\s*\[\s*((?:mailto:)?[^[\]\s]*@[^[\]\s]*)\s*\]$/i.exec(text) ??
    /^(.*?\S)\s*\(\s*((?:mailto:)?[^()\s]*@[^()\s]*|\+?\d[\d\s.\-/]{4,})\s*\)$/i.exec(text)
  if (bracketed?.[2]) return [checked(bracketed[2], bracketed[1] ?? '', text, readMailbox)]
  // The old way of mail programs: the name as a comment after the address.
  const commented = /^(\S+@\S+)\s*\(([^()]*)\)$/.exec(text)
  if (commented?.[1]) return [checked(commented[1], commented[2] ?? '', text, readMailbox)]
  if (PHONE.test(text)) return [checkPhone(text, '')]

  const words = text.startsWith('"') ? [text] : text.split(/\s+/)
  const addresses = words.filter((word) => word.includes('@'))
  if (addresses.length > 1) return addresses.map((address) => checked(address, '', address, readMailbox))
  const [address] = addresses
  if (address !== undefined) {
    const name = words.filter((word) => word !== address).join(' ')
    return [checked(address, name, text, readMailbox)]
  }
  const phone = /^(.*?\D)[\s:]+(\+?\d[\d\s().\-/]{5,})$/.exec(text)
  if (phone?.[2]) return [checkPhone(phone[2], phone[1] ?? '')]
  return [{ kind: 'email', value: text, name: null, problem: 'no_address' }]
}

function checked(address: string, name: string, entry: string, readMailbox?: MailboxReader): Recipient {
  if (PHONE.test(address)) return checkPhone(address, name)
  const value = cleanAddress(address)
  const cleanName = toName(name)
  const email = toEmail(value)
  if (email) return { kind: 'email', value: email, name: cleanName, problem: null }
  const mailbox = readMailbox?.(entry)
  const readEmail = mailbox ? toEmail(mailbox.address) : null
  if (mailbox && readEmail) {
    return { kind: 'email', value: readEmail, name: toName(mailbox.name ?? name), problem: null }
  }
  return { kind: 'email', value: value === '' ? entry : value, name: cleanName, problem: 'invalid_email' }
}

function cleanAddress(text: string): string {
  return text
    .trim()
    .replace(/^["'<]+|["'>]+$/g, '')
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/, '')
    .replace(/[.,;:!]+$/, '')
    .trim()
}

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The address as it can be written to, with its domain in lower-case ASCII; null when there can be no such address. */
export function toEmail(text: string): string | null {
  const address = text.normalize('NFKC').trim()
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  if (at < 1 || local.length > LOCAL_MAX_LENGTH || !LOCAL_PART.test(local)) return null
  const domain = asciiDomain(address.slice(at + 1))
  if (!domain) return null
  const email = `${local}@${domain}`
  return email.length <= EMAIL_MAX_LENGTH ? email : null
}

function asciiDomain(text: string): string | null {
  if (!text.includes('.') || /[\s/?#:@\\%]/.test(text)) return null
  try {
    const domain = new URL(`http://${text}`).hostname
    const labels = domain.split('.')
    // A number at the end would be an address of a machine, to which nobody is invited.
    const isHost = labels.length > 1 && labels.every((label) => DOMAIN_LABEL.test(label))
    return isHost && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null
  } catch {
    return null
  }
}

function checkPhone(text: string, name: string): Recipient {
  const typed = text.replace(/^tel:/i, '').trim()
  const phone = toPhone(typed)
  const cleanName = toName(name)
  if (phone) return { kind: 'phone', value: phone, name: cleanName, problem: null }
  const isInternational = /^(?:\+|00)/.test(typed)
  return {
    kind: 'phone',
    value: typed,
    name: cleanName,
    problem: isInternational ? 'invalid_phone' : 'phone_needs_country',
  }
}

/** E.164 ("+442079460018") of a number written with its country, by + or 00; null for anything else. */
export function toPhone(text: string): string | null {
  const typed = text.replace(/^tel:/i, '').trim()
  if (!/^(?:\+|00)[\d\s().\-/]+$/.test(typed)) return null
  // The zero in brackets is dialled only inside the country.
  const digits = typed.replace(/\(0\)/, '').replace(/^00/, '').replace(/\D/g, '')
  if (digits.startsWith('0') || digits.length < PHONE_DIGITS.least || digits.length > PHONE_DIGITS.most)
    return null
  return `+${digits}`
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv|ph\.?d|md|m\.d|dds|esq|mba|cpa|inc|ltd|llc|gmbh|plc)\.?$/i

function toName(text: string): string | null {
  const plain = text
    .replace(/\\(.)/g, '$1')
    .replace(/["<>]/g, '')
    .replace(/^[\s'–—:-]+|[\s'–—:,-]+$/g, '')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .slice(0, NAME_MAX_LENGTH)
    .trim()
  const [family, given, ...others] = plain.split(/\s*,\s*/)
  const name = family && given && others.length === 0 && !SUFFIX.test(given) ? `${given} ${family}` : plain
  // Mail programs repeat the address where they know no name.
  return name === '' || name.includes('@') ? null : name
}

/** What tells two recipients apart. Neither capitals nor the way a character is encoded make two people of one. */
export function recipientKey({ kind, value }: Pick<Recipient, 'kind' | 'value'>): string {
  return `${kind}:${value.normalize('NFKC').toLowerCase()}`
}

/** People as they are read, each once; who is named only later keeps the place, and gets the name. */
function gather() {
  const found = new Map<string, Recipient>()
  let count = 0
  return {
    take: (recipients: readonly Recipient[]) => {
      for (const recipient of recipients) {
        count++
        const key = recipientKey(recipient)
        const earlier = found.get(key)
        found.set(key, earlier ? { ...earlier, name: earlier.name ?? recipient.name } : recipient)
      }
    },
    result: (): ParsedRecipients => ({ recipients: [...found.values()], duplicates: count - found.size }),
  }
}
