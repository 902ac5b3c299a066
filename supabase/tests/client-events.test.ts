import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  give,
  openEventStage,
  openTicket,
  say,
  set,
  STAFF,
  type Act,
  type EventStage,
  type Name,
} from './event-stage'
import { addTicket } from './ticket-stage'

/** Who is told of alerts and documents, and that everybody may switch each of it off. */

let events: EventStage
beforeAll(async () => {
  events = await openEventStage()
})
afterAll(() => events.world.stage.stop())
beforeEach(() => events.forget())

const LINK = { kind: 'link', url: 'https://example.org/' }
const but = (name: Name) => STAFF.filter((other) => other !== name)
const raise =
  (key: string, severity: string): Act =>
  (tx, _, { world }) =>
    tx`select * from raise_alert(${world.nordlicht.client}, ${key}, ${severity}, 'Site is down')`
const share =
  (visibility: string): Act =>
  (tx, _, { world: { nordlicht } }) =>
    tx`insert into documents ${tx({ agency_id: nordlicht.id, client_id: nordlicht.client, name: 'Report', visibility, ...LINK })}`

describe('of an alert', () => {
  test('all staff but whoever raised it, when it is critical or becomes so, and once', async () => {
    await events.act('member', raise('site', 'high'))
    expect(await events.told()).toEqual({})
    await events.act('member', raise('site', 'critical'))
    expect(await events.told()).toEqual({ 'alert.critical': but('member') })
    await events.act('admin', raise('site', 'critical'))
    expect(await events.told()).toEqual({ 'alert.critical': but('member') })
    await events.forget()
    await events.act('admin', raise('mail', 'critical'))
    expect(await events.told()).toEqual({ 'alert.critical': but('admin') })
  })
})

describe('of a document', () => {
  test('the people of its client, when staff share it or let them see it', async () => {
    await events.act('member', share('internal'))
    expect(await events.told()).toEqual({})
    await events.act('member', (tx) => tx`update documents set visibility = 'client'`)
    expect(await events.told()).toEqual({ 'document.shared': ['second', 'viewer'] })
    await events.forget()
    await events.act('member', share('client'))
    expect(await events.told()).toEqual({ 'document.shared': ['second', 'viewer'] })
  })

  test('staff, once a client’s file has arrived', async () => {
    const { world, people } = events
    const made = await world.announce(people.viewer)
    expect(await events.told()).toEqual({})
    await world.put(people.viewer, made.storage_path)
    await world.finalize(people.viewer, made.id)
    expect(await events.told()).toEqual({ 'document.shared': STAFF })
  })
})

describe('whoever has switched it off', () => {
  test.each<[category: string, type: string, of: Name, who: Name, act: Act]>([
    ['tickets', 'ticket.assigned', 'member', 'admin', give('member')],
    ['tickets', 'ticket.mentioned', 'member', 'admin', say('internal', 'member')],
    ['tickets', 'ticket.commented', 'owner', 'admin', say('internal')],
    ['tickets', 'ticket.status_changed', 'owner', 'admin', set({ status: 'resolved' })],
    ['tickets', 'ticket.opened', 'member', 'viewer', openTicket({ visibility: 'client' })],
    ['alerts', 'alert.critical', 'member', 'admin', (...given) => raise(randomUUID(), 'critical')(...given)],
    ['documents', 'document.shared', 'viewer', 'admin', share('client')],
  ])('%s is not told of %s', async (category, type, of, who, act) => {
    const { stage, nordlicht } = events.world
    const person = events.people[of]
    const afterChoosing = async (choice: object) => {
      await stage.sql`delete from cc_notification_preferences`
      await stage.as(
        person,
        (tx) =>
          tx`insert into cc_notification_preferences ${tx({ individual_id: person.id, overrides: { [category]: choice } } as never)}`,
      )
      const ticket = await addTicket(stage, nordlicht)
      await events.forget()
      await events.act(who, act, ticket)
      const inApp =
        await stage.sql`select type from cc_notifications where recipient_individual_id = ${person.id}`
      const mails = await stage.sql`
        select status, skip_reason from cc_notification_deliveries where recipient_individual_id = ${person.id}`
      return [[...inApp], [...mails]]
    }
    const off = { status: 'skipped', skip_reason: 'switched_off' }
    const on = { status: 'queued', skip_reason: null }
    expect(await afterChoosing({ in_app: 'off', email: 'off' })).toEqual([[], [off]])
    expect(await afterChoosing({ email: 'off' })).toEqual([[{ type }], [off]])
    expect(await afterChoosing({ in_app: 'off' })).toEqual([[], [on]])
    expect(await afterChoosing({})).toEqual([[{ type }], [on]])
  })
})
