import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { openDocumentStage, type DocumentStage } from './document-stage'
import type { Member } from './stage'

/** What the stories about who is told of client work share. */

/** The staff of Nordlicht, two viewers of its client and one of another, and Kai of another agency. */
export type Name = 'owner' | 'admin' | 'member' | 'colleague' | 'viewer' | 'second' | 'sibling' | 'kai'
export type Told = Record<string, Name[]>
/** What somebody does, perhaps to a ticket. */
export type Act = (tx: TransactionSql, ticket: string, events: EventStage) => Promise<unknown>

export const STAFF: Name[] = ['admin', 'colleague', 'member', 'owner']

export interface EventStage {
  world: DocumentStage
  people: Record<Name, Member>
  /** Who was told, by event; each of them in the app and by a mail that goes out. */
  told: () => Promise<Told>
  /** Nobody was told of anything, as far as `told` knows. */
  forget: () => Promise<void>
  act: (who: Name, act: Act, ticket?: string) => Promise<unknown>
}

export const set =
  (fields: Record<string, string | null>): Act =>
  (tx, ticket) =>
    tx`update tickets set ${tx(fields)} where id = ${ticket}`

export const watch =
  (isWatching: boolean): Act =>
  (tx, ticket) =>
    tx`select watch_ticket(${ticket}, ${isWatching})`

export const give =
  (name: Name): Act =>
  (tx, ticket, events) =>
    set({ assignee_id: events.people[name].id })(tx, ticket, events)

/** A comment that names people, and then always somebody who does not exist, too. */
export const say =
  (visibility: 'internal' | 'client', ...named: Name[]): Act =>
  (tx, ticket, { people, world: { nordlicht } }) =>
    tx`insert into ticket_comments ${tx({
      agency_id: nordlicht.id,
      client_id: nordlicht.client,
      ticket_id: ticket,
      visibility,
      body: 'Look at this.',
      mentions: named.length > 0 ? [...named.map((name) => people[name].id), randomUUID()] : [],
    })}`

export const openTicket =
  (fields: Record<string, string> = {}, assignee?: Name): Act =>
  (tx, _, { people, world: { nordlicht } }) =>
    tx`insert into tickets ${tx({
      agency_id: nordlicht.id,
      client_id: nordlicht.client,
      title: 'Broken pixel',
      ...(assignee ? { assignee_id: people[assignee].id } : {}),
      ...fields,
    })}`

export async function openEventStage(): Promise<EventStage> {
  const world = await openDocumentStage()
  const { stage, nordlicht, kai, colleague } = world
  const second: Member = { id: randomUUID(), role: 'authenticated' }
  await stage.sql`insert into users (id, client_id, email, full_name, role)
    values (${second.id}, ${nordlicht.client}, 'second@example.test', 'Second', 'client_viewer')`
  const { owner, admin, member, viewer, siblingViewer: sibling } = nordlicht
  const people = { owner, admin, member, colleague, viewer, second, sibling, kai: kai.owner }

  const events: EventStage = {
    world,
    people,
    told: async () => {
      const rows = await stage.sql<{ type: string; recipient: string }[]>`
        select n.type, n.recipient_individual_id as recipient
        from cc_notifications n join cc_notification_deliveries d on d.notification_id = n.id and d.status = 'queued' and d.channel = 'email'`
      const all: Told = {}
      for (const { type, recipient } of rows) {
        const [name] = Object.entries(people).find(([, { id }]) => id === recipient) ?? []
        all[type] = [...(all[type] ?? []), (name ?? recipient) as Name].toSorted()
      }
      return all
    },
    forget: async () => {
      await stage.sql`delete from cc_notification_deliveries`
      await stage.sql`delete from cc_notifications`
    },
    act: (who, act, ticket = '') => stage.as(people[who], (tx) => act(tx, ticket, events)),
  }
  return events
}
