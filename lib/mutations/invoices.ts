import { AppError, unwrap } from '@/lib/errors'
import type { InvoiceDetail } from '@/lib/queries/invoice-detail'
import { INVOICE_ROW_COLUMNS } from '@/lib/queries/invoices'
import { currencyDigits, formatDecimal, lineNumbers, type InvoiceStatus } from '@/lib/rules/invoices'
import type { BillingSettingsForm, InvoiceForm } from '@/lib/schemas/invoices'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type SavedInvoice = {
  id: string
  version: number
  subtotalMinor: number
  taxMinor: number
  totalMinor: number
}

/**
 * Writes a draft with all its lines. `version` is the one that was seen; both it and the id are null for a new one. Throws
 * `invoice_changed`, `invoice_is_fixed`, `invoice_not_found`, `client_not_found`, `invalid_invoice`, `invalid_invoice_lines`.
 */
export async function saveInvoice(
  supabase: DataClient,
  { invoiceId, version, form }: { invoiceId: string | null; version: number | null; form: InvoiceForm },
): Promise<SavedInvoice> {
  const places = currencyDigits(form.currency)
  const lines = form.lines.map((line) => {
    const numbers = lineNumbers(line, places)
    if (!numbers) throw new AppError('invalid_invoice_lines')
    return {
      ...(line.id ? { id: line.id } : {}),
      description: line.description,
      quantity: formatDecimal(numbers.quantityMilli, 3),
      unit_price_minor: Number(numbers.unitPriceMinor),
      tax_rate: formatDecimal(numbers.rateHundredths, 2),
    }
  })
  const invoice = {
    type: form.type,
    client_id: form.clientId || null,
    number: form.number,
    party_name: form.partyName,
    party_address: form.partyAddress,
    currency: form.currency,
    issued_on: form.issuedOn || null,
    due_on: form.dueOn || null,
    notes: form.notes,
  }
  return write(supabase, invoiceId, version, invoice, lines)
}

/** Makes a draft again that has just been deleted; it gets another id. */
export async function restoreInvoice(supabase: DataClient, invoice: InvoiceDetail): Promise<SavedInvoice> {
  return write(
    supabase,
    null,
    null,
    {
      type: invoice.type,
      client_id: invoice.clientId,
      number: invoice.number ?? '',
      party_name: invoice.partyName ?? '',
      party_address: invoice.partyAddress ?? '',
      currency: invoice.currency,
      issued_on: invoice.issuedOn,
      due_on: invoice.dueOn,
      notes: invoice.notes ?? '',
    },
    invoice.lines.map(({ description, quantity, unitPriceMinor, taxRate }) => ({
      description,
      quantity,
      unit_price_minor: unitPriceMinor,
      tax_rate: taxRate,
    })),
  )
}

async function write(
  supabase: DataClient,
  invoiceId: string | null,
  version: number | null,
  invoice: Json,
  lines: Json[],
): Promise<SavedInvoice> {
  const [saved] = unwrap(
    await supabase.rpc('save_invoice', {
      // The generated types do not know that a function takes null.
      invoice_id: invoiceId as string,
      expected_version: version as number,
      invoice,
      lines,
    }),
  )
  if (!saved) throw new AppError('invoice_not_found')
  return {
    id: saved.id,
    version: saved.version,
    subtotalMinor: saved.subtotal_minor,
    taxMinor: saved.tax_minor,
    totalMinor: saved.total_minor,
  }
}

/**
 * Takes an invoice one step further, or a payment back; sending gives it its number. Throws `invoice_changed` when it is not
 * the version that was seen, `invoice_has_no_lines`, `invoice_needs_number`, and the state it is in (`invoice_is_void` …)
 * where that step does not exist.
 */
export async function changeInvoiceStatus(
  supabase: DataClient,
  input: { agencyId: string; invoiceId: string; version: number; status: InvoiceStatus },
): Promise<{ number: string | null; version: number }> {
  const [row] = unwrap(
    await supabase
      .from('invoices')
      .update({ status: input.status })
      .eq('agency_id', input.agencyId)
      .eq('id', input.invoiceId)
      .eq('version', input.version)
      .select(INVOICE_ROW_COLUMNS),
  )
  if (!row) throw new AppError('invoice_changed')
  return { number: row.number, version: row.version }
}

/** Deletes a draft. Throws `invoice_is_fixed` for anything else. */
export async function deleteInvoice(
  supabase: DataClient,
  { agencyId, invoiceId }: { agencyId: string; invoiceId: string },
): Promise<void> {
  const rows = unwrap(
    await supabase.from('invoices').delete().eq('agency_id', agencyId).eq('id', invoiceId).select('id'),
  )
  if (rows.length === 0) throw new AppError('invoice_not_found')
}

/** Says how an agency writes its invoices from now on. `isNew`: nobody has said so before. */
export async function saveBillingSettings(
  supabase: DataClient,
  { agencyId, isNew, form }: { agencyId: string; isNew: boolean; form: BillingSettingsForm },
): Promise<void> {
  const settings = {
    legal_name: form.legalName || null,
    address: form.address || null,
    tax_id: form.taxId || null,
    currency: form.currency,
    payment_days: Number(form.paymentDays),
    tax_rate: Number(form.taxRate.replace(',', '.')),
    number_prefix: form.numberPrefix,
    bank_name: form.bankName || null,
    iban: form.iban || null,
    bic: form.bic || null,
    footer: form.footer || null,
  }
  const table = supabase.from('billing_settings')
  const rows = unwrap(
    isNew
      ? await table.insert({ agency_id: agencyId, ...settings }).select('id')
      : await table.update(settings).eq('agency_id', agencyId).select('id'),
  )
  if (rows.length === 0) throw new AppError('forbidden')
}
