import fc from 'fast-check'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { publicFunctions } from '../access-matrix'
import { parametersOf, statementOf, valuesOf } from './model/arguments'
import { addAccounts, addressOf, insertWorld, prepareConnection } from './model/executor'
import { agencyOf, know } from './model/oracle'
import { callAndCompare, prepareFootprints, type Change, type Footprint } from './model/footprint'
import { matrix } from './model/shape'
import { secretOf } from './model/presence-world'
import { buildWorld, UNKNOWN_ID, worldPlan, type Person, type World } from './model/world'

/**
 * Every function of the API, called by everybody about anything: nothing changes beyond what the access matrix says a call may reach,
 * and an id that is somebody else's is answered exactly like one that nobody has.
 */

const CASES = Number(process.env.CASES ?? 1000)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const CALLS_PER_WORLD = 120
const TIMEOUT_MS = 60_000 + CASES * 60

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await prepareConnection(sql)
  await prepareFootprints(sql)
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

const NAMES = Object.keys(publicFunctions).filter((name) => publicFunctions[name]?.reach !== 'everything')
const callDraw = (names: readonly string[]) =>
  fc.record({
    name: fc.constantFrom(...names),
    actor: fc.nat(99),
    chosen: fc.array(fc.nat(999), { minLength: 5, maxLength: 5 }),
  })

interface Call {
  name: string
  who: Person
  values: string[]
  statement: string
  /** The same about nobody's row; null when the call names no foreign row. */
  unknown: string | null
}

function callOf(
  world: World,
  tokens: readonly string[],
  drawn: { name: string; actor: number; chosen: number[] },
): Call {
  const people = world.people.filter(({ kind }) => kind !== 'service')
  const staff = people.filter(({ kind }) => ['agency_owner', 'agency_admin', 'team_member'].includes(kind))
  const who = [...people, ...staff, ...staff][drawn.actor % (people.length + 2 * staff.length)]
  if (!who) throw new Error('Nobody is there.')
  const values = parametersOf(drawn.name).map((parameter, index) => {
    const options = valuesOf(world, drawn.name, parameter, tokens)
    return options[(drawn.chosen[index] ?? 0) % options.length] ?? 'null'
  })
  const foreign = values.map((value, index) => isForeign(world, who, drawn.name, index, value))
  return {
    name: drawn.name,
    who,
    values,
    statement: statementOf(drawn.name, values),
    unknown: foreign.includes(true)
      ? statementOf(
          drawn.name,
          values.map((value, index) => (foreign[index] ? `'${UNKNOWN_ID}'` : value)),
        )
      : null,
  }
}

/** Whether an argument names a row that this person has no business with. */
function isForeign(world: World, who: Person, name: string, index: number, value: string): boolean {
  const table = parametersOf(name)[index]?.table
  if (!table) return false
  const row = world.tables[table].find(({ id }) => `'${id as string}'` === value)
  if (!row) return false
  const { agency, id } = know(world, who)
  if (row.id === id || (id !== null && row[matrix[table].person ?? ''] === id)) return false
  // Their proved address makes an invitation theirs, and muting a run asks nothing about the run.
  if (table === 'cc_invitations' && row.email_norm === addressOf(world.people.indexOf(who))) return false
  if (name === 'mute_run') return false
  const isHeld = world.tables.cc_run_stakeholders.some(
    (held) => held.run_id === row.id && held.user_id === id,
  )
  return !isHeld && (agency === null || agencyOf(world, table, row) !== agency)
}

/** Whether this call may change this row. */
function isWithinReach(
  world: World,
  call: Call,
  change: Change,
  links: ReadonlyMap<string, string>,
): boolean {
  const { agency, id } = know(world, call.who)
  const isOwn = change.person !== null && change.person === id
  const isNew = change.agency !== null && !world.tables.agencies.some((row) => row.id === change.agency)
  const isColleague = world.tables.users.some(
    (row) => row.id === change.person && agencyOf(world, 'users', row) === agency,
  )
  switch (publicFunctions[call.name]?.reach) {
    case 'self':
      return isOwn || isNew
    case 'own agency':
      return isOwn || (agency !== null && (change.agency === agency || isColleague))
    case 'the link': {
      const link = call.values[0]?.slice(1, -1) ?? ''
      const reached = links.get(link)
      return (
        isOwn ||
        (reached !== undefined &&
          (change.agency === reached || `person ${change.person ?? ''}` === links.get(`person of ${link}`)))
      )
    }
    default:
      return false
  }
}

