import { toAppError } from '@/lib/errors'
import { invoiceFileName, invoicePdf } from '@/lib/pdf/invoice'
import { findInvoiceToPrint } from '@/lib/queries/invoice-detail'
import { loadForAnybody } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

type Context = { params: Promise<{ invoiceId: string }> }

/**
 * An invoice to a client as a file, for whoever may read it: everything is asked for in the name of whoever is signed in,
 * and one that they may not read is answered as one that nobody wrote.
 */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { invoiceId } = await params
  const supabase = await serverClient()
  try {
    const found = await loadForAnybody((agencyId) => findInvoiceToPrint(supabase, agencyId, invoiceId))
    if (!found) return refusal(404, 'There is nothing at this address.')
    const { invoice, sender } = found
    return new Response(await invoicePdf(invoice, sender), {
      headers: {
        ...PRIVATE,
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${invoiceFileName(invoice)}"`,
        'x-content-type-options': 'nosniff',
      },
    })
  } catch (error) {
    if (toAppError(error).code === 'session_expired') return refusal(401, 'Sign in first.')
    return refusal(503, 'The invoice cannot be read at the moment. Try again in a minute.')
  }
}

const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }

function refusal(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' },
  })
}
