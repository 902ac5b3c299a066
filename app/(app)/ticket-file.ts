import { toAppError } from '@/lib/errors'
import { findMember, hintOf } from '@/lib/queries/members'
import { todayIn } from '@/lib/queries/ticket-filters'
import { ticketFile } from '@/lib/queries/ticket-export'
import type { TicketScope } from '@/lib/queries/tickets'
import { parseTicketListParams } from '@/lib/rules/ticket-list-params'
import { currentSession, serverClient } from '@/lib/supabase/server'

/**
 * The tickets of the filter in the address as a file, sent while it is read. Who asks gets what they may read: strangers
 * nothing, people of a client their own client's shared ones, whichever client they name.
 */
export async function ticketFileResponse(request: Request, clientId: string | null): Promise<Response> {
  const session = await currentSession()
  if (!session) return refusal(401, 'Sign in first.')
  const supabase = await serverClient()
  try {
    const member = await findMember(supabase, session.userId)
    const place = member && hintOf(member)
    const own = member?.client
    if (!place || !own) return refusal(404, 'There is nothing at this address.')
    if (!place.isStaff && clientId !== null && clientId !== own.id)
      return refusal(404, 'There is nothing at this address.')
    const scope: TicketScope = {
      agencyId: place.agencyId,
      clientId: place.isStaff ? clientId : own.id,
      userId: member.id,
      userName: member.fullName ?? member.email,
      isStaff: place.isStaff,
      timeZone: own.timeZone,
    }
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const params = { ...parseTicketListParams(query), cursor: null }
    const lines = ticketFile(supabase, scope, params)
    // The first rows are read before anything is sent: a refusal can still be one.
    const begun = [await lines.next(), await lines.next()]
    const today = todayIn(own.timeZone, new Date())
    return new Response(toStream(begun, lines), {
      headers: {
        ...PRIVATE,
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="tickets-${today}.csv"`,
      },
    })
  } catch (error) {
    const { code } = toAppError(error)
    if (code === 'session_expired') return refusal(401, 'Sign in first.')
    if (code === 'client_not_found') return refusal(404, 'There is nothing at this address.')
    return refusal(503, 'The tickets cannot be read at the moment. Try again in a minute.')
  }
}

const PRIVATE = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }

function refusal(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' },
  })
}

/**
 * Reads on only when the receiver has taken what was sent. A fault half-way breaks the transfer off, so that a part is not
 * taken for the whole.
 */
function toStream(
  begun: readonly IteratorResult<string, void>[],
  lines: AsyncGenerator<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const ready = [...begun]
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const line = ready.shift() ?? (await lines.next())
      if (typeof line.value === 'string') controller.enqueue(encoder.encode(line.value))
      else controller.close()
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
