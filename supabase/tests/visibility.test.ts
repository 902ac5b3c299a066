import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addAgency,
  addPortal,
  anon,
  openStage,
  type Agency,
  type Refusal,
  type Somebody,
  type Stage,
} from './stage'

/** The truth table of the design, cell by cell: what a stranger sees of a run on a portal. */
const MODES = ['OPEN', 'INVITE_ONLY', 'CLOSED'] as const
const LISTINGS = ['full', 'teaser', 'hidden'] as const
const STATUSES = ['draft', 'scheduled', 'in_progress', 'completed', 'cancelled'] as const
const SCHEDULES = {
  'since yesterday': { from: '-1 day', to: null, takenOff: null, isOn: true },
  'until tomorrow': { from: '-1 day', to: '1 day', takenOff: null, isOn: true },
  'from tomorrow': { from: '1 day', to: null, takenOff: null, isOn: false },
  'until yesterday': { from: '-2 days', to: '-1 day', takenOff: null, isOn: false },
  'taken off': { from: '-2 days', to: null, takenOff: '-1 day', isOn: false },
} as const
const PORTALS = {
  live: { status: 'active', isActive: true, isOn: true },
  paused: { status: 'active', isActive: false, isOn: false },
  draft: { status: 'draft', isActive: true, isOn: false },
  archived: { status: 'archived', isActive: true, isOn: false },
} as const

interface Cell {
  run: string
  portal: string
  name: string
  isSeen: boolean
  hasDetails: boolean
}
interface Listing {
  run_id: string
  name: string
  market_mode: string
  has_details: boolean
  description: string | null
  status: string | null
  organiser: string | null
  zone_name: string | null
  time_zone: string
}

let stage: Stage
let nordlicht: Agency
const cells: Cell[] = []
const slugs = new Map<string, string>()

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  await stage.sql`update agencies set settings = '{"time_zone": "Europe/Berlin"}' where id = ${nordlicht.id}`
  for (const [name, { status, isActive }] of Object.entries(PORTALS))
    slugs.set(await addPortal(stage.sql, nordlicht.id, `truth-${name}`, status, isActive), name)
  const runs: object[] = []
  const publications: object[] = []
  for (const mode of MODES)
    for (const listing of LISTINGS)
      for (const status of STATUSES)
        for (const [schedule, { from, to, takenOff, isOn }] of Object.entries(SCHEDULES)) {
          const run = randomUUID()
          const name = `${mode} ${listing} ${status} ${schedule}`
          runs.push({ id: run, name, status, mode })
          for (const [portal, state] of slugs) {
            publications.push({ run, portal, listing, from, to, takenOff })
            const isLive =
              isOn && PORTALS[state as keyof typeof PORTALS].isOn && !['draft', 'cancelled'].includes(status)
            const isSeen = isLive && listing !== 'hidden'
            cells.push({
              run,
              portal,
              name: `${name} on ${state}`,
              isSeen,
              hasDetails: listing === 'full' && mode !== 'INVITE_ONLY',
            })
          }
        }
  await stage.sql`
    insert into cc_n3_runs (id, tenant_id, name, description, status, starts_at, ends_at, market_mode, zone_id)
    select r.id, ${nordlicht.id}, r.name, 'Secret until shown', r.status, now() + interval '1 day', now() + interval '2 days', r.mode, ${nordlicht.zone}
    from jsonb_to_recordset(${stage.sql.json(runs as never)}) r (id uuid, name text, status text, mode text)`
  await stage.sql`
    insert into cc_run_portal_publications (tenant_id, run_id, portal_id, listing, publish_at, unpublish_at, unpublished_at)
    select ${nordlicht.id}, p.run, p.portal, p.listing, now() + p."from"::interval, now() + p."to"::interval, now() + p."takenOff"::interval
    from jsonb_to_recordset(${stage.sql.json(publications as never)}) p (run uuid, portal uuid, listing text, "from" text, "to" text, "takenOff" text)`
})
afterAll(() => stage.stop())

const slugOf = (portal: string) => `truth-${slugs.get(portal) ?? ''}`
const page = (who: Somebody, slug: string) =>
  stage.as(who, async (tx) => {
    const [row] = await tx<
      { runs: Listing[] }[]
    >`select to_jsonb(runs) as runs from portal_page(slug => ${slug})`
    return row?.runs ?? []
  })
