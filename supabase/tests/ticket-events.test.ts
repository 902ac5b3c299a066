import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDocumentStage, type DocumentStage } from './document-stage'
import type { Member } from './stage'
import { addTicket } from './ticket-stage'

/** Who is told of what happens to tickets, alerts and documents, and who is not. */

let world: DocumentStage
/** The staff of Nordlicht, a viewer of its client and one of another, and Kai of another agency. */
let people: Record<
  'owner' | 'admin' | 'member' | 'colleague' | 'viewer' | 'second' | 'sibling' | 'kai',
  Member
>
type Name = keyof typeof people
const nobody = randomUUID()

beforeAll(async () => {
  world = await openDocumentStage()
  const { stage, nordlicht, kai, colleague } = world
  const second: Member = { id: randomUUID(), role: 'authenticated' }
  await stage.sql`insert into users (id, client_id, email, full_name, role)
    values (${second.id}, ${nordlicht.client}, 'second@example.test', 'Second', 'client_viewer')`
  const { owner, admin, member, viewer, siblingViewer: sibling } = nordlicht
  people = { owner, admin, member, colleague, viewer, second, sibling, kai: kai.owner }
})
afterAll(() => world.stage.stop())
beforeEach(async () => {
  await world.stage.sql`delete from cc_notification_deliveries`
  await world.stage.sql`delete from cc_notifications`
  await world.stage.sql`delete from cc_notification_preferences`
})

type Told = Record<string, Name[]>
/** Who was told, by event; each of them in the app and by a mail that goes out. */
async function told(): Promise<Told> {
  const rows = await world.stage.sql<{ type: string; recipient: string }[]>`
    select n.type, n.recipient_individual_id as recipient
    from cc_notifications n join cc_notification_deliveries d on d.notification_id = n.id and d.status = 'queued' and d.channel = 'email'`
  const all: Told = {}
  for (const { type, recipient } of rows) {
    const [name] = Object.entries(people).find(([, { id }]) => id === recipient) ?? []
    all[type] = [...(all[type] ?? []), (name ?? recipient) as Name].toSorted()
  }
  return all
}
const forget = async () => {
  await world.stage.sql`delete from cc_notification_deliveries`
  await world.stage.sql`delete from cc_notifications`
}

type Act = (tx: TransactionSql, ticket: string) => Promise<unknown>
const set =
  (fields: Record<string, string | null>): Act =>
  (tx, ticket) =>
    tx`update tickets set ${tx(fields)} where id = ${ticket}`
const give =
  (name: Name): Act =>
  (tx, ticket) =>
    set({ assignee_id: people[name].id })(tx, ticket)
const watch =
  (isWatching: boolean): Act =>
  (tx, ticket) =>
    tx`select watch_ticket(${ticket}, ${isWatching})`
const say =
  (visibility: 'internal' | 'client', ...mentioned: Name[]): Act =>
  (tx, ticket) =>
    tx`insert into ticket_comments ${tx({
      agency_id: world.nordlicht.id,
      client_id: world.nordlicht.client,
      ticket_id: ticket,
      visibility,
      body: 'Look at this.',
      mentions: [...mentioned.map((name) => people[name].id), ...(mentioned.length > 0 ? [nobody] : [])],
    })}`

const STAFF: Name[] = ['admin', 'colleague', 'member', 'owner']
const but = (...names: Name[]) => STAFF.filter((name) => !names.includes(name))

/** The owner opens the ticket; `before` happens first, in order, and what it tells is forgotten. */
type Case = [
  says: string,
  ticket: Record<string, string>,
  before: [Name, Act][],
  who: Name,
  act: Act,
  told: Told,
]
const shared = { visibility: 'client' }

