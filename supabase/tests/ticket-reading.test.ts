import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Stage, type Somebody } from './stage'

/** What lists and drawers read of tickets beside their columns: search by words and numbers, history, the earlier ticket. */

let stage: Stage
let nordlicht: Agency
let kai: Agency
const ids: Record<string, string> = {}

async function open(agency: Agency, client: string, title: string, fields: object = {}): Promise<string> {
  const [made] = await stage.as(
    agency.owner,
    (tx) =>
      tx<
        { id: string }[]
      >`insert into tickets ${tx({ agency_id: agency.id, client_id: client, title, ...fields })} returning id`,
  )
  return made?.id ?? ''
}

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  ids.shared = await open(nordlicht, nordlicht.client, 'Lantern poster', { visibility: 'client' })
  ids.internal = await open(nordlicht, nordlicht.client, 'Lantern budget')
  ids.sibling = await open(nordlicht, nordlicht.sibling, 'Lantern of a sibling', { visibility: 'client' })
  ids.foreign = await open(kai, kai.client, 'Lantern elsewhere', { visibility: 'client' })
})
afterAll(() => stage.stop())

async function found(who: Somebody, query: string, client: string | null = null): Promise<string[]> {
  const rows = await stage.as(
    who,
    (tx) => tx<{ id: string }[]>`select id from find_tickets(${query}, ${client}) order by number`,
  )
  return rows.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id)
}

test('staff find tickets of their agency by the beginnings of words, all or those of one client', async () => {
  expect(await found(nordlicht.member, 'lant')).toEqual(['shared', 'internal', 'sibling'])
  expect(await found(nordlicht.member, 'BUD lant')).toEqual(['internal'])
  expect(await found(nordlicht.member, 'lantern', nordlicht.sibling)).toEqual(['sibling'])
  expect(await found(nordlicht.member, 'lanterns')).toEqual([])
  expect(await found(nordlicht.member, '%')).toEqual([])
})

test('a number finds its ticket, with or without the sign', async () => {
  expect(await found(nordlicht.member, '#2')).toEqual(['internal'])
  expect(await found(nordlicht.member, '2')).toEqual(['internal'])
  expect(await found(kai.owner, '#2')).toEqual([])
})

test('a viewer finds what is shared with their client, whichever client they name', async () => {
  for (const client of [null, nordlicht.client, nordlicht.sibling, kai.client]) {
    expect(await found(nordlicht.viewer, 'lantern', client)).toEqual(['shared'])
  }
  expect(await found(nordlicht.viewer, '#2')).toEqual([])
  expect(await found(kai.owner, 'lantern', nordlicht.client)).toEqual([])
})

type Event = { action: string; person: string | null; new_values: Record<string, unknown> | null }

async function eventsOf(who: Somebody, id: string): Promise<Event[]> {
  const [row] = await stage.as(
    who,
    (tx) =>
      tx<{ events: Event[] }[]>`select to_jsonb(ticket_events(t)) as events from tickets t where id = ${id}`,
  )
  return row?.events ?? []
}

test('its history tells staff what was changed and keeps long texts, order and watching out; viewers get none', async () => {
  const id = ids.shared ?? ''
  await stage.as(
    nordlicht.member,
    (tx) => tx`update tickets set priority = 'high', description = ${'x'.repeat(5000)} where id = ${id}`,
  )
  await stage.as(nordlicht.member, (tx) => tx`select watch_ticket(${id}, true)`)
  const events = await eventsOf(nordlicht.owner, id)
  expect(events.map(({ action, new_values }) => [action, new_values])).toEqual([
    ['insert', null],
    ['update', { priority: 'high', description: null }],
  ])
  expect(await eventsOf(nordlicht.viewer, id)).toEqual([])
  expect(await eventsOf(kai.owner, id)).toEqual([])
})

test('the earlier ticket has a number only for those who may read it', async () => {
  const shared = await open(nordlicht, nordlicht.client, 'Again', {
    visibility: 'client',
    previous_ticket_id: ids.shared,
  })
  const internal = await open(nordlicht, nordlicht.client, 'Again', {
    visibility: 'client',
    previous_ticket_id: ids.internal,
  })
  const numbers = (who: Somebody) =>
    stage.as(
      who,
      (tx) =>
        tx`select previous_number(t) as number from tickets t where id in (${shared}, ${internal}) order by t.number`,
    )
  expect([...(await numbers(nordlicht.member))]).toEqual([{ number: 1 }, { number: 2 }])
  expect([...(await numbers(nordlicht.viewer))]).toEqual([{ number: 1 }, { number: null }])
})