const detail = (who: Somebody, slug: string, run: string) =>
  stage.as(who, async (tx) => {
    const [row] = await tx<
      { run: Listing }[]
    >`select to_jsonb(run) as run from portal_run(slug => ${slug}, run_id => ${run})`
    return row?.run
  })
const refusal = (slug: string, run: string): Promise<Refusal> =>
  stage.refusal(anon, (tx) => tx`select * from portal_run(slug => ${slug}, run_id => ${run})`)

test(`the list of each portal shows exactly the runs that are to be seen`, async () => {
  expect(cells).toHaveLength(MODES.length * LISTINGS.length * STATUSES.length * 5 * 4)
  const shown = new Map((await page(anon, 'truth-live')).map((listing) => [listing.run_id, listing]))
  const wrong = cells.filter(
    ({ portal, run, isSeen }) => slugs.get(portal) === 'live' && shown.has(run) !== isSeen,
  )
  expect(wrong.map(({ name }) => name)).toEqual([])
  expect(shown.size).toBe(cells.filter(({ isSeen }) => isSeen).length)
  for (const state of ['paused', 'draft', 'archived'])
    expect(
      await stage.refusal(anon, (tx) => tx`select * from portal_page(slug => ${`truth-${state}`})`),
    ).toMatchObject({ code: 'PT404' })
})

test('the page of each run agrees with the list, and what is hidden answers like nonsense', async () => {
  const nonsense = await refusal('no-such-portal', randomUUID())
  expect(nonsense).toMatchObject({ code: 'PT404', message: 'not_found' })
  const wrong: string[] = []
  for (const { run, portal, name, isSeen } of cells) {
    const isFound = isSeen
      ? (await detail(anon, slugOf(portal), run))?.run_id === run
      : JSON.stringify(await refusal(slugOf(portal), run)) !== JSON.stringify(nonsense)
    if (isFound !== isSeen) wrong.push(name)
  }
  expect(wrong).toEqual([])
})

test('only full listings that are not by invitation tell details; the others tell name, dates, zone and mode', async () => {
  const shown = await page(anon, 'truth-live')
  const wrong = shown.filter((listing) => {
    const cell = cells.find(({ run, portal }) => run === listing.run_id && slugs.get(portal) === 'live')
    const told = [listing.description, listing.status, listing.organiser]
    const isRight = cell?.hasDetails
      ? told.every((value) => value !== null)
      : told.every((value) => value === null)
    return (
      !isRight ||
      listing.has_details !== cell?.hasDetails ||
      listing.zone_name !== 'Harbour' ||
      listing.time_zone !== 'Europe/Berlin'
    )
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('whoever is signed in sees there what everybody sees', async () => {
  const everybody = await page(anon, 'truth-live')
  for (const who of [nordlicht.owner, nordlicht.viewer, { id: randomUUID(), role: 'authenticated' as const }])
    expect(await page(who, 'truth-live')).toEqual(everybody)
})

test('search engines are told of live portals and OPEN runs that are listed, of nothing else', async () => {
  const rows = await stage.as(
    anon,
    (tx) =>
      tx<
        { portal_slug: string; run_id: string | null }[]
      >`select portal_slug, run_id from portal_sitemap() where portal_slug like 'truth-%'`,
  )
  const wanted = cells.filter(({ isSeen, name }) => isSeen && name.startsWith('OPEN')).map(({ run }) => run)
  expect(rows.flatMap(({ run_id }) => run_id ?? []).sort()).toEqual(wanted.sort())
  expect(rows.filter(({ run_id }) => run_id === null)).toEqual([{ portal_slug: 'truth-live', run_id: null }])
})

test('a stranger reads no table behind the page', async () => {
  for (const table of [
    'agencies',
    'cc_portals',
    'cc_n3_runs',
    'cc_run_portal_publications',
    'cc_zones',
    'users',
  ])
    expect((await stage.refusal(anon, (tx) => tx.unsafe(`select * from public.${table}`))).code).toBe('42501')
  expect((await stage.refusal(anon, (tx) => tx`select * from private.live_publications`)).code).toBe('42501')
})
