import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addAgency, openStage, untilSomebodyWaits, type Agency, type Stage } from './stage'
import {
  addTicket,
  chance,
  changeMany,
  moveTicket,
  readTicket,
  refusalOfMove,
  STATUSES,
  undoMany,
  type Status,
} from './ticket-stage'

/** Cards on the board: where they stand, however they came there and however many people move them at once. */

let stage: Stage
let agency: Agency
let other: Agency

beforeAll(async () => {
  stage = await openStage()
  agency = await addAgency(stage.sql, 'nordlicht')
  other = await addAgency(stage.sql, 'other')
})
afterAll(() => stage.stop())
beforeEach(() => stage.sql`delete from tickets where agency_id = ${agency.id}`)

/** Any column but that of closed ones, out of which a card can only be opened again. */
const statusOf = (pick: (below: number) => number): Status => STATUSES[pick(4)] ?? 'open'

const column = async (status: Status) => {
  const rows = await stage.sql<{ id: string }[]>`
    select id from tickets where agency_id = ${agency.id} and status = ${status} order by rank, id`
  return rows.map(({ id }) => id)
}

const expectPlacesOfTheirOwn = async () => {
  const [ranks] = await stage.sql`
    select count(*)::int as n, count(distinct (status, rank))::int as places from tickets where agency_id = ${agency.id}`
  expect(ranks?.places).toBe(ranks?.n)
}

test('cards stay where 300 random acts put them: the order is that of a list in memory', async () => {
  const pick = chance(7)
  const model: Record<Status, string[]> = {
    open: [],
    in_progress: [],
    waiting: [],
    resolved: [],
    closed: [],
  }
  const take = (ids: readonly string[]) => {
    for (const status of STATUSES) model[status] = model[status].filter((id) => !ids.includes(id))
  }
  const some = (of: readonly string[]) => of[pick(of.length)] ?? ''
  const all = () => Object.values(model).flat()
  const create = async () => model.open.unshift(await addTicket(stage, agency, { visibility: 'client' }))
  const put = (id: string, to: Status, after: string | null) =>
    stage.as(
      agency.member,
      (tx) => tx`select move_ticket(${id}, ${to}, ${after}, (select version from tickets where id = ${id}))`,
    )
  const moveOne = async () => {
    const [id, to] = [some(all()), statusOf(pick)]
    take([id])
    const place = pick(model[to].length + 1)
    await put(id, to, model[to][place - 1] ?? null)
    model[to].splice(place, 0, id)
  }
  const acts: (() => Promise<unknown>)[] = [
    create,
    // Into another column without a word about where in it: on top.
    async () => {
      const [id, to] = [some(all()), statusOf(pick)]
      await stage.as(
        agency.member,
        (tx) =>
          tx`update tickets set status = ${to}, waiting_for = ${to === 'waiting' ? 'client' : null} where id = ${id}`,
      )
      if (model[to].includes(id)) return
      take([id])
      model[to].unshift(id)
    },
    async () => {
      const [from, to] = [statusOf(pick), statusOf(pick)]
      const ids = model[from].filter(() => pick(3) === 0)
      if (ids.length === 0) return
      const shuffled = ids.toSorted()
      const changed = await changeMany(stage, agency.member, shuffled, { status: to })
      if (from === to) return
      take(ids)
      model[to].unshift(...ids)
      if (pick(2) === 0) return
      await undoMany(stage, agency.member, changed)
      take(ids)
      model[from].unshift(...ids)
    },
    async () => {
      const id = some(model.resolved)
      if (id === '') return
      const of = { agency_id: agency.id, client_id: agency.client, ticket_id: id, visibility: 'client' }
      await stage.as(
        agency.viewer,
        (tx) => tx`insert into ticket_comments ${tx({ ...of, body: 'Not yet.' })}`,
      )
      take([id])
      model.open.unshift(id)
    },
    async () => {
      const ids = [some(all()), some(all())]
      if (ids[0] === ids[1]) return
      const to = statusOf(pick)
      take(ids)
      const place = pick(model[to].length + 1)
      const after = model[to][place - 1] ?? null
      await Promise.all(ids.map((id) => put(id, to, after)))
      // Whichever of them came last is the upper one.
      const found = await column(to)
      expect(found.slice(place, place + 2).toSorted()).toEqual(ids.toSorted())
      model[to].splice(place, 0, ...found.slice(place, place + 2))
    },
  ]
  for (let made = 0; made < 12; made++) await create()
  for (let step = 0; step < 300; step++) await (acts[pick(10)] ?? moveOne)()
  for (const status of STATUSES) expect(await column(status), status).toEqual(model[status])
  await expectPlacesOfTheirOwn()
}, 90_000)

