/** Spreadsheet programs run a cell that begins like this as a formula; a quote in front makes it text again. */
const FORMULA_START = /^[=+\-@\t\r]/

function cell(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV file that spreadsheet programs open as it is meant: in UTF-8, and with no cell that they would compute. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const lines = [header, ...rows].map((values) => values.map((value) => cell(value ?? '')).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}
