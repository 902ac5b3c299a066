import { AppError, unwrap } from '@/lib/errors'
import { findSourceAlert, findTicketNow, type TicketDetail } from '@/lib/queries/ticket-detail'
import { TICKET_COLUMNS, toTicketListItem, type TicketListItem } from '@/lib/queries/tickets'
import type { TicketEvent } from '@/lib/rules/ticket-activity'
import {
  conflictingFields,
  isLive,
  type TicketChange,
  type TicketField,
  type TicketFields,
  type Visibility,
} from '@/lib/rules/tickets'
import type { TicketForm } from '@/lib/schemas/tickets'
import type { DataClient } from '@/lib/supabase/types'

/** Opens a ticket as staff do. Throws `assignee_unknown` when the assignee has left meanwhile. */
export async function createTicket(
  supabase: DataClient,
  agencyId: string,
  form: TicketForm,
): Promise<{ id: string; number: number }> {
  return unwrap(
    await supabase
      .from('tickets')
      .insert({
        agency_id: agencyId,
        client_id: form.clientId,
        title: form.title,
        description: form.description || null,
        priority: form.priority,
        assignee_id: form.assigneeId || null,
        due_on: form.dueOn || null,
        visibility: form.visibility,
      })
      .select('id, number')
      .single(),
  )
}

/** Opens a ticket as somebody of the client does: plain, and always one that they read themselves. */
export async function askForTicket(
  supabase: DataClient,
  input: {
    agencyId: string
    clientId: string
    title: string
    description: string
    /** The closed ticket that it carries on. */
    previousTicketId: string | null
  },
): Promise<{ id: string; number: number }> {
  return unwrap(
    await supabase
      .from('tickets')
      .insert({
        agency_id: input.agencyId,
        client_id: input.clientId,
        title: input.title,
        description: input.description || null,
        visibility: 'client',
        previous_ticket_id: input.previousTicketId,
      })
      .select('id, number')
      .single(),
  )
}

/** Names come from elsewhere than the ticket itself. */
type SavedColumns = Omit<TicketListItem, 'clientName' | 'assigneeName'>

/** `alert`: the one it was made of, when the ticket is done now. */
export type SavedTicket =
  | { outcome: 'saved'; ticket: SavedColumns; alert: TicketDetail['alert'] }
  /** Somebody else set the same field to something else; nothing has been written. */
  | {
      outcome: 'conflict'
      fields: TicketField[]
      now: TicketFields & { version: number }
      events: TicketEvent[]
    }

type TicketSave = {
  agencyId: string
  ticketId: string
  /** The version that the person saw, and what the fields they change were then. */
  version: number
  seen: TicketChange
  change: TicketChange
}

const ATTEMPTS = 4

/**
 * Saves what somebody changed of a ticket. When others changed other fields since, both changes stand; when they changed
 * the same one, the person decides. Throws `ticket_not_found`, `ticket_is_closed`, `waiting_for_whom`, `assignee_unknown`.
 */
export async function saveTicket(supabase: DataClient, input: TicketSave): Promise<SavedTicket> {
  let { version } = input
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [row] = unwrap(
      await supabase
        .from('tickets')
        .update(ticketPatch(input.change))
        .eq('agency_id', input.agencyId)
        .eq('id', input.ticketId)
        .eq('version', version)
        .select(TICKET_COLUMNS),
    )
    if (row) {
      const {
        clientName: _client,
        assigneeName: _assignee,
        ...ticket
      } = toTicketListItem({ ...row, assignee_name: null }, null)
      const isDone = input.change.status !== undefined && !isLive(input.change.status)
      const alert =
        isDone && ticket.sourceAlertId
          ? await findSourceAlert(supabase, input.agencyId, ticket.sourceAlertId)
          : null
      return { outcome: 'saved', ticket, alert }
    }
    const current = await findTicketNow(supabase, input.agencyId, input.ticketId)
    if (!current) throw new AppError('ticket_not_found')
    const fields = conflictingFields(input.seen, input.change, current.ticket)
    if (fields.length > 0) return { outcome: 'conflict', fields, now: current.ticket, events: current.events }
    // Seen and yet not changed: the policies let this person read the ticket, but not write it.
    if (current.ticket.version === version) throw new AppError('forbidden')
    version = current.ticket.version
  }
  throw new AppError('ticket_changed')
}

/** A change under the names of the columns, for every way of writing it. */
export function ticketPatch(change: TicketChange) {
  return {
    ...(change.title === undefined ? {} : { title: change.title }),
    ...(change.description === undefined ? {} : { description: change.description }),
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.waitingFor === undefined ? {} : { waiting_for: change.waitingFor }),
    ...(change.priority === undefined ? {} : { priority: change.priority }),
    ...(change.assigneeId === undefined ? {} : { assignee_id: change.assigneeId }),
    ...(change.dueOn === undefined ? {} : { due_on: change.dueOn }),
    ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
  }
}

/** Resolves the alert that a ticket was made of. Does nothing when it is resolved already. */
export async function resolveAlertOfTicket(
  supabase: DataClient,
  input: { agencyId: string; alertId: string; ticketNumber: number },
): Promise<void> {
  unwrap(
    await supabase
      .from('alerts')
      .update({ status: 'resolved', resolution_note: `Resolved with ticket #${input.ticketNumber}.` })
      .eq('agency_id', input.agencyId)
      .eq('id', input.alertId)
      .neq('status', 'resolved'),
  )
}

export async function watchTicket(
  supabase: DataClient,
  input: { ticketId: string; isWatching: boolean },
): Promise<void> {
  unwrap(await supabase.rpc('watch_ticket', { ticket_id: input.ticketId, watching: input.isWatching }))
}

/** Throws `ticket_is_internal` when the ticket was taken back meanwhile, `ticket_is_closed` for a viewer's on a closed one. */
export async function addComment(
  supabase: DataClient,
  input: {
    agencyId: string
    clientId: string
    ticketId: string
    body: string
    visibility: Visibility
    mentions: string[]
  },
): Promise<void> {
  unwrap(
    await supabase.from('ticket_comments').insert({
      agency_id: input.agencyId,
      client_id: input.clientId,
      ticket_id: input.ticketId,
      body: input.body,
      visibility: input.visibility,
      mentions: input.mentions,
    }),
  )
}

type CommentRef = { agencyId: string; clientId: string; commentId: string }

/** Throws `too_late_to_edit` a quarter of an hour after it was written. */
export async function editComment(supabase: DataClient, input: CommentRef & { body: string }): Promise<void> {
  await updateComment(supabase, input, { body: input.body })
}

/** Deletes a comment or brings it back. Throws `too_late_to_undo` ten minutes after it was deleted. */
export async function setCommentDeleted(
  supabase: DataClient,
  input: CommentRef & { isDeleted: boolean; now: string },
): Promise<void> {
  await updateComment(supabase, input, { deleted_at: input.isDeleted ? input.now : null })
}

async function updateComment(
  supabase: DataClient,
  { agencyId, clientId, commentId }: CommentRef,
  patch: { body?: string; deleted_at?: string | null },
): Promise<void> {
  const rows = unwrap(
    await supabase
      .from('ticket_comments')
      .update(patch)
      .eq('agency_id', agencyId)
      .eq('client_id', clientId)
      .eq('id', commentId)
      .select('id'),
  )
  if (rows.length === 0) throw new AppError('comment_is_not_yours')
}
