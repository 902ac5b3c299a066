export const INVOICE_TYPES = ['outgoing', 'incoming'] as const
export type InvoiceType = (typeof INVOICE_TYPES)[number]

export const INVOICE_STATUSES = ['draft', 'sent', 'paid', 'void'] as const
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number]

/** The database refuses more. */
export const INVOICE_LINES_MAX = 200
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'DKK', 'NOK', 'SEK', 'PLN', 'CZK', 'JPY'] as const

/** What is typed of a line, or what is stored of it, as far as amounts go. Quantity and rate in thousandths and hundredths. */
export type LineNumbers = { quantityMilli: bigint; unitPriceMinor: bigint; rateHundredths: bigint }
export type Amounts = { netMinor: bigint; taxMinor: bigint }
export type Totals = {
  subtotalMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  /** One for each rate there is, the lowest first. */
  rates: { rateHundredths: bigint; netMinor: bigint; taxMinor: bigint }[]
}

/** Half away from zero, as Postgres rounds a numeric. */
function divideRounded(value: bigint, by: bigint): bigint {
  const magnitude = value < 0n ? -value : value
  const rounded = (magnitude * 2n + by) / (by * 2n)
  return value < 0n ? -rounded : rounded
}

/** What one line comes to: the same arithmetic as the generated columns of `invoice_lines`. */
export function lineAmounts({ quantityMilli, unitPriceMinor, rateHundredths }: LineNumbers): Amounts {
  const netMinor = divideRounded(quantityMilli * unitPriceMinor, 1000n)
  return { netMinor, taxMinor: divideRounded(netMinor * rateHundredths, 10_000n) }
}

/** What an invoice comes to: tax is rounded in each line and added up for each rate. */
export function invoiceTotals(lines: readonly LineNumbers[]): Totals {
  const rates = new Map<bigint, Amounts>()
  for (const line of lines) {
    const { netMinor, taxMinor } = lineAmounts(line)
    const sum = rates.get(line.rateHundredths) ?? { netMinor: 0n, taxMinor: 0n }
    rates.set(line.rateHundredths, { netMinor: sum.netMinor + netMinor, taxMinor: sum.taxMinor + taxMinor })
  }
  const parts = [...rates]
    .map(([rateHundredths, amounts]) => ({ rateHundredths, ...amounts }))
    .sort((one, other) => (one.rateHundredths < other.rateHundredths ? -1 : 1))
  const subtotalMinor = parts.reduce((sum, { netMinor }) => sum + netMinor, 0n)
  const taxMinor = parts.reduce((sum, part) => sum + part.taxMinor, 0n)
  return { subtotalMinor, taxMinor, totalMinor: subtotalMinor + taxMinor, rates: parts }
}

/**
 * Reads a number as somebody types it, with a point or a comma before at most `digits` places, and counts it in the
 * smallest unit: ("12,5", 2) is 1250n. Null for anything else, also for a number with more places.
 */
export function parseDecimal(text: string, digits: number): bigint | null {
  const match = /^([-−]?)(\d{1,15})(?:[.,](\d*))?$/.exec(text.trim().replace(/[\s\u00a0\u202f’']/g, ''))
  if (!match) return null
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > digits) return null
  const value = BigInt(whole + fraction.padEnd(digits, '0'))
  return sign ? -value : value
}

/** The inverse, as a form shows it: (1250, 2) is "12.5", or "12.50" when all places are wanted. */
export function formatDecimal(value: bigint, digits: number, hasAllPlaces = false): string {
  const magnitude = (value < 0n ? -value : value).toString().padStart(digits + 1, '0')
  const whole = magnitude.slice(0, magnitude.length - digits)
  const places = magnitude.slice(magnitude.length - digits)
  const fraction = hasAllPlaces ? places : places.replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** What is typed into a line as numbers; null while one of them is none. */
export function lineNumbers(
  typed: { quantity: string; unitPrice: string; taxRate: string },
  priceDigits: number,
): LineNumbers | null {
  const quantityMilli = parseDecimal(typed.quantity, 3)
  const unitPriceMinor = parseDecimal(typed.unitPrice, priceDigits)
  const rateHundredths = parseDecimal(typed.taxRate, 2)
  if (quantityMilli === null || unitPriceMinor === null || rateHundredths === null) return null
  return { quantityMilli, unitPriceMinor, rateHundredths }
}

const digits = new Map<string, number>()

/** How many places the smallest unit of a currency is below the main one: 2 for EUR, 0 for JPY. */
export function currencyDigits(currency: string): number {
  let known = digits.get(currency)
  if (known === undefined) {
    known = moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2
    digits.set(currency, known)
  }
  return known
}

const formats = new Map<string, Intl.NumberFormat>()

function moneyFormat(currency: string): Intl.NumberFormat {
  let made = formats.get(currency)
  if (!made) {
    made = new Intl.NumberFormat('en-GB', { style: 'currency', currency })
    formats.set(currency, made)
  }
  return made
}

/** An amount in the smallest unit of its currency, as people write it: (123450, 'EUR') is "€1,234.50". */
export function formatMoney(minor: bigint | number, currency: string): string {
  const text = formatDecimal(BigInt(minor), currencyDigits(currency), true)
  return moneyFormat(currency).format(text as `${number}`)
}

/** "19%", "7.5%". */
export function formatRate(rateHundredths: bigint): string {
  return `${formatDecimal(rateHundredths, 2)}%`
}

/** Whether an invoice waits for its money longer than agreed. `today` is the agency's. */
export function isOverdue(
  { status, dueOn }: { status: InvoiceStatus; dueOn: string | null },
  today: string,
): boolean {
  return status === 'sent' && dueOn !== null && dueOn < today
}

/** How a person calls an invoice: by its number, or by what it is while it has none. */
export function invoiceTitle({ type, number }: { type: InvoiceType; number: string | null }): string {
  if (number) return number
  return type === 'outgoing' ? 'Draft invoice' : 'Invoice without number'
}

/** The words of a state. An incoming one is not sent but received. */
export function statusWord(type: InvoiceType, status: InvoiceStatus): string {
  if (status === 'sent') return type === 'outgoing' ? 'Sent' : 'To pay'
  return { draft: 'Draft', paid: 'Paid', void: 'Void' }[status]
}
