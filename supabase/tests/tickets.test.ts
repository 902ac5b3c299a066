import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Stage } from './stage'
import { addTicket, chance, moveTicket, readTicket, STATUSES, type Status } from './ticket-stage'

/** Tickets: which steps they take. */

let stage: Stage
let nordlicht: Agency

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())

describe('the steps of a ticket', () => {
  test.each([1, 2, 3])('agree with the model on walk %i, however they are taken', async (seed) => {
    const pick = chance(seed)
    const id = await addTicket(stage, nordlicht)
    const model = { status: 'open' as Status, waitingFor: null as string | null, version: 1 }
    for (let step = 0; step < 60; step++) {
      const to = STATUSES[pick(STATUSES.length)] ?? 'open'
      const isRefused = model.status === 'closed' && to !== 'open' && to !== 'closed'
      const way = pick(3)
      const act = async () => {
        if (way === 0) await moveTicket(stage, nordlicht.member, id, to, null, model.version)
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
      const before = await readTicket(stage, id)
      const refused = await act().then(
        () => false,
        () => true,
      )
      // A row of many is refused alone, which is no error.
      expect(refused, `${model.status} → ${to} by way ${way}`).toBe(isRefused && way !== 2)
      const row = await readTicket(stage, id)
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
