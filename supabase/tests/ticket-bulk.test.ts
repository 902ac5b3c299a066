import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'
import { addTicket, changeMany, readTicket, undoMany } from './ticket-stage'

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

describe('many at once', () => {
  test('each row has its own outcome: changed, as it was, refused with the reason, unknown', async () => {
    const [plain, same, closed] = [
      await addTicket(stage, nordlicht),
      await addTicket(stage, nordlicht, { status: 'resolved' }),
      await addTicket(stage, nordlicht, { status: 'closed' }),
    ]
    const foreign = await addTicket(stage, other)
    const rows = await changeMany(stage, nordlicht.member, [plain, same, closed, foreign], {
      status: 'resolved',
    })
    const outcomeOf = (id: string) => {
      const row = rows.find(({ ticket_id }) => ticket_id === id)
      return [row?.outcome, row?.reason]
    }
    expect(outcomeOf(plain)).toEqual(['updated', null])
    expect(outcomeOf(same)).toEqual(['unchanged', null])
    expect(outcomeOf(closed)).toEqual(['refused', 'ticket_is_closed'])
    expect(outcomeOf(foreign)).toEqual(['unknown', null])
    expect(await readTicket(stage, foreign)).toMatchObject({ status: 'open', version: 1 })
  })

  test('undo restores exactly what was, and leaves alone what others changed since', async () => {
    const [mine, theirs] = [
      await addTicket(stage, nordlicht, {
        status: 'waiting',
        waiting_for: 'third_party',
        due_on: '2031-05-04',
      }),
      await addTicket(stage, nordlicht, { priority: 'high' }),
    ]
    const rows = await changeMany(stage, nordlicht.member, [mine, theirs], {
      status: 'in_progress',
      due_on: null,
      priority: 'low',
    })
    await stage.as(nordlicht.admin, (tx) => tx`update tickets set title = 'Mine now' where id = ${theirs}`)
    const back = await undoMany(stage, nordlicht.member, rows)
    expect(back.find(({ ticket_id }) => ticket_id === mine)?.outcome).toBe('updated')
    expect(back.find(({ ticket_id }) => ticket_id === theirs)).toMatchObject({
      outcome: 'refused',
      reason: 'ticket_changed',
    })
    expect(await readTicket(stage, mine)).toMatchObject({
      status: 'waiting',
      waiting_for: 'third_party',
      priority: 'normal',
    })
    const [day] = await stage.sql`select due_on::text as due from tickets where id = ${mine}`
    expect(day?.due).toBe('2031-05-04')
    expect(await readTicket(stage, theirs)).toMatchObject({
      title: 'Mine now',
      priority: 'low',
      status: 'in_progress',
    })
  })

  test('names only what may be changed, of 1 to 500 tickets, and viewers and strangers change nothing', async () => {
    const id = await addTicket(stage, nordlicht, { visibility: 'client' })
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
    expect((await changeMany(stage, other.owner, [id], { priority: 'low' }))[0]?.outcome).toBe('unknown')
    expect(await readTicket(stage, id)).toMatchObject({ priority: 'normal', version: 1 })
  })
})

describe('whoever has a ticket', () => {
  test('is staff of its agency: nobody of another one, no viewer, nobody made up', async () => {
    const id = await addTicket(stage, nordlicht)
    for (const stranger of [other.owner.id, nordlicht.viewer.id, randomUUID()]) {
      const refusal = await stage.refusal(
        nordlicht.member,
        (tx) => tx`update tickets set assignee_id = ${stranger} where id = ${id}`,
      )
      expect(refusal.message).toBe('assignee_unknown')
      expect((await changeMany(stage, nordlicht.member, [id], { assignee_id: stranger }))[0]).toMatchObject({
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
        return { id, tickets: [await addTicket(stage, nordlicht), await addTicket(stage, nordlicht)] }
      }),
    )
    await Promise.allSettled(
      leaving.flatMap(({ id, tickets }) => [
        stage.as(
          nordlicht.member,
          (tx) => tx`update tickets set assignee_id = ${id} where id = ${tickets[0] ?? ''}`,
        ),
        stage.sql`update users set client_id = null, role = 'stakeholder' where id = ${id}`,
        changeMany(stage, nordlicht.admin, tickets.slice(1), { assignee_id: id }),
      ]),
    )
    const kept = await stage.sql`select t.id from tickets t join users u on u.id = t.assignee_id
      where t.agency_id = ${nordlicht.id} and u.client_id is distinct from ${nordlicht.house}`
    expect(kept).toHaveLength(0)
  })
})
