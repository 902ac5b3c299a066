import fc from 'fast-check'
import { publicFunctions } from '../../access-matrix'
import { know } from './oracle'
import { UNKNOWN_ID, type Person, type Row, type World } from './world'

/** A call of a function of the API by somebody, and what must come of it: ids that it returns, or a refusal. */
export interface Call {
  verb: 'select'
  actor: Person
  statement: string
  expected: { ids: string[] } | { refused: string }
}

export interface CallDraw {
  name: 'publish_run' | 'undo_publish' | 'portal_page' | 'portal_run'
  actor: number
  run: number
  portals: number[]
  mode: number
  version: number
  schedule: number
}
export const callDraw = fc.record<CallDraw>({
  name: fc.constantFrom('publish_run', 'undo_publish', 'portal_page', 'portal_run'),
  actor: fc.nat(99),
  run: fc.nat(63),
  portals: fc.array(fc.nat(63), { maxLength: 4 }),
  mode: fc.nat(12),
  version: fc.nat(5),
  schedule: fc.nat(8),
})

const at = <T>(options: readonly T[], index: number): T | undefined => options[index % options.length]
const quote = (value: string) => `'${value.replaceAll("'", "''")}'`
const idOf = (row: Row | undefined) => (typeof row?.id === 'string' ? row.id : UNKNOWN_ID)
const isLivePortal = (portal: Row) => portal.status === 'active' && portal.is_active === true

export function callOf(world: World, drawn: CallDraw): Call {
  const people = world.people.filter(({ kind }) => kind !== 'service')
  // Staff call these functions, so they come up more often than the rest.
  const staff = people.filter(({ kind }) =>
    ['agency_owner', 'agency_admin', 'team_member', 'foreign_owner'].includes(kind),
  )
  const actor = at([...people, ...staff, ...staff], drawn.actor)
  if (!actor) throw new Error('Nobody is there.')
  const { standing, agency } = know(world, actor)
  const run = drawn.run % 8 === 7 ? undefined : at(world.tables.cc_n3_runs, drawn.run)
  const call = (text: string, column: string, expected: Call['expected']): Call => ({
    verb: 'select',
    actor,
    statement: `select coalesce(jsonb_agg(${column}::text order by ${column}::text), '[]') from ${text}`,
    // Who may not call a function at all is refused before it begins.
    expected: publicFunctions[drawn.name]?.roles.some((role) => role === actor.role)
      ? expected
      : { refused: '42501' },
  })
  const mayUse = standing !== 'service' && publicFunctions[drawn.name]?.cells[standing] !== undefined

  if (drawn.name === 'portal_page' || drawn.name === 'portal_run') {
    const portal = at(world.tables.cc_portals, drawn.portals[0] ?? drawn.mode)
    const slug = typeof portal?.slug === 'string' ? portal.slug : 'no-such-portal'
    const shown = portal ? listedRuns(world, portal) : []
    if (drawn.name === 'portal_page')
      return call(
        `(select (unnest(runs)).run_id as run_id from portal_page(slug => ${quote(slug)})) listed`,
        'run_id',
        portal && isLivePortal(portal) ? { ids: shown.sort() } : { refused: 'PT404' },
      )
    return call(
      `(select (run).run_id as run_id from portal_run(slug => ${quote(slug)}, run_id => ${quote(idOf(run))})) found`,
      'run_id',
      run && shown.includes(idOf(run)) ? { ids: [idOf(run)] } : { refused: 'PT404' },
    )
  }

  const isReached = mayUse && run !== undefined && run.tenant_id === agency
  const current = Number(run?.publish_version ?? 0)
  const version = drawn.version === 5 ? current + 1 : current
  if (drawn.name === 'undo_publish')
    return call(
      `undo_publish(run_id => ${quote(idOf(run))}, publish_version => ${version})`,
      'portal_id',
      // Nothing was published by a function in this world, so there is nothing to take back.
      { refused: isReached ? 'PT409' : 'PT404' },
    )

  const mode =
    at(['OPEN', 'INVITE_ONLY', 'CLOSED', 'OPEN', 'INVITE_ONLY', 'CLOSED', 'SECRET'], drawn.mode) ?? 'OPEN'
  const wanted = drawn.portals.map((index) =>
    index === 63 ? UNKNOWN_ID : idOf(at(world.tables.cc_portals, index)),
  )
  const isBackwards = drawn.schedule === 0 && wanted.length > 0
  const list = wanted.map((id) => ({
    portal_id: id,
    ...(isBackwards ? { publish_at: '2050-01-02', unpublish_at: '2050-01-01' } : {}),
  }))
  return call(
    `publish_run(run_id => ${quote(idOf(run))}, market_mode => ${quote(mode)}, portals => ${quote(JSON.stringify(list))}, expected_version => ${version})`,
    'portal_id',
    publishing(world, run, agency, isReached, mode, wanted, version !== current, isBackwards),
  )
}

function publishing(
  world: World,
  run: Row | undefined,
  agency: string | null,
  isReached: boolean,
  mode: string,
  wanted: readonly string[],
  isStale: boolean,
  isBackwards: boolean,
): Call['expected'] {
  if (!run || !isReached) return { refused: 'PT404' }
  if (mode === 'SECRET') return { refused: 'PT400' }
  if (isStale) return { refused: 'PT409' }
  if (new Set(wanted).size < wanted.length) return { refused: 'PT400' }
  const portals = wanted.map((id) => world.tables.cc_portals.find((portal) => portal.id === id))
  if (
    portals.some(
      (portal) => !portal || (portal.owning_tenant_id !== null && portal.owning_tenant_id !== agency),
    )
  )
    return { refused: 'PT404' }
  if (portals.some((portal) => portal && !isLivePortal(portal))) return { refused: 'PT409' }
  if (isBackwards) return { refused: 'PT400' }
  const dropped = world.tables.cc_run_portal_publications
    .filter(
      (one) =>
        one.run_id === run.id && one.unpublished_at === null && !wanted.includes(one.portal_id as string),
    )
    .map((one) => one.portal_id as string)
  return { ids: [...wanted, ...dropped].sort() }
}

/** The visibility predicate of the design, said once more. */
function listedRuns(world: World, portal: Row): string[] {
  if (!isLivePortal(portal)) return []
  const now = Date.now()
  const isPast = (value: unknown) => typeof value === 'string' && Date.parse(value) <= now
  return world.tables.cc_run_portal_publications.flatMap((one) => {
    const run = world.tables.cc_n3_runs.find(({ id }) => id === one.run_id)
    const isLive =
      one.portal_id === portal.id &&
      one.unpublished_at === null &&
      isPast(one.publish_at) &&
      !isPast(one.unpublish_at) &&
      run !== undefined &&
      run.status !== 'draft' &&
      run.status !== 'cancelled'
    return isLive && one.listing !== 'hidden' ? [idOf(run)] : []
  })
}
