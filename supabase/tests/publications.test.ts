import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addAgency,
  addPortal,
  addRun,
  anon,
  openStage,
  publish,
  type Agency,
  type Somebody,
  type Stage,
  type WantedPortal,
} from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let shared: string
let second: string
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
  shared = await addPortal(stage.sql, null, 'city-portal')
  second = await addPortal(stage.sql, nordlicht.id, 'nordlicht-two')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
})

const by = (who: Somebody, mode: string, portals: WantedPortal[], version: number, of = run) =>
  stage.as(who, (tx) => publish(tx, of, mode, portals, version))
const refused = (who: Somebody, mode: string, portals: WantedPortal[], version: number, of = run) =>
  stage.refusal(who, (tx) => publish(tx, of, mode, portals, version))
const rows = () =>
  stage.sql<{ portal_id: string; listing: string; is_on: boolean }[]>`
    select portal_id, listing, unpublished_at is null as is_on from cc_run_portal_publications where run_id = ${run} order by created_at, portal_id`
const version = async () => {
  const [row] = await stage.sql<{ publish_version: number; market_mode: string }[]>`
    select publish_version, market_mode from cc_n3_runs where id = ${run}`
  return row
}

describe('publishing', () => {
  test('declares the wanted state and says what became of each portal', async () => {
    expect(
      await by(nordlicht.member, 'OPEN', [{ portal_id: nordlicht.portal }, { portal_id: shared }], 0),
    ).toEqual(
      expect.arrayContaining([
        { portal_id: nordlicht.portal, outcome: 'published', reason: null },
        { portal_id: shared, outcome: 'published', reason: null },
      ]),
    )
    expect(await version()).toEqual({ publish_version: 1, market_mode: 'OPEN' })
    const later = new Date(Date.now() + 86_400_000).toISOString()
    const outcomes = await by(
      nordlicht.member,
      'OPEN',
      [
        { portal_id: nordlicht.portal, listing: 'teaser' },
        { portal_id: second, publish_at: later },
      ],
      1,
    )
    expect(Object.fromEntries(outcomes.map((one) => [one.portal_id, one.outcome]))).toEqual({
      [nordlicht.portal]: 'updated',
      [second]: 'scheduled',
      [shared]: 'unpublished',
    })
    // Taking it off keeps the row, so that listing and schedule are remembered.
    expect((await rows()).find(({ portal_id }) => portal_id === shared)).toEqual({
      portal_id: shared,
      listing: 'full',
      is_on: false,
    })
  })

  test('the same state again changes nothing: no version, no history', async () => {
    await by(nordlicht.member, 'OPEN', [{ portal_id: nordlicht.portal }], 0)
    const logged = () => stage.sql`select id from activity_log where subject_id = ${run}`
    const before = (await logged()).length
    expect(await by(nordlicht.owner, 'OPEN', [{ portal_id: nordlicht.portal }], 1)).toEqual([
      { portal_id: nordlicht.portal, outcome: 'unchanged', reason: null },
    ])
    expect(await version()).toEqual({ publish_version: 1, market_mode: 'OPEN' })
    expect(await logged()).toHaveLength(before)
  })

  test('without a listing, an OPEN run is shown in full and an invited one is hidden', async () => {
    await by(nordlicht.member, 'OPEN', [{ portal_id: nordlicht.portal }], 0)
    await by(nordlicht.member, 'INVITE_ONLY', [{ portal_id: nordlicht.portal }, { portal_id: second }], 1)
    expect(Object.fromEntries((await rows()).map((one) => [one.portal_id, one.listing]))).toEqual({
      [nordlicht.portal]: 'hidden',
      [second]: 'hidden',
    })
  })

  test('a draft may be published and says why nobody sees it yet', async () => {
    run = await addRun(stage.sql, nordlicht, { status: 'draft' })
    expect(await by(nordlicht.member, 'OPEN', [{ portal_id: second }], 0)).toEqual([
      { portal_id: second, outcome: 'published', reason: 'run_is_draft' },
    ])
  })

  test('each change is in the history of the run, under the name of whoever did it', async () => {
    await by(nordlicht.admin, 'CLOSED', [{ portal_id: nordlicht.portal }], 0)
    const log = await stage.as(
      nordlicht.member,
      (tx) =>
        tx`select table_name, action, actor_id, new_values ->> 'market_mode' as mode from activity_log where subject_id = ${run} order by id desc limit 2`,
    )
    expect(log).toEqual([
      { table_name: 'cc_n3_runs', action: 'update', actor_id: nordlicht.admin.id, mode: 'CLOSED' },
      {
        table_name: 'cc_run_portal_publications',
        action: 'insert',
        actor_id: nordlicht.admin.id,
        mode: null,
      },
    ])
  })
})

