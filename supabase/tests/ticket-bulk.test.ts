import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'

/** Many tickets at once, with undo, and to whom they may be given. */

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

type Row = Record<string, unknown>
async function read(id: string): Promise<Row> {
  const [row] = await stage.sql<Row[]>`select * from tickets where id = ${id}`
  if (!row) throw new Error('The ticket is gone.')
  return row
}

type Changed = {
  ticket_id: string
  outcome: string
  reason: string | null
  version: number
  previous: object | null
}
const bulk = (who: Member, ids: string[], changes: Record<string, string | null>) =>
  stage.as(who, (tx) => tx<Changed[]>`select * from bulk_update_tickets(${ids}, ${tx.json(changes)})`)
const undo = (who: Member, rows: Changed[]) =>
  stage.as(
    who,
    (tx) =>
      tx<Changed[]>`select * from undo_ticket_changes(${tx.json(
        rows.map(({ ticket_id, version, previous }) => ({ ticket_id, version, previous })) as never,
      )})`,
  )

describe('many at once', () => {
  test('each row has its own outcome: changed, as it was, refused with the reason, unknown', async () => {
    const [plain, same, closed] = [
      await addTicket(),
      await addTicket({ status: 'resolved' }),
      await addTicket({ status: 'closed' }),
    ]
    const foreign = await addTicket({}, other)
    const rows = await bulk(nordlicht.member, [plain, same, closed, foreign], { status: 'resolved' })
    const outcomeOf = (id: string) => {
      const row = rows.find(({ ticket_id }) => ticket_id === id)
      return [row?.outcome, row?.reason]
    }
    expect(outcomeOf(plain)).toEqual(['updated', null])
    expect(outcomeOf(same)).toEqual(['unchanged', null])
    expect(outcomeOf(closed)).toEqual(['refused', 'ticket_is_closed'])
    expect(outcomeOf(foreign)).toEqual(['unknown', null])
    expect(await read(foreign)).toMatchObject({ status: 'open', version: 1 })
  })

  test('undo restores exactly what was, and leaves alone what others changed since', async () => {
    const [mine, theirs] = [
      await addTicket({ status: 'waiting', waiting_for: 'third_party', due_on: '2031-05-04' }),
      await addTicket({ priority: 'high' }),
    ]
    const rows = await bulk(nordlicht.member, [mine, theirs], {
      status: 'in_progress',
      due_on: null,
      priority: 'low',
    })
    await stage.as(nordlicht.admin, (tx) => tx`update tickets set title = 'Mine now' where id = ${theirs}`)
    const back = await undo(nordlicht.member, rows)
    expect(back.find(({ ticket_id }) => ticket_id === mine)?.outcome).toBe('updated')
    expect(back.find(({ ticket_id }) => ticket_id === theirs)).toMatchObject({
      outcome: 'refused',
      reason: 'ticket_changed',
    })
    expect(await read(mine)).toMatchObject({
      status: 'waiting',
      waiting_for: 'third_party',
      priority: 'normal',
    })
    const [day] = await stage.sql`select due_on::text as due from tickets where id = ${mine}`
    expect(day?.due).toBe('2031-05-04')
    expect(await read(theirs)).toMatchObject({ title: 'Mine now', priority: 'low', status: 'in_progress' })
  })

  test('names only what may be changed, of 1 to 500 tickets, and viewers and strangers change nothing', async () => {
    const id = await addTicket({ visibility: 'client' })
    const refusal = (who: Member, ids: string[], changes: Record<string, string>) =>
      stage.refusal(who, (tx) => tx`select * from bulk_update_tickets(${ids}, ${tx.json(changes)})`)
    for (const changes of [
      { title: 'x' },
      { client_id: nordlicht.sibling },
      { status: 'gone' },
      { due_on: 'soon' },
    ]) {
      expect(await refusal(nordlicht.member, [id], changes as never)).toMatchObject({
        message: 'invalid_changes',
      })
    }
    const many = Array.from({ length: 501 }, () => randomUUID())
    expect(await refusal(nordlicht.member, many, { priority: 'low' })).toMatchObject({
      message: 'too_many_tickets',
    })
    expect(await refusal(nordlicht.viewer, [id], { priority: 'low' })).toMatchObject({
      message: 'ticket_not_found',
    })
    expect((await bulk(other.owner, [id], { priority: 'low' }))[0]?.outcome).toBe('unknown')
    expect(await read(id)).toMatchObject({ priority: 'normal', version: 1 })
  })
})

describe('whoever has a ticket', () => {
  test('is staff of its agency: nobody of another one, no viewer, nobody made up', async () => {
    const id = await addTicket()
    for (const stranger of [other.owner.id, nordlicht.viewer.id, randomUUID()]) {
      const refusal = await stage.refusal(
        nordlicht.member,
        (tx) => tx`update tickets set assignee_id = ${stranger} where id = ${id}`,
      )
      expect(refusal.message).toBe('assignee_unknown')
      expect((await bulk(nordlicht.member, [id], { assignee_id: stranger }))[0]).toMatchObject({
        outcome: 'refused',
        reason: 'assignee_unknown',
      })
    }
  })

  test('is staff also when people leave while they are given tickets', async () => {
    const leaving = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const id = randomUUID()
        await stage.sql`insert into users (id, client_id, email, role)
          values (${id}, ${nordlicht.house}, ${`leaving-${index}-${id}@example.test`}, 'team_member')`
        return { id, tickets: [await addTicket(), await addTicket()] }
      }),
    )
    await Promise.allSettled(
      leaving.flatMap(({ id, tickets }) => [
        stage.as(
          nordlicht.member,
          (tx) => tx`update tickets set assignee_id = ${id} where id = ${tickets[0] ?? ''}`,
        ),
        stage.sql`update users set client_id = null, role = 'stakeholder' where id = ${id}`,
        bulk(nordlicht.admin, tickets.slice(1), { assignee_id: id }),
      ]),
    )
    const kept = await stage.sql`select t.id from tickets t join users u on u.id = t.assignee_id
      where t.agency_id = ${nordlicht.id} and u.client_id is distinct from ${nordlicht.house}`
    expect(kept).toHaveLength(0)
  })
})