describe('of a ticket', () => {
  test.each<Case>([
    ['whoever is given it', {}, [], 'admin', give('member'), { 'ticket.assigned': ['member'] }],
    ['nobody who takes it', {}, [], 'member', give('member'), {}],
    [
      'nobody when it is given to nobody',
      {},
      [['owner', give('member')]],
      'admin',
      set({ assignee_id: null }),
      {},
    ],
    [
      'nobody of another priority or date',
      {},
      [['member', watch(true)]],
      'admin',
      set({ priority: 'high', due_on: '2031-01-01' }),
      {},
    ],
    [
      'whoever opened it, of another status',
      {},
      [],
      'admin',
      set({ status: 'resolved' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'its assignee and its watchers, of another status',
      shared,
      [
        ['owner', give('member')],
        ['colleague', watch(true)],
        ['viewer', watch(true)],
      ],
      'admin',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['colleague', 'member', 'owner', 'viewer'] },
    ],
    [
      'nobody who stopped watching',
      shared,
      [
        ['colleague', watch(true)],
        ['viewer', watch(true)],
        ['colleague', watch(false)],
        ['viewer', watch(false)],
      ],
      'admin',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'no watcher of what they did',
      {},
      [['member', watch(true)]],
      'member',
      set({ status: 'in_progress' }),
      { 'ticket.status_changed': ['owner'] },
    ],
    [
      'no viewer who watched it while it was shared',
      shared,
      [
        ['viewer', watch(true)],
        ['owner', set({ visibility: 'internal' })],
      ],
      'owner',
      set({ status: 'in_progress' }),
      {},
    ],
    [
      'colleagues who are named on an internal note, and no viewer or stranger',
      shared,
      [['viewer', watch(true)]],
      'member',
      say('internal', 'admin', 'member', 'viewer', 'kai'),
      { 'ticket.mentioned': ['admin'], 'ticket.commented': ['owner'] },
    ],
    [
      'people of the client who are named where they can read it, and none of another',
      shared,
      [],
      'member',
      say('client', 'viewer', 'sibling', 'kai', 'owner'),
      { 'ticket.mentioned': ['owner', 'viewer'] },
    ],
    [
      'its watchers of a comment to the client',
      shared,
      [['viewer', watch(true)]],
      'member',
      say('client'),
      { 'ticket.commented': ['owner', 'viewer'] },
    ],
    ['no viewer of an internal comment', shared, [['viewer', watch(true)]], 'owner', say('internal'), {}],
    [
      'whoever has commented, of the next comment',
      {},
      [['member', say('internal')]],
      'owner',
      say('internal'),
      { 'ticket.commented': ['member'] },
    ],
    [
      'all staff of what a client says while nobody has it',
      shared,
      [],
      'viewer',
      say('client'),
      { 'ticket.commented': STAFF },
    ],
    [
      'whoever has it of what a client says',
      shared,
      [['owner', give('member')]],
      'viewer',
      say('client'),
      { 'ticket.commented': ['member', 'owner'] },
    ],
    [
      'staff of a client who answers what was done',
      { ...shared, status: 'resolved' },
      [['owner', give('member')]],
      'viewer',
      say('client'),
      { 'ticket.commented': ['member', 'owner'], 'ticket.status_changed': ['member', 'owner'] },
    ],
  ])('%s', async (_, fields, before, who, act, expected) => {
    const { stage, nordlicht } = world
    const ticket = await addTicket(stage, nordlicht, fields)
    for (const [name, first] of before) await stage.as(people[name], (tx) => first(tx, ticket))
    await forget()
    await stage.as(people[who], (tx) => act(tx, ticket))
    expect(await told()).toEqual(expected)
  })

  test.each<[says: string, who: Name, fields: Record<string, string>, assignee: Name | null, told: Told]>([
    ['all staff when a client opens it', 'viewer', shared, null, { 'ticket.opened': STAFF }],
    ['nobody when staff open it', 'member', shared, null, {}],
    ['its assignee when staff open it', 'member', {}, 'admin', { 'ticket.assigned': ['admin'] }],
    ['nobody who opens it for themselves', 'member', {}, 'member', {}],
  ])('%s', async (_, who, fields, assignee, expected) => {
    const { stage, nordlicht } = world
    await stage.as(
      people[who],
      (tx) =>
        tx`insert into tickets ${tx({
          agency_id: nordlicht.id,
          client_id: nordlicht.client,
          title: 'Broken pixel',
          ...(assignee ? { assignee_id: people[assignee].id } : {}),
          ...fields,
        })}`,
    )
    expect(await told()).toEqual(expected)
  })

  test('whom a comment names is kept only as far as they may read it', async () => {
    const { stage, nordlicht } = world
    const ticket = await addTicket(stage, nordlicht, shared)
    await stage.as(people.member, (tx) => say('internal', 'admin', 'viewer', 'kai')(tx, ticket))
    const [comment] = await stage.sql`select mentions from ticket_comments where ticket_id = ${ticket}`
    expect(comment?.mentions).toEqual([people.admin.id])
  })
})

describe('of an alert', () => {
  const raise = (who: Name, key: string, severity: string) =>
    world.stage.as(
      people[who],
      (tx) => tx`select * from raise_alert(${world.nordlicht.client}, ${key}, ${severity}, 'Site is down')`,
    )
  test('all staff but whoever raised it, when it is critical or becomes so, and once', async () => {
    await raise('member', 'site', 'high')
    expect(await told()).toEqual({})
    await raise('member', 'site', 'critical')
    expect(await told()).toEqual({ 'alert.critical': but('member') })
    await raise('admin', 'site', 'critical')
    expect(await told()).toEqual({ 'alert.critical': but('member') })
    await forget()
    await raise('admin', 'mail', 'critical')
    expect(await told()).toEqual({ 'alert.critical': but('admin') })
  })
})

describe('of a document', () => {
  const link = { kind: 'link', type: null, size_bytes: null, url: 'https://example.org/' }
  test('the people of its client, when staff share it or let them see it', async () => {
    const kept = await world.announce(people.member, { ...link, visibility: 'internal' })
    expect(await told()).toEqual({})
    await world.stage.as(
      people.member,
      (tx) => tx`update documents set visibility = 'client' where id = ${kept.id}`,
    )
    expect(await told()).toEqual({ 'document.shared': ['second', 'viewer'] })
    await forget()
    await world.announce(people.member, link)
    expect(await told()).toEqual({ 'document.shared': ['second', 'viewer'] })
  })

  test('staff, once a client’s file has arrived', async () => {
    const made = await world.announce(people.viewer)
    expect(await told()).toEqual({})
    await world.put(people.viewer, made.storage_path)
    await world.finalize(people.viewer, made.id)
    expect(await told()).toEqual({ 'document.shared': STAFF })
  })
})

describe('whoever has switched it off', () => {
  const link = { kind: 'link', type: null, size_bytes: null, url: 'https://example.org/' }
  test.each<[category: string, type: string, of: Name, who: Name, act: Act]>([
    ['tickets', 'ticket.assigned', 'member', 'admin', give('member')],
    ['tickets', 'ticket.mentioned', 'member', 'admin', say('internal', 'member')],
    ['tickets', 'ticket.commented', 'owner', 'admin', say('internal')],
    ['tickets', 'ticket.status_changed', 'owner', 'admin', set({ status: 'resolved' })],
    [
      'tickets',
      'ticket.opened',
      'member',
      'viewer',
      (tx) =>
        tx`insert into tickets ${tx({ agency_id: world.nordlicht.id, client_id: world.nordlicht.client, title: 'Help', ...shared })}`,
    ],
    [
      'alerts',
      'alert.critical',
      'member',
      'admin',
      (tx) => tx`select raise_alert(${world.nordlicht.client}, ${randomUUID()}, 'critical', 'Down')`,
    ],
    [
      'documents',
      'document.shared',
      'viewer',
      'admin',
      (tx) =>
        tx`insert into documents ${tx({ agency_id: world.nordlicht.id, client_id: world.nordlicht.client, name: 'Report', visibility: 'client', ...link } as never)}`,
    ],
  ])('for %s is not told by %s, and others are', async (category, type, of, who, act) => {
    const { stage, nordlicht } = world
    const inApp = () =>
      stage.sql`select type from cc_notifications where recipient_individual_id = ${people[of].id}`
    const mails = () =>
      stage.sql`select status, skip_reason from cc_notification_deliveries where recipient_individual_id = ${people[of].id}`
    const once = async (choice: object) => {
      await stage.sql`delete from cc_notification_preferences`
      await stage.as(
        people[of],
        (tx) =>
          tx`insert into cc_notification_preferences ${tx({ individual_id: people[of].id, overrides: { [category]: choice } } as never)}`,
      )
      const ticket = await addTicket(stage, nordlicht)
      await forget()
      await stage.as(people[who], (tx) => act(tx, ticket))
      return [[...(await inApp())], [...(await mails())]]
    }
    const off = { status: 'skipped', skip_reason: 'switched_off' }
    expect(await once({ in_app: 'off', email: 'off' })).toEqual([[], [off]])
    expect(await once({ email: 'off' })).toEqual([[{ type }], [off]])
    expect(await once({ in_app: 'off' })).toEqual([[], [{ status: 'queued', skip_reason: null }]])
    expect(await once({})).toEqual([[{ type }], [{ status: 'queued', skip_reason: null }]])
  })
})
