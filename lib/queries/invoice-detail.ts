import { queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import {
  INVOICE_ROW_COLUMNS,
  invoiceKeys,
  toInvoiceListItem,
  type InvoiceListItem,
} from '@/lib/queries/invoices'
import { isUuid } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

/** How an agency names itself on its invoices; a sent one keeps what was said then. */
export type InvoiceSender = {
  legalName: string | null
  address: string | null
  taxId: string | null
  bankName: string | null
  iban: string | null
  bic: string | null
  footer: string | null
}

export type InvoiceLine = {
  id: string
  description: string
  quantity: number
  unitPriceMinor: number
  taxRate: number
  netMinor: number
  taxMinor: number
}

export type InvoiceDetail = InvoiceListItem & {
  partyAddress: string | null
  subtotalMinor: number
  taxMinor: number
  notes: string | null
  /** Null while it is a draft, and for incoming ones. */
  sender: InvoiceSender | null
  sentAt: string | null
  paidAt: string | null
  voidedAt: string | null
  lines: InvoiceLine[]
  taxByRate: { taxRate: number; netMinor: number; taxMinor: number }[]
}

const DETAIL_COLUMNS =
  `${INVOICE_ROW_COLUMNS}, party_address, subtotal_minor, tax_minor, notes, sender, sent_at, paid_at, voided_at, tax_by_rate, invoice_lines(id, position, description, quantity, unit_price_minor, tax_rate, net_minor, tax_minor)` as const

/** One invoice with its lines, in one request. Throws `invoice_not_found`, also for one that is somebody else's. */
export function invoiceDetailQuery(supabase: DataClient, agencyId: string, invoiceId: string) {
  return queryOptions({
    queryKey: invoiceKeys.detail(agencyId, invoiceId),
    queryFn: ({ signal }) => getInvoice(supabase, agencyId, invoiceId, signal),
  })
}

async function getInvoice(
  supabase: DataClient,
  agencyId: string,
  invoiceId: string,
  signal: AbortSignal,
): Promise<InvoiceDetail> {
  if (!isUuid(invoiceId)) throw new AppError('invoice_not_found')
  const { data, error, status } = await supabase
    .from('invoices')
    .select(DETAIL_COLUMNS)
    .eq('agency_id', agencyId)
    .eq('id', invoiceId)
    .order('position', { referencedTable: 'invoice_lines' })
    .order('id', { referencedTable: 'invoice_lines' })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('invoice_not_found')
  return toInvoiceDetail(data)
}

/** What a draft would say of its sender; nobody but staff who bill reads it, and a sent one keeps its own. */
const SENDER_COLUMNS =
  'agency:agencies!invoices_agency_id_fkey(name, billing_settings(legal_name, address, tax_id, bank_name, iban, bic, footer))' as const

/** An invoice to a client with whoever it is from, for its file: one request. Null for everything that the reader may not see. */
export async function findInvoiceToPrint(
  supabase: DataClient,
  agencyId: string,
  invoiceId: string,
): Promise<{ invoice: InvoiceDetail; sender: InvoiceSender } | null> {
  if (!isUuid(invoiceId)) return null
  const { data, error, status } = await supabase
    .from('invoices')
    .select(`${DETAIL_COLUMNS}, ${SENDER_COLUMNS}`)
    .eq('agency_id', agencyId)
    .eq('id', invoiceId)
    .eq('type', 'outgoing')
    .order('position', { referencedTable: 'invoice_lines' })
    .order('id', { referencedTable: 'invoice_lines' })
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) return null
  const invoice = toInvoiceDetail(data)
  // Types say that an agency is always there; policies hide it from people of its clients.
  const agency = data.agency as typeof data.agency | null
  const own = readSender({ legal_name: agency?.name, ...withoutNulls(agency?.billing_settings) })
  return { invoice, sender: invoice.sender ?? own }
}

const withoutNulls = (row: object | null | undefined) =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([, value]) => value !== null))

type StoredInvoice = Parameters<typeof toInvoiceListItem>[0] & {
  party_address: string | null
  subtotal_minor: number
  tax_minor: number
  notes: string | null
  sender: unknown
  sent_at: string | null
  paid_at: string | null
  voided_at: string | null
  tax_by_rate: { tax_rate: number | null; net_minor: number | null; tax_minor: number | null }[] | null
  invoice_lines: {
    id: string
    description: string
    quantity: number
    unit_price_minor: number
    tax_rate: number
    net_minor: number
    tax_minor: number
  }[]
}

function toInvoiceDetail(data: StoredInvoice): InvoiceDetail {
  return {
    ...toInvoiceListItem(data),
    partyAddress: data.party_address,
    subtotalMinor: data.subtotal_minor,
    taxMinor: data.tax_minor,
    notes: data.notes,
    sender: data.sender === null ? null : readSender(data.sender),
    sentAt: data.sent_at,
    paidAt: data.paid_at,
    voidedAt: data.voided_at,
    lines: data.invoice_lines.map((line) => ({
      id: line.id,
      description: line.description,
      quantity: line.quantity,
      unitPriceMinor: line.unit_price_minor,
      taxRate: line.tax_rate,
      netMinor: line.net_minor,
      taxMinor: line.tax_minor,
    })),
    taxByRate: (data.tax_by_rate ?? []).map((share) => ({
      taxRate: share.tax_rate ?? 0,
      netMinor: share.net_minor ?? 0,
      taxMinor: share.tax_minor ?? 0,
    })),
  }
}

function readSender(stored: unknown): InvoiceSender {
  const kept: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  const read = (key: string) => (typeof kept[key] === 'string' ? kept[key] : null)
  return {
    legalName: read('legal_name'),
    address: read('address'),
    taxId: read('tax_id'),
    bankName: read('bank_name'),
    iban: read('iban'),
    bic: read('bic'),
    footer: read('footer'),
  }
}

export type BillingSettings = InvoiceSender & {
  currency: string
  paymentDays: number
  taxRate: number
  numberPrefix: string
}

const SETTINGS_COLUMNS =
  'legal_name, address, tax_id, currency, payment_days, tax_rate, number_prefix, bank_name, iban, bic, footer' as const

/** How an agency writes its invoices; null where nobody has said so yet. */
export function billingSettingsQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: invoiceKeys.settings(agencyId),
    queryFn: async ({ signal }): Promise<BillingSettings | null> => {
      const [row] = unwrap(
        await supabase
          .from('billing_settings')
          .select(SETTINGS_COLUMNS)
          .eq('agency_id', agencyId)
          .abortSignal(signal),
      )
      return row
        ? {
            legalName: row.legal_name,
            address: row.address,
            taxId: row.tax_id,
            bankName: row.bank_name,
            iban: row.iban,
            bic: row.bic,
            footer: row.footer,
            currency: row.currency,
            paymentDays: row.payment_days,
            taxRate: row.tax_rate,
            numberPrefix: row.number_prefix,
          }
        : null
    },
  })
}