/** The first faults that random calls of these functions leave; none when all is well. `sabotage` is undone with everything else. */
async function findFaults(names: readonly string[], cases: number, sabotage = ''): Promise<string[]> {
  let found: string[] = []
  const property = fc.asyncProperty(
    worldPlan,
    fc.array(callDraw(names), { minLength: CALLS_PER_WORLD, maxLength: CALLS_PER_WORLD }),
    async (plan, draws) => {
      await sql.unsafe('begin')
      try {
        if (sabotage) await sql.unsafe(sabotage).simple()
        const world = await insertWorld(sql, buildWorld(plan))
        await addAccounts(sql, world)
        const links = await linksOf(world)
        const tokens = [...links.keys()].filter((key) => /^[0-9a-f]{64}$/.test(key))
        const calls = draws.map((drawn) => callOf(world, tokens, drawn))
        const faults = faultsOf(world, calls, await callAndCompare(sql, calls), links)
        if (faults.length > 0) found = faults
        return faults.length === 0
      } finally {
        await sql.unsafe('rollback')
      }
    },
  )
  await fc.check(property, {
    seed: SEED,
    numRuns: Math.ceil(cases / CALLS_PER_WORLD),
    endOnFailure: true,
  })
  return found
}

describe(`no call reaches further than it may (seed ${SEED})`, () => {
  test(
    'and what is foreign answers like what is not there',
    async () => {
      expect(await findFaults(NAMES, CASES)).toEqual([])
    },
    TIMEOUT_MS,
  )
})

/** A check that never fails checks nothing, so each of these takes one condition away and expects to be told. */
const plants = [
  ['my_invitation', ['revoke_invitation'], 'and i.inviter_tenant_id = private.my_staff_agency_id()'],
  ['replay_delivery', ['replay_delivery'], 'and d.tenant_id = private.my_staff_agency_id()'],
  ['notify_run_stakeholders', ['notify_run_stakeholders'], 'and r.tenant_id = agency'],
  ['create_invitations', ['create_run_invitations'], 'and r.tenant_id = agency'],
  ['remove_member', ['remove_member'], 'and c.agency_id = agency'],
  ['claim_my_invitation', ['claim_my_invitation'], 'and i.email_norm = private.my_verified_email()'],
  [
    'restore_cartridge',
    ['restore_cartridge'],
    'and (v.user_id = me or v.agency_id = private.my_staff_agency_id())',
  ],
  ['preference_decision', ['preference_decision'], 'p_user is distinct from private.my_user_id() or'],
] as const

describe('the check notices', () => {
  test.each(plants)('a forgotten condition in %s', async (name, called, condition) => {
    const [row] = await sql<{ definition: string }[]>`
      select pg_get_functiondef(oid) as definition from pg_proc where pronamespace = 'private'::regnamespace and proname = ${name}`
    const definition = row?.definition ?? ''
    expect(definition).toContain(condition)
    expect(await findFaults(called, 800, definition.replace(condition, ''))).not.toEqual([])
  })
})

/** Which agency each link of the world belongs to, and which person a preference link does. */
async function linksOf(world: World): Promise<Map<string, string>> {
  const links = new Map<string, string>()
  for (const invitation of world.tables.cc_invitations) {
    links.set(secretOf(invitation.id as string), invitation.inviter_tenant_id as string)
    links.set(invitation.id as string, invitation.inviter_tenant_id as string)
  }
  const rows = await sql<{ token: string; agency: string; person: string | null }[]>`
    select private.preference_token(id) as token, tenant_id as agency, recipient_individual_id as person
    from cc_notification_deliveries order by id limit 12`
  for (const { token, agency, person } of rows) {
    links.set(token, agency)
    if (person) links.set(`person of ${token}`, `person ${person}`)
  }
  return links
}

function faultsOf(
  world: World,
  calls: readonly Call[],
  footprints: readonly Footprint[],
  links: ReadonlyMap<string, string>,
): string[] {
  return calls.flatMap((call, index) => {
    const footprint = footprints[index]
    const where = `${call.who.kind} ${call.who.id ?? ''}: ${call.statement}`
    if (!footprint) return [`${where}: no answer`]
    const strayed = footprint.changes.filter((change) => !isWithinReach(world, call, change, links))
    return [
      ...strayed.map((change) => `${where} changed ${JSON.stringify(change)}`),
      ...(call.unknown !== null && footprint.answer !== footprint.unknownAnswer
        ? [`${where} answered ${footprint.answer}, about nobody's ${String(footprint.unknownAnswer)}`]
        : []),
    ]
  })
}
