import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addAgency,
  addPortal,
  addRun,
  openStage,
  publish,
  undo,
  type Agency,
  type Stage,
  type WantedPortal,
} from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let portals: [string, string, string]
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  portals = [
    nordlicht.portal,
    await addPortal(stage.sql, nordlicht.id, 'two'),
    await addPortal(stage.sql, null, 'three'),
  ]
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht, { mode: 'INVITE_ONLY' })
})

const put = (mode: string, wanted: WantedPortal[], version: number) =>
  stage.as(nordlicht.member, (tx) => publish(tx, run, mode, wanted, version))
const back = (version: number) => stage.as(nordlicht.admin, (tx) => undo(tx, run, version))
const refusedBack = (version: number, who = nordlicht.admin) =>
  stage.refusal(who, (tx) => undo(tx, run, version))

/** Everything a publish may change, except the counters that say that something changed. */
const state = async () => ({
  mode: (await stage.sql`select market_mode from cc_n3_runs where id = ${run}`)[0]?.market_mode as unknown,
  publications: [
    ...(await stage.sql`
      select id, portal_id, listing, publish_at, unpublish_at, published_at, published_by, unpublished_at, created_at
      from cc_run_portal_publications where run_id = ${run} order by portal_id`),
  ],
})

describe('undo', () => {
  test('after a first publish leaves no trace of it on the portals', async () => {
    const before = await state()
    await put(
      'OPEN',
      portals.map((portal_id) => ({ portal_id })),
      0,
    )
    await back(1)
    expect(await state()).toEqual(before)
    expect(before.publications).toEqual([])
  })

  test('after publishing again restores each portal exactly, taken off ones too', async () => {
    await put(
      'OPEN',
      [{ portal_id: portals[0] }, { portal_id: portals[1], listing: 'teaser', unpublish_at: '2090-01-01' }],
      0,
    )
    await put('OPEN', [{ portal_id: portals[0] }], 1)
    const before = await state()
    await put(
      'CLOSED',
      [
        { portal_id: portals[1], listing: 'hidden' },
        { portal_id: portals[2], publish_at: '2080-01-01' },
      ],
      2,
    )
    const outcomes = await back(3)
    expect(await state()).toEqual(before)
    expect(Object.fromEntries(outcomes.map((one) => [one.portal_id, one.outcome]))).toEqual({
      [portals[0]]: 'published',
      [portals[1]]: 'unpublished',
      [portals[2]]: 'unpublished',
    })
  })

  test('of a change of mode alone restores the mode', async () => {
    await put('OPEN', [{ portal_id: portals[0], listing: 'full' }], 0)
    const before = await state()
    await put('CLOSED', [{ portal_id: portals[0], listing: 'full' }], 1)
    await back(2)
    expect(await state()).toEqual(before)
  })

  test('can itself be undone, and that again, as often as one likes', async () => {
    const empty = await state()
    await put('OPEN', [{ portal_id: portals[0] }, { portal_id: portals[1] }], 0)
    const published = await state()
    for (let version = 1; version < 7; version++) {
      await back(version)
      expect(await state()).toEqual(version % 2 === 1 ? empty : published)
    }
  })

  test('twice with the same version is refused: the second finds that things have changed', async () => {
    await put('OPEN', [{ portal_id: portals[0] }], 0)
    await back(1)
    expect(await refusedBack(1)).toMatchObject({ code: 'PT409', message: 'stale_version', detail: '2' })
  })

  test('two people who undo at once undo once', async () => {
    const before = await state()
    await put('OPEN', [{ portal_id: portals[0] }], 0)
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => back(1)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await state()).toEqual(before)
  })

  test('is refused where nothing was published', async () => {
    expect(await refusedBack(0)).toMatchObject({ code: 'PT409', message: 'nothing_to_undo' })
  })

  test('leaves alone what was changed elsewhere since: the name of the run stays new', async () => {
    await put('OPEN', [{ portal_id: portals[0] }], 0)
    await stage.as(nordlicht.member, (tx) => tx`update cc_n3_runs set name = 'Renamed' where id = ${run}`)
    await back(1)
    expect(await stage.sql`select name, market_mode from cc_n3_runs where id = ${run}`).toEqual([
      { name: 'Renamed', market_mode: 'INVITE_ONLY' },
    ])
  })

  test('does not fall over a portal that was deleted since', async () => {
    const doomed = await addPortal(stage.sql, nordlicht.id, `doomed-${randomUUID()}`)
    await put('OPEN', [{ portal_id: portals[0] }, { portal_id: doomed }], 0)
    await put('OPEN', [{ portal_id: portals[1] }], 1)
    await stage.as(nordlicht.admin, (tx) => tx`delete from cc_portals where id = ${doomed}`)
    await back(2)
    const { publications } = await state()
    expect(publications).toHaveLength(1)
    expect(publications[0]).toMatchObject({ portal_id: portals[0], unpublished_at: null })
  })

  test('of another agency’s run answers like that of a run nobody has', async () => {
    await put('OPEN', [{ portal_id: portals[0] }], 0)
    const foreign = await refusedBack(1, kai.owner)
    run = randomUUID()
    expect(foreign).toEqual(await refusedBack(1, kai.owner))
    expect(foreign).toEqual({ code: 'PT404', message: 'run_not_found', detail: '', hint: '' })
  })
})
