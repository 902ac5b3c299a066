import { toAppError } from '@/lib/errors'
import { invoiceFileName, invoicePdf } from '@/lib/pdf/invoice'
import { findMember, hintOf } from '@/lib/queries/members'
import { billingSettingsQuery, getInvoice, type InvoiceSender } from '@/lib/queries/invoice-detail'
import { getQueryClient } from '@/lib/query-client'
import { currentSession, serverClient } from '@/lib/supabase/server'

type Context = { params: Promise<{ invoiceId: string }> }

/**
 * An invoice to a client as a file, for whoever may read it: everything is asked for in the name of whoever is signed in,
 * and one that they may not read is answered as one that nobody wrote.
 */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { invoiceId } = await params
  const session = await currentSession()
  if (!session) return refusal(401, 'Sign in first.')
  const supabase = await serverClient()
  try {
    const member = await findMember(supabase, session.userId)
    const place = member && hintOf(member)
    if (!place || !member.client) return refusal(404, MISSING)
    const [invoice, settings] = await Promise.all([
      getInvoice(supabase, place.agencyId, invoiceId),
      // What a draft would say; a sent one keeps its own, and viewers read none.
      getQueryClient().query(billingSettingsQuery(supabase, place.agencyId)),
    ])
    if (invoice.type !== 'outgoing') return refusal(404, MISSING)
    const sender: InvoiceSender = invoice.sender ?? {
      ...NOTHING,
      ...settings,
      legalName: settings?.legalName ?? member.agency?.name ?? null,
    }
    return new Response(await invoicePdf(invoice, sender), {
      headers: {
        ...PRIVATE,
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${invoiceFileName(invoice)}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (error) {
    const { code } = toAppError(error)
    if (code === 'session_expired') return refusal(401, 'Sign in first.')
    if (code === 'invoice_not_found') return refusal(404, MISSING)
    return refusal(503, 'The invoice cannot be read at the moment. Try again in a minute.')
  }
}

const MISSING = 'There is nothing at this address.'
const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }
const NOTHING: InvoiceSender = {
  legalName: null,
  address: null,
  taxId: null,
  bankName: null,
  iban: null,
  bic: null,
  footer: null,
}

function refusal(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' },
  })
}
