import fc from 'fast-check'
import type { Actor } from '../../access-vocabulary'
import { tables as access, type TableName } from '../../access-matrix'
import { addBilling } from './billing-world'
import { addCartridges } from './cartridge-world'
import { addDocuments } from './document-world'
import { addPresence } from './presence-world'
import { addWork } from './work-world'
import { addWorkflows } from './workflow-world'

export type Value = string | number | boolean | null | object
export type Row = Record<string, Value>

/** Somebody who acts: which kind, whose token, and with which database role the API would act for them. */
export interface Person {
  kind: Actor | 'service'
  id: string | null
  role: 'anon' | 'authenticated' | 'service_role'
}

export interface World {
  tables: Record<TableName, Row[]>
  people: Person[]
}

/** Ids that a person can read: `a…` agency, `c…` client, `e…` person, `d…` zone, `b…` portal, `f…` run, `9…` publication, `8…` invitation, `6…` link, `4…` stakeholder, `3…` delivery. */
export const idOf = (kind: string, number: number) =>
  `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
/** Well formed, and never the id of anything. */
export const UNKNOWN_ID = idOf('0', 0xdead)

interface AgencyPlan {
  owners: number
  admins: number
  members: number
  viewers: number[]
  zones: number
  portals: number
  runs: number
}
export interface WorldPlan {
  agencies: AgencyPlan[]
  shared: number
  /** Decides which zone, portal, mode, status and schedule each thing gets. */
  links: number[]
}

const agencyPlan = fc.record<AgencyPlan>({
  owners: fc.integer({ min: 1, max: 2 }),
  admins: fc.integer({ min: 0, max: 1 }),
  members: fc.integer({ min: 0, max: 2 }),
  viewers: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
  zones: fc.integer({ min: 0, max: 2 }),
  portals: fc.integer({ min: 0, max: 3 }),
  runs: fc.integer({ min: 0, max: 4 }),
})
export const worldPlan = fc.record<WorldPlan>({
  agencies: fc.array(agencyPlan, { minLength: 2, maxLength: 3 }),
  shared: fc.integer({ min: 0, max: 2 }),
  links: fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 23 }),
})

const STARTS = '2029-05-01T08:00:00+00:00'
const ENDS = '2032-05-01T08:00:00+00:00'
const SCHEDULES = [
  ['2020-01-01', null],
  ['2020-01-01', '2099-01-01'],
  ['2020-01-01', '2021-01-01'],
  ['2098-01-01', null],
] as const

/** Turns a plan into rows. The first agency always has somebody of every kind, so that no actor is ever missing. */
export function buildWorld(plan: WorldPlan): World {
  const tables = Object.fromEntries(Object.keys(access).map((name) => [name, [] as Row[]])) as World['tables']
  const stranger = idOf('e', 0xa1)
  const removed = idOf('e', 0xa2)
  const stakeholder = idOf('e', 0xa3)
  const people: Person[] = [
    { kind: 'anon', id: null, role: 'anon' },
    { kind: 'stranger', id: stranger, role: 'authenticated' },
    { kind: 'removed_member', id: removed, role: 'authenticated' },
    { kind: 'stakeholder', id: stakeholder, role: 'authenticated' },
    { kind: 'service', id: null, role: 'service_role' },
  ]
  tables.users.push(userRow(stakeholder, null, 'stakeholder'))
  let drawn = 0
  const draw = (bound: number) => ((plan.links[drawn++ % plan.links.length] ?? 0) + drawn) % bound
  const pick = <T>(options: readonly T[]): T | undefined => options[draw(Math.max(1, options.length))]
  let next = 1
  const add = (table: TableName, kind: string, row: Row) => {
    const id = idOf(kind, next++)
    tables[table].push({ id, ...row })
    return id
  }
  const join = (kind: Actor, client: string, role: string, permissions: string[] = []) => {
    const id = idOf('e', next++)
    tables.users.push({ ...userRow(id, client, role), permissions })
    people.push({ kind, id, role: 'authenticated' })
    return id
  }

  const portal = (owner: string | null, zones: string[]) =>
    add('cc_portals', 'b', {
      owning_tenant_id: owner,
      name: `Portal ${next}`,
      slug: `portal-${next}`,
      status: pick(['active', 'active', 'active', 'draft', 'archived']) ?? 'active',
      primary_audience: 'public',
      is_active: draw(5) > 0,
      default_zone_id: draw(2) === 0 ? (pick(zones) ?? null) : null,
    })
  const shared = Array.from({ length: plan.shared }, () => portal(null, []))

  for (const [index, agency] of plan.agencies.entries()) {
    const isFirst = index === 0
    const id = add('agencies', 'a', { name: `Agency ${next}`, slug: `agency-${next}`, settings: {} })
    const client = (name: string, isHouse: boolean) =>
      add('clients', 'c', { agency_id: id, name: `${name} ${next}`, is_house: isHouse, status: 'active' })
    const house = client('House', true)
    for (let n = 0; n < agency.owners; n++)
      join(isFirst ? 'agency_owner' : 'foreign_owner', house, 'agency_owner')
    for (let n = 0; n < Math.max(agency.admins, isFirst ? 1 : 0); n++)
      join('agency_admin', house, 'agency_admin')
    for (let n = 0; n < Math.max(agency.members, isFirst ? 1 : 0); n++)
      join('team_member', house, 'team_member', draw(2) === 0 ? ['billing'] : [])
    const viewers = isFirst && agency.viewers.length < 2 ? [...agency.viewers, 1] : agency.viewers
    for (const [number, count] of viewers.entries()) {
      const own = client('Client', false)
      const kind = isFirst && number === 0 ? 'client_viewer' : 'sibling_viewer'
      for (let n = 0; n < Math.max(count, isFirst && number < 2 ? 1 : 0); n++)
        join(kind, own, 'client_viewer')
    }
    const zones = Array.from({ length: agency.zones }, () =>
      add('cc_zones', 'd', { tenant_id: id, name: `Zone ${next}` }),
    )
    const portals = Array.from({ length: agency.portals }, () => portal(id, zones))
    for (let n = 0; n < agency.runs; n++) {
      const run = add('cc_n3_runs', 'f', {
        tenant_id: id,
        name: `Run ${next}`,
        description: 'Details',
        status: pick(['scheduled', 'in_progress', 'completed', 'draft', 'cancelled']) ?? 'draft',
        starts_at: STARTS,
        ends_at: ENDS,
        metadata: {},
        zone_id: draw(2) === 0 ? (pick(zones) ?? null) : null,
        portal_id: draw(4) === 0 ? (pick(portals) ?? null) : null,
        market_mode: pick(['OPEN', 'INVITE_ONLY', 'CLOSED']) ?? 'OPEN',
        publish_version: draw(3),
        created_by: removed,
      })
      const reachable = [...portals, ...shared]
      const chosen = new Set(Array.from({ length: draw(4) }, () => pick(reachable)))
      for (const portalId of chosen) {
        if (portalId === undefined) continue
        const [publishAt, unpublishAt] = pick(SCHEDULES) ?? SCHEDULES[0]
        add('cc_run_portal_publications', '9', {
          tenant_id: id,
          run_id: run,
          portal_id: portalId,
          listing: pick(['full', 'full', 'teaser', 'hidden']) ?? 'full',
          publish_at: publishAt,
          unpublish_at: unpublishAt,
          published_at: publishAt,
          published_by: removed,
          unpublished_at: draw(5) === 0 ? '2021-01-01' : null,
        })
      }
    }
  }
  addPresence({ tables, add, draw })
  addCartridges({ tables, add, draw })
  addWork({ tables, add, draw })
  addDocuments({ tables, add, draw })
  addBilling({ tables, add, draw })
  addWorkflows({ tables, add, draw })
  for (const agency of [null, ...tables.agencies.map(({ id }) => id ?? null)])
    add('org_schema_ledger', '2', {
      layout: 'shared',
      target: 'somebody',
      agency_id: agency,
      status: 'clean',
    })
  return { tables, people }
}

function userRow(id: string, client: string | null, role: string): Row {
  const number = Number.parseInt(id.slice(-6), 16)
  return {
    id,
    client_id: client,
    email: `person-${number}@example.test`,
    full_name: null,
    role,
    permissions: [],
  }
}
