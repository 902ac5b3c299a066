import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

/** Tickets: which steps they take, where their cards stand, many at once with undo, and to whom they may be given. */

const STATUSES = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const
type Status = (typeof STATUSES)[number]

let stage: Stage
let nordlicht: Agency
let other: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  other = await addAgency(stage.sql, 'other')
})
afterAll(() => stage.stop())

async function addTicket(fields: object = {}, agency = nordlicht): Promise<string> {
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

type Row = { status: Status; waiting_for: string | null; version: number; priority: string } & Record<
  string,
  unknown
>
async function read(id: string): Promise<Row> {
  const [row] = await stage.sql<Row[]>`select * from tickets where id = ${id}`
  if (!row) throw new Error('The ticket is gone.')
  return row
}

const move = (who: Member, id: string, status: string, after: string | null, version: number) =>
  stage.as(
    who,
    (tx) => tx<{ version: number }[]>`select * from move_ticket(${id}, ${status}, ${after}, ${version})`,
  )
const refusalOfMove = (who: Member, id: string, status: string, after: string | null, version: number) =>
  stage.refusal(who, (tx) => tx`select * from move_ticket(${id}, ${status}, ${after}, ${version})`)

/** A generator of numbers that repeats: a walk that fails can be walked again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

describe('the steps of a ticket', () => {
  test.each([1, 2, 3])('agree with the model on walk %i, however they are taken', async (seed) => {
    const pick = chance(seed)
    const id = await addTicket()
    const model = { status: 'open' as Status, waitingFor: null as string | null, version: 1 }
    for (let step = 0; step < 60; step++) {
      const to = STATUSES[pick(STATUSES.length)] ?? 'open'
      const isRefused = model.status === 'closed' && to !== 'open' && to !== 'closed'
      const way = pick(3)
      const act = async () => {
        if (way === 0) await move(nordlicht.member, id, to, null, model.version)
        else if (way === 1)
          await stage.as(
            nordlicht.member,
            (tx) =>
              tx`update tickets set status = ${to}, waiting_for = ${to === 'waiting' ? 'third_party' : null} where id = ${id}`,
          )
        else
          await stage.as(
            nordlicht.member,
            (tx) => tx`select * from bulk_update_tickets(${[id]}, ${tx.json({ status: to })})`,
          )
      }
      const before = await read(id)
      const refused = await act().then(
        () => false,
        () => true,
      )
      // A row of many is refused alone, which is no error.
      expect(refused, `${model.status} → ${to} by way ${way}`).toBe(isRefused && way !== 2)
      const row = await read(id)
      if (isRefused) expect(row).toEqual(before)
      else {
        model.waitingFor =
          to !== 'waiting'
            ? null
            : way === 1
              ? 'third_party'
              : model.status === 'waiting'
                ? model.waitingFor
                : 'client'
        model.status = to
      }
      model.version = row.version
      expect(row.version - before.version).toBeLessThanOrEqual(1)
      expect({ status: row.status, waitingFor: row.waiting_for }).toEqual({
        status: model.status,
        waitingFor: model.waitingFor,
      })
      const isDone = model.status === 'resolved' || model.status === 'closed'
      expect([row.resolved_at !== null, row.closed_at !== null]).toEqual([isDone, model.status === 'closed'])
    }
  })
})

describe('cards on the board', () => {
  let agency: Agency
  beforeAll(async () => {
    agency = await addAgency(stage.sql, `board-${randomUUID().slice(0, 8)}`)
  })
  beforeEach(() => stage.sql`delete from tickets where agency_id = ${agency.id}`)

  const column = async (status: Status) => {
    const rows = await stage.sql<{ id: string }[]>`
      select id from tickets where agency_id = ${agency.id} and status = ${status} order by rank, id`
    return rows.map(({ id }) => id)
  }

  test('stay where 500 random moves put them: the order is that of a list in memory', async () => {
    const pick = chance(7)
    const model: Record<Status, string[]> = {
      open: [],
      in_progress: [],
      waiting: [],
      resolved: [],
      closed: [],
    }
    for (let made = 0; made < 12; made++) model.open.unshift(await addTicket({}, agency))
    const versions = new Map(
      Object.values(model)
        .flat()
        .map((id) => [id, 1]),
    )
    const all = [...versions.keys()]
    const twentyMoves = async (tx: TransactionSql) => {
      for (let step = 0; step < 20; step++) {
        const id = all[pick(all.length)] ?? ''
        const to = STATUSES[pick(4)] ?? 'open'
        for (const status of STATUSES) model[status] = model[status].filter((one) => one !== id)
        const place = pick(model[to].length + 1)
        const after = model[to][place - 1] ?? null
        const [moved] = await tx<{ version: number }[]>`
          select * from move_ticket(${id}, ${to}, ${after}, ${versions.get(id) ?? 0})`
        versions.set(id, moved?.version ?? 0)
        model[to].splice(place, 0, id)
      }
    }
    // Not all in one transaction: what it has replaced stays in the way of each further move.
    for (let round = 0; round < 25; round++) await stage.as(agency.member, twentyMoves)
    for (const status of STATUSES) expect(await column(status), status).toEqual(model[status])
    const [ranks] = await stage.sql`
      select count(*)::int as n, count(distinct (status, rank))::int as places from tickets where agency_id = ${agency.id}`
    expect(ranks?.places).toBe(ranks?.n)
  })

  test('can be put between the same two a hundred times', async () => {
    const [top, bottom] = [await addTicket({}, agency), await addTicket({}, agency)]
    await move(agency.member, top, 'open', null, 1)
    let last = top
    for (let step = 0; step < 100; step++) {
      const id = await addTicket({}, agency)
      await move(agency.member, id, 'open', last, 1)
      last = id
    }
    const order = await column('open')
    expect([order[0], order.at(-1), order.at(-2)]).toEqual([top, bottom, last])
  })

  test('two people moving one card: one of them is told that it changed, every time', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await addTicket({}, agency)
      const outcomes = await Promise.allSettled([
        move(agency.member, id, 'in_progress', null, 1),
        move(agency.admin, id, 'resolved', null, 1),
      ])
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      expect(lost).toHaveLength(1)
      expect(String(lost[0]?.reason)).toContain('ticket_changed')
      expect((await read(id)).version).toBe(2)
    }
  })

  test('a place that is gone, a stale version, an unknown status and a foreign card are refused by name', async () => {
    const [id, neighbour] = [await addTicket({}, agency), await addTicket({ status: 'resolved' }, agency)]
    expect(await refusalOfMove(agency.member, id, 'open', neighbour, 1)).toMatchObject({
      message: 'place_is_gone',
    })
    expect(await refusalOfMove(agency.member, id, 'open', id, 1)).toMatchObject({ message: 'place_is_gone' })
    expect(await refusalOfMove(agency.member, id, 'open', null, 9)).toMatchObject({
      message: 'ticket_changed',
      detail: '1',
    })
    expect(await refusalOfMove(agency.member, id, 'done', null, 1)).toMatchObject({
      message: 'invalid_status',
    })
    for (const who of [other.owner, agency.viewer]) {
      expect(await refusalOfMove(who, id, 'resolved', null, 1)).toEqual(
        await refusalOfMove(who, randomUUID(), 'resolved', null, 1),
      )
    }
    expect(await read(id)).toMatchObject({ status: 'open', version: 1 })
  })
})
