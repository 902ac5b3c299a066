import type { Agency, Member, Refusal, Stage } from './stage'

/** What the stories about tickets share. */

export const STATUSES = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const
export type Status = (typeof STATUSES)[number]

export type TicketRow = {
  status: Status
  waiting_for: string | null
  version: number
  priority: string
} & Record<string, unknown>

/** What came of one of many tickets; `previous` is what undoing takes. */
export type ChangedTicket = {
  ticket_id: string
  outcome: string
  reason: string | null
  version: number
  previous: object | null
}

/** A generator of numbers that repeats: a walk that fails can be walked again. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

/** Opens a ticket of the agency's client as its owner; returns its id. */
export async function addTicket(stage: Stage, agency: Agency, fields: object = {}): Promise<string> {
  const [made] = await stage.as(
    agency.owner,
    (tx) =>
      tx<{ id: string }[]>`insert into tickets ${tx({
        agency_id: agency.id,
        client_id: agency.client,
        title: 'Broken pixel',
        ...fields,
      })} returning id`,
  )
  return made?.id ?? ''
}

export async function readTicket(stage: Stage, id: string): Promise<TicketRow> {
  const [row] = await stage.sql<TicketRow[]>`select * from tickets where id = ${id}`
  if (!row) throw new Error('The ticket is gone.')
  return row
}

/** Where a card is put: below `after`, or on top; `version` is the one that the person saw. */
type Place = [id: string, status: string, after: string | null, version: number]

export const moveTicket = (
  stage: Stage,
  who: Member,
  ...[id, status, after, version]: Place
): Promise<{ version: number }[]> =>
  stage.as(
    who,
    (tx) => tx<{ version: number }[]>`select * from move_ticket(${id}, ${status}, ${after}, ${version})`,
  )

export const refusalOfMove = (
  stage: Stage,
  who: Member,
  ...[id, status, after, version]: Place
): Promise<Refusal> =>
  stage.refusal(who, (tx) => tx`select * from move_ticket(${id}, ${status}, ${after}, ${version})`)

export const changeMany = (
  stage: Stage,
  who: Member,
  ids: string[],
  changes: Record<string, string | null>,
): Promise<ChangedTicket[]> =>
  stage.as(who, (tx) => tx<ChangedTicket[]>`select * from bulk_update_tickets(${ids}, ${tx.json(changes)})`)

export const undoMany = (
  stage: Stage,
  who: Member,
  rows: readonly ChangedTicket[],
): Promise<ChangedTicket[]> =>
  stage.as(
    who,
    (tx) =>
      tx<ChangedTicket[]>`select * from undo_ticket_changes(${tx.json(
        rows.map(({ ticket_id, version, previous }) => ({ ticket_id, version, previous })) as never,
      )})`,
  )
