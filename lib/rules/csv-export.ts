/**
 * Spreadsheet programs run a cell that begins like this as a formula, some of them also in the wide forms that people type
 * in East Asia, and after white space that they drop. A quote in front makes it text again.
 */
const FORMULA_START = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

function cell(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file, for files too long to be made at once; `CSV_START` comes before the first. */
export function toCsvLine(values: readonly (string | null)[]): string {
  return `${values.map((value) => cell(value ?? '')).join(',')}\r\n`
}

/** Tells spreadsheet programs that what follows is UTF-8. */
export const CSV_START = '\ufeff'

/** A CSV file that spreadsheet programs open as it is meant: in UTF-8, and with no cell that they would compute. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return CSV_START + [header, ...rows].map(toCsvLine).join('')
}
