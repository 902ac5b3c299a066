import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, emptyQueue, inviteOne, keepHouse, toldTo } from './presence-stage'
import {
  addAgency,
  addPortal,
  addRun,
  openStage,
  publish,
  undo,
  type Agency,
  type Member,
  type Stage,
  type WantedPortal,
} from './stage'

/** Who follows a run is told when it comes to be seen: not when somebody decides that it will be, and never twice. */

let stage: Stage
let nordlicht: Agency
let run: string
let guest: Member
let second: string

const LATER = '2090-01-01T08:00:00Z'

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
  second = await addPortal(stage.sql, nordlicht.id, `second-${randomUUID()}`)
  guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
  await emptyQueue(stage)
})

const told = () => toldTo(stage, guest.id)
const put = (portals: WantedPortal[], version: number, mode = 'OPEN') =>
  stage.as(nordlicht.member, (tx) => publish(tx, run, mode, portals, version))
const plan = (version = 0, mode = 'OPEN') =>
  put([{ portal_id: nordlicht.portal, publish_at: LATER }], version, mode)
const set = (change: string) =>
  stage.as(nordlicht.member, (tx) => tx.unsafe(`update cc_n3_runs set ${change} where id = '${run}'`))
/** The planned time comes: what lies ahead of it lies ahead by nothing any more. */
const timeComes = async () => {
  await stage.sql`update cc_run_portal_publications set publish_at = now() where run_id = ${run} and publish_at > now()`
  await stage.sql`update private.run_announcements set due_at = now() where run_id = ${run} and due_at is not null`
  await keepHouse(stage)
}
/** Nothing that was done so far is to be taken back at once any more. */
const timePasses = async () => {
  await stage.sql`update cc_notifications set created_at = created_at - interval '1 hour' where recipient_individual_id = ${guest.id}`
  await stage.sql`update cc_run_portal_publications set publish_at = publish_at - interval '1 hour' where run_id = ${run}`
  await stage.sql`update private.run_announcements set announced_at = announced_at - interval '1 hour' where run_id = ${run}`
}

describe('a planned publication', () => {
  test('is told when its time comes, once, with a mail that need not wait', async () => {
    await plan()
    await keepHouse(stage)
    expect(await told()).toEqual([])
    await timeComes()
    expect(await told()).toEqual(['run.published'])
    expect(
      await stage.sql`select status, next_attempt_at <= now() as is_due from cc_notification_deliveries where recipient_individual_id = ${guest.id}`,
    ).toEqual([{ status: 'queued', is_due: true }])
    await timeComes()
    await stage.sql`update private.run_announcements set due_at = now() where run_id = ${run}`
    await keepHouse(stage)
    expect(await told()).toEqual(['run.published'])
  })

  test('reaches who joined after it was planned', async () => {
    await plan()
    const late = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    await timeComes()
    expect(await toldTo(stage, late.id)).toEqual(['run.published'])
  })

  test('that is taken off before is never told', async () => {
    await plan()
    await put([], 1)
    await timeComes()
    expect(await told()).toEqual([])
  })

  test('that is undone is never told; bringing it back makes it due again', async () => {
    await plan()
    await stage.as(nordlicht.member, (tx) => undo(tx, run, 1))
    await timeComes()
    expect(await told()).toEqual([])
    await stage.as(nordlicht.member, (tx) => undo(tx, run, 2))
    await timeComes()
    expect(await told()).toEqual(['run.published'])
  })

  test('on a portal that is off by then is told once that is on again', async () => {
    const portal = (change: string) =>
      stage.as(nordlicht.admin, (tx) => tx.unsafe(`update cc_portals set ${change} where id = '${second}'`))
    await put([{ portal_id: second, publish_at: LATER }], 0)
    await portal('is_active = false')
    await timeComes()
    await keepHouse(stage)
    expect(await told()).toEqual([])
    await portal(`name = 'Still off'`)
    await keepHouse(stage)
    expect(await told()).toEqual([])
    for (const change of ['is_active = true', `status = 'archived'`, `status = 'active'`]) {
      await portal(change)
      await keepHouse(stage)
      expect(await told(), change).toEqual(['run.published'])
    }
  })

  test('of a run that is cancelled before is never told', async () => {
    await plan()
    await set(`status = 'cancelled'`)
    await timeComes()
    expect(await told()).toEqual(['run.cancelled'])
  })

  test('is old news once the run is seen elsewhere', async () => {
    await plan()
    await put([{ portal_id: nordlicht.portal, publish_at: LATER }, { portal_id: second }], 1)
    expect(await told()).toEqual(['run.published'])
    await timeComes()
    expect(await told()).toEqual(['run.published'])
  })

  test('put off is told at its new time', async () => {
    await put([{ portal_id: nordlicht.portal, publish_at: '2080-01-01T08:00:00Z' }], 0)
    await plan(1)
    const [planned] =
      await stage.sql`select due_at = ${LATER} as is_later from private.run_announcements where run_id = ${run}`
    expect(planned).toEqual({ is_later: true })
    await timeComes()
    expect(await told()).toEqual(['run.published'])
  })
})

describe('a run that is published but not to be seen', () => {
  test('as a draft is told when it stops being one', async () => {
    await set(`status = 'draft'`)
    await put([{ portal_id: nordlicht.portal }], 0)
    await keepHouse(stage)
    expect(await told()).toEqual([])
    await set(`status = 'scheduled'`)
    expect(await told()).toEqual(['run.published'])
    await set(`status = 'draft'`)
    expect(await told()).toEqual([])
  })

  test('as a draft again, and then not, is no news', async () => {
    await put([{ portal_id: nordlicht.portal }], 0)
    await timePasses()
    await set(`status = 'draft'`)
    await set(`status = 'scheduled'`)
    expect(await told()).toEqual(['run.published'])
  })

  test('as closed is told when it opens, and not again when it closes and opens once more', async () => {
    await put([{ portal_id: nordlicht.portal }], 0, 'CLOSED')
    expect(await told()).toEqual([])
    await put([{ portal_id: nordlicht.portal }], 1, 'OPEN')
    expect(await told()).toEqual(['run.published'])
    await timePasses()
    await put([{ portal_id: nordlicht.portal, listing: 'full' }], 2, 'CLOSED')
    await put([{ portal_id: nordlicht.portal, listing: 'full' }], 3, 'OPEN')
    expect(await told()).toEqual(['run.published'])
  })
})

test('two housekeepers at once tell nobody twice', async () => {
  await plan()
  await stage.sql`update cc_run_portal_publications set publish_at = now() where run_id = ${run}`
  await stage.sql`update private.run_announcements set due_at = now() where run_id = ${run}`
  await Promise.all([keepHouse(stage), keepHouse(stage), keepHouse(stage)])
  await keepHouse(stage)
  expect(await told()).toEqual(['run.published'])
})
