import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addAgency,
  addPortal,
  addRun,
  openStage,
  publish,
  untilSomebodyWaits,
  type Agency,
  type Somebody,
  type Stage,
  type WantedPortal,
} from './stage'

let stage: Stage
let nordlicht: Agency
let second: string
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  second = await addPortal(stage.sql, nordlicht.id, 'nordlicht-two')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
})

const by = (who: Somebody, mode: string, portals: WantedPortal[], version: number) =>
  stage.as(who, (tx) => publish(tx, run, mode, portals, version))
const refused = (who: Somebody, mode: string, portals: WantedPortal[], version: number) =>
  stage.refusal(who, (tx) => publish(tx, run, mode, portals, version))
const rows = () =>
  stage.sql<{ portal_id: string; listing: string; is_on: boolean }[]>`
    select portal_id, listing, unpublished_at is null as is_on from cc_run_portal_publications where run_id = ${run}`
const version = async () => {
  const [row] = await stage.sql<{ publish_version: number; market_mode: string }[]>`
    select publish_version, market_mode from cc_n3_runs where id = ${run}`
  return row
}

describe('two people publish at once', () => {
  test('one gets a conflict, and nothing is lost', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await stage.as(nordlicht.member, async (tx) => {
      await publish(tx, run, 'OPEN', [{ portal_id: nordlicht.portal }], 0)
      late = refused(nordlicht.admin, 'CLOSED', [{ portal_id: second }], 0)
      await untilSomebodyWaits(stage.sql)
    })
    expect(await late).toMatchObject({ code: 'PT409', message: 'stale_version', detail: '1' })
    expect(await version()).toEqual({ publish_version: 1, market_mode: 'OPEN' })
    expect(await rows()).toEqual([{ portal_id: nordlicht.portal, listing: 'full', is_on: true }])
  })

  test('of twenty at once exactly one wins, twenty times over', async () => {
    for (let expected = 0; expected < 20; expected++) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          by(
            nordlicht.member,
            'OPEN',
            [{ portal_id: second, publish_at: `20${10 + index}-01-${10 + expected}T00:00:00Z` }],
            expected,
          ),
        ),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(
        outcomes.filter(
          (one) => one.status === 'rejected' && (one.reason as { code: string }).code === 'PT409',
        ),
      ).toHaveLength(19)
      expect(await version()).toMatchObject({ publish_version: expected + 1 })
    }
  })

  test('a hundred portals take one call', async () => {
    const portals = await Promise.all(
      Array.from({ length: 100 }, async () => ({
        portal_id: await addPortal(stage.sql, nordlicht.id, `many-${randomUUID()}`),
      })),
    )
    const outcomes = await by(nordlicht.member, 'OPEN', portals, 0)
    expect(outcomes.filter(({ outcome }) => outcome === 'published')).toHaveLength(100)
    expect(await version()).toMatchObject({ publish_version: 1 })
  })
})
