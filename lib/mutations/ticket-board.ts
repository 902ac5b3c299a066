import { AppError, toAppError, unwrap } from '@/lib/errors'
import { saveTicket, ticketPatch } from '@/lib/mutations/tickets'
import { findTicketNow } from '@/lib/queries/ticket-detail'
import { oneOf } from '@/lib/rules/runs'
import { lastChangeOf } from '@/lib/rules/ticket-activity'
import type { CardMove } from '@/lib/rules/ticket-board'
import type { StatusChoice, TicketChange } from '@/lib/rules/tickets'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

/**
 * Puts a card below another one of a column; `version` is the one that the person saw. Returns where it is now. Throws
 * `ticket_changed` (its details are the present version), `place_is_gone`, `ticket_is_closed` and `ticket_not_found`.
 */
async function moveTicket(
  supabase: DataClient,
  { ticketId, status, afterId, version }: CardMove & { version: number },
): Promise<{ rank: string; version: number }> {
  const [moved] = unwrap(
    await supabase.rpc('move_ticket', {
      ticket_id: ticketId,
      status,
      // Null, said aloud: on top. The generated types know of no parameter that may be null.
      after_id: afterId as string,
      expected_version: version,
    }),
  )
  if (!moved) throw new AppError('ticket_not_found')
  return { rank: String(moved.rank), version: moved.version }
}

type CardMoveInput = {
  agencyId: string
  move: CardMove
  /** The version that the person saw, and how far the ticket was then. */
  seen: StatusChoice & { version: number }
  /** What an undo brings back beside the place: a card dropped on Waiting waits for the client. */
  waitingFor?: StatusChoice['waitingFor']
}

type MovedCard =
  | { outcome: 'moved'; rank: string; version: number }
  /** Somebody else put it into another column first; nothing has been written. */
  | { outcome: 'was_moved'; now: StatusChoice; person: string | null; at: string | null }

/**
 * Moves a card although others change other things of it meanwhile; only when somebody else moved it to another column,
 * theirs stands and they are named. Throws what `moveTicket` throws, but no `ticket_changed` unless it changes ceaselessly.
 */
export async function moveCard(
  supabase: DataClient,
  { agencyId, move, seen, waitingFor = null }: CardMoveInput,
): Promise<MovedCard> {
  let { version } = seen
  for (;;) {
    try {
      const moved = await moveTicket(supabase, { ...move, version })
      if (move.status !== 'waiting' || waitingFor !== 'third_party') return { outcome: 'moved', ...moved }
      const saved = await saveTicket(supabase, {
        agencyId,
        ticketId: move.ticketId,
        version: moved.version,
        seen: { waitingFor: 'client' },
        change: { waitingFor },
      })
      return {
        outcome: 'moved',
        rank: moved.rank,
        version: saved.outcome === 'saved' ? saved.ticket.version : moved.version,
      }
    } catch (error) {
      const refusal = toAppError(error)
      if (refusal.code !== 'ticket_changed') throw refusal
      const current = await findTicketNow(supabase, agencyId, move.ticketId)
      if (!current) throw new AppError('ticket_not_found')
      const { ticket, events } = current
      if (ticket.status !== seen.status) {
        const last = lastChangeOf(events, 'status')
        return { outcome: 'was_moved', now: ticket, person: last?.person ?? null, at: last?.at ?? null }
      }
      if (ticket.version === version) throw refusal
      version = ticket.version
    }
  }
}

const OUTCOMES = ['updated', 'unchanged', 'refused', 'unknown'] as const

/** What came of one ticket. `previous` is what undoing takes; null where nothing was changed. */
export type BulkResult = {
  ticketId: string
  outcome: (typeof OUTCOMES)[number]
  /** A machine code; null unless refused. */
  reason: string | null
  version: number | null
  previous: Json
}

/** Status (with whom it waits for), priority, assignee and due date of up to 500 tickets. Throws `too_many_tickets`. */
export async function bulkUpdateTickets(
  supabase: DataClient,
  ticketIds: readonly string[],
  change: TicketChange,
): Promise<BulkResult[]> {
  return toResults(
    unwrap(
      await supabase.rpc('bulk_update_tickets', { ticket_ids: [...ticketIds], changes: ticketPatch(change) }),
    ),
  )
}

/** Takes back what `bulkUpdateTickets` did. What somebody changed since is refused with `ticket_changed`. */
export async function undoTicketChanges(
  supabase: DataClient,
  results: readonly BulkResult[],
): Promise<BulkResult[]> {
  const changes = results
    .filter(({ outcome }) => outcome === 'updated')
    .map(({ ticketId, version, previous }) => ({ ticket_id: ticketId, version, previous }))
  return toResults(unwrap(await supabase.rpc('undo_ticket_changes', { changes })))
}

type StoredResult = {
  ticket_id: string | null
  outcome: string | null
  reason: string | null
  version: number | null
  previous: Json
}

function toResults(rows: readonly StoredResult[]): BulkResult[] {
  return rows.map((row) => ({
    ticketId: row.ticket_id ?? '',
    outcome: oneOf(OUTCOMES, row.outcome) ?? 'unknown',
    reason: row.reason,
    version: row.version,
    previous: row.previous,
  }))
}