describe('publishing is refused, and then nothing at all has changed', () => {
  const cases: [string, () => Promise<[string, WantedPortal[]]>, object][] = [
    [
      'on a portal of another agency',
      async () => ['OPEN', [{ portal_id: second }, { portal_id: kai.portal }]],
      { code: 'PT404', message: 'portal_not_found' },
    ],
    [
      'on a portal that nobody has',
      async () => ['OPEN', [{ portal_id: second }, { portal_id: randomUUID() }]],
      { code: 'PT404', message: 'portal_not_found' },
    ],
    [
      'on a draft portal',
      async () => [
        'OPEN',
        [{ portal_id: await addPortal(stage.sql, nordlicht.id, `d-${randomUUID()}`, 'draft') }],
      ],
      { code: 'PT409', message: 'portal_inactive' },
    ],
    [
      'on an archived portal',
      async () => [
        'OPEN',
        [{ portal_id: await addPortal(stage.sql, nordlicht.id, `a-${randomUUID()}`, 'archived') }],
      ],
      { code: 'PT409', message: 'portal_inactive' },
    ],
    [
      'on a paused portal',
      async () => [
        'OPEN',
        [{ portal_id: await addPortal(stage.sql, nordlicht.id, `p-${randomUUID()}`, 'active', false) }],
      ],
      { code: 'PT409', message: 'portal_inactive' },
    ],
    [
      'twice on one portal',
      async () => ['OPEN', [{ portal_id: second }, { portal_id: second }]],
      { code: 'PT400', message: 'invalid_portals' },
    ],
    [
      'with a listing that does not exist',
      async () => ['OPEN', [{ portal_id: second, listing: 'loud' }]],
      { code: 'PT400', message: 'invalid_portals' },
    ],
    [
      'with no date for a date',
      async () => ['OPEN', [{ portal_id: second, publish_at: 'soon' }]],
      { code: 'PT400', message: 'invalid_portals' },
    ],
    [
      'with no id for an id',
      async () => ['OPEN', [{ portal_id: 'x' }]],
      { code: 'PT400', message: 'invalid_portals' },
    ],
    [
      'when it would end before it starts',
      async () => ['OPEN', [{ portal_id: second, publish_at: '2030-01-02', unpublish_at: '2030-01-01' }]],
      { code: 'PT400', message: 'invalid_schedule' },
    ],
    [
      'when it would end before now',
      async () => ['OPEN', [{ portal_id: second, unpublish_at: '2001-01-01' }]],
      { code: 'PT400', message: 'invalid_schedule' },
    ],
    [
      'from the beginning of time',
      async () => ['OPEN', [{ portal_id: second, publish_at: '-infinity' }]],
      { code: 'PT400', message: 'invalid_schedule' },
    ],
    [
      'until the end of time',
      async () => ['OPEN', [{ portal_id: second, unpublish_at: 'infinity' }]],
      { code: 'PT400', message: 'invalid_schedule' },
    ],
    [
      'in a mode that does not exist',
      async () => ['SECRET', [{ portal_id: second }]],
      { code: 'PT400', message: 'invalid_market_mode' },
    ],
  ]
  test.each(cases)('%s', async (_, wanted, expected) => {
    await by(nordlicht.member, 'INVITE_ONLY', [{ portal_id: nordlicht.portal, listing: 'teaser' }], 0)
    const before = [await rows(), await version()]
    expect(await refused(nordlicht.member, ...(await wanted()), 1)).toMatchObject(expected)
    expect([await rows(), await version()]).toEqual(before)
  })

  test.each([['null'], ['{}'], ['"x"'], ['[1]'], ['["x"]'], ['[[]]'], ['[null]'], ['[{"portal_id": null}]']])(
    'with %s for a list of portals',
    async (portals) => {
      const refusal = await stage.refusal(
        nordlicht.member,
        (tx) => tx`select * from publish_run(${run}, 'OPEN', ${portals}::text::jsonb, 0)`,
      )
      expect(refusal).toMatchObject({ code: 'PT400', message: 'invalid_portals' })
    },
  )

  test('with more portals than anybody has', async () => {
    const many = Array.from({ length: 501 }, () => ({ portal_id: randomUUID() }))
    expect(await refused(nordlicht.member, 'OPEN', many, 0)).toMatchObject({
      code: 'PT400',
      message: 'invalid_portals',
    })
  })

  test('over a version that is not the current one; the refusal says which is', async () => {
    await by(nordlicht.member, 'OPEN', [{ portal_id: second }], 0)
    for (const stale of [0, 2, -1])
      expect(await refused(nordlicht.member, 'CLOSED', [], stale)).toMatchObject({
        code: 'PT409',
        message: 'stale_version',
        detail: '1',
      })
    expect(
      await stage.refusal(
        nordlicht.member,
        (tx) => tx`select * from publish_run(${run}, 'OPEN', '[]', null)`,
      ),
    ).toMatchObject({ code: 'PT409' })
    expect(await version()).toEqual({ publish_version: 1, market_mode: 'OPEN' })
  })

  test('for a run of another agency exactly as for a run that nobody has', async () => {
    const unknown = await refused(kai.owner, 'OPEN', [{ portal_id: kai.portal }], 0, randomUUID())
    expect(unknown).toEqual({ code: 'PT404', message: 'run_not_found', detail: '', hint: '' })
    expect(await refused(kai.owner, 'OPEN', [{ portal_id: kai.portal }], 0)).toEqual(unknown)
    // What else is wrong with the call must not tell the two apart.
    expect(await refused(kai.owner, 'SECRET', [], 99)).toEqual(unknown)
    for (const who of [nordlicht.viewer, { id: randomUUID(), role: 'authenticated' as const }])
      expect(await refused(who, 'OPEN', [], 0)).toEqual(unknown)
    expect((await refused(anon, 'OPEN', [], 0)).code).toBe('42501')
  })

  test('by writing the table, for everybody', async () => {
    await by(nordlicht.member, 'OPEN', [{ portal_id: second }], 0)
    for (const statement of [
      `update cc_run_portal_publications set listing = 'full'`,
      'delete from cc_run_portal_publications',
      `insert into cc_run_portal_publications (tenant_id, run_id, portal_id) values ('${nordlicht.id}', '${run}', '${shared}')`,
      `update cc_n3_runs set market_mode = 'OPEN' where id = '${run}'`,
      `update cc_n3_runs set publish_version = 7 where id = '${run}'`,
    ])
      expect((await stage.refusal(nordlicht.owner, (tx) => tx.unsafe(statement))).code).toBe('42501')
  })
})