test('a new card comes above the card that was moved to the top last', async () => {
  const [low, high] = [await addTicket(stage, agency), await addTicket(stage, agency)]
  await moveTicket(stage, agency.member, low, 'open', null, 1)
  const added = await addTicket(stage, agency)
  expect(await column('open')).toEqual([added, low, high])
  await expectPlacesOfTheirOwn()
})

test('two cards that are put into one place at once have a place each, and the next one goes between them', async () => {
  const [top, bottom] = [await addTicket(stage, agency), await addTicket(stage, agency)]
  await moveTicket(stage, agency.member, bottom, 'open', top, 1)
  const [one, two] = [await addTicket(stage, agency), await addTicket(stage, agency)]
  const { second } = await stage.as(agency.member, async (tx) => {
    await tx`select move_ticket(${one}, 'open', ${top}, 1)`
    // Begun before the first is done: it waits, or takes the same place.
    const second = moveTicket(stage, agency.admin, two, 'open', top, 1)
    await Promise.race([second, untilSomebodyWaits(stage.sql)])
    return { second }
  })
  await second
  expect(await column('open')).toEqual([top, two, one, bottom])
  const third = await addTicket(stage, agency)
  await moveTicket(stage, agency.member, third, 'open', two, 1)
  expect(await column('open')).toEqual([top, two, third, one, bottom])
  await expectPlacesOfTheirOwn()
})

test('cards can be put between the same two a hundred times', async () => {
  const [top, bottom] = [await addTicket(stage, agency), await addTicket(stage, agency)]
  await moveTicket(stage, agency.member, top, 'open', null, 1)
  let last = top
  for (let step = 0; step < 100; step++) {
    const id = await addTicket(stage, agency)
    await moveTicket(stage, agency.member, id, 'open', last, 1)
    last = id
  }
  const order = await column('open')
  expect([order[0], order.at(-1), order.at(-2)]).toEqual([top, bottom, last])
})

test('two people moving one card: one of them is told that it changed, every time', async () => {
  for (let round = 0; round < 20; round++) {
    const id = await addTicket(stage, agency)
    const outcomes = await Promise.allSettled([
      moveTicket(stage, agency.member, id, 'in_progress', null, 1),
      moveTicket(stage, agency.admin, id, 'resolved', null, 1),
    ])
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect(String(lost[0]?.reason)).toContain('ticket_changed')
    expect((await readTicket(stage, id)).version).toBe(2)
  }
})

test('a place that is gone, a stale version, an unknown status and a foreign card are refused by name', async () => {
  const [id, neighbour] = [
    await addTicket(stage, agency),
    await addTicket(stage, agency, { status: 'resolved' }),
  ]
  expect(await refusalOfMove(stage, agency.member, id, 'open', neighbour, 1)).toMatchObject({
    message: 'place_is_gone',
  })
  expect(await refusalOfMove(stage, agency.member, id, 'open', id, 1)).toMatchObject({
    message: 'place_is_gone',
  })
  expect(await refusalOfMove(stage, agency.member, id, 'open', null, 9)).toMatchObject({
    message: 'ticket_changed',
    detail: '1',
  })
  expect(await refusalOfMove(stage, agency.member, id, 'done', null, 1)).toMatchObject({
    message: 'invalid_status',
  })
  for (const who of [other.owner, agency.viewer]) {
    expect(await refusalOfMove(stage, who, id, 'resolved', null, 1)).toEqual(
      await refusalOfMove(stage, who, randomUUID(), 'resolved', null, 1),
    )
  }
  expect(await readTicket(stage, id)).toMatchObject({ status: 'open', version: 1 })
})
