import * as z from 'zod/mini'
import { INVOICE_LINES_MAX, INVOICE_TYPES, parseDecimal } from '@/lib/rules/invoices'

const day = z.string().check(z.regex(/^(\d{4}-\d\d-\d\d)?$/, { error: 'Enter a date.' }))
const currency = z.string().check(z.trim(), z.regex(/^[A-Z]{3}$/, { error: 'Three letters, such as EUR.' }))
const short = (length: number) =>
  z.string().check(z.trim(), z.maxLength(length, { error: `Use at most ${length} characters.` }))

/** A number as it is typed; what is outside of the bounds is refused in the words given. */
const decimal = (digits: number, min: bigint, max: bigint, error: string) =>
  z.string().check(
    z.refine(
      (text) => {
        const value = parseDecimal(text, digits)
        return value !== null && value >= min && value <= max
      },
      { error },
    ),
  )

export const invoiceLineSchema = z.object({
  /** Empty for a line that is new. */
  id: z.string(),
  description: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, { error: 'Say what this is for.' }),
      z.maxLength(500, { error: 'Use at most 500 characters.' }),
    ),
  quantity: decimal(3, 0n, 1_000_000_000n, 'A number, with at most 3 places.'),
  // Its places depend on the currency, which the form looks at.
  unitPrice: z.string().check(z.refine((text) => parseDecimal(text, 3) !== null, { error: 'An amount.' })),
  taxRate: decimal(2, 0n, 10_000n, '0 to 100.'),
})

/** An invoice as its form holds it; empty strings for what is not given. */
export const invoiceSchema = z
  .object({
    type: z.enum(INVOICE_TYPES),
    clientId: z.string(),
    number: short(60),
    partyName: short(200),
    partyAddress: short(500),
    currency,
    issuedOn: day,
    dueOn: day,
    notes: short(2000),
    lines: z
      .array(invoiceLineSchema)
      .check(z.maxLength(INVOICE_LINES_MAX, { error: `At most ${INVOICE_LINES_MAX} lines.` })),
  })
  .check(
    z.refine(({ type, clientId }) => type === 'incoming' || clientId !== '', {
      path: ['clientId'],
      error: 'Choose a client.',
    }),
    z.refine(({ type, partyName }) => type === 'outgoing' || partyName !== '', {
      path: ['partyName'],
      error: 'Say who charges you.',
    }),
    z.refine(({ issuedOn, dueOn }) => !issuedOn || !dueOn || dueOn >= issuedOn, {
      path: ['dueOn'],
      error: 'Not before the issue date.',
    }),
  )

export type InvoiceForm = z.infer<typeof invoiceSchema>

/** Billing settings as their form holds them. */
export const billingSettingsSchema = z.object({
  legalName: short(200),
  address: short(500),
  taxId: short(60),
  currency,
  paymentDays: decimal(0, 0n, 365n, '0 to 365 days.'),
  taxRate: decimal(2, 0n, 10_000n, '0 to 100.'),
  numberPrefix: z
    .string()
    .check(
      z.trim(),
      z.maxLength(20, { error: 'Use at most 20 characters.' }),
      z.regex(/(^|[^0-9])$/, { error: 'End it with something else than a digit.' }),
    ),
  bankName: short(200),
  iban: short(60),
  bic: short(20),
  footer: short(1000),
})

export type BillingSettingsForm = z.infer<typeof billingSettingsSchema>
