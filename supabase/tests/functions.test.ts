import fc from 'fast-check'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { publicFunctions } from '../access-matrix'
import { callDraw, callOf } from './model/calls'
import { attempt, insertWorld, prepareConnection } from './model/executor'
import { buildWorld, worldPlan, type World } from './model/world'

const CASES = Number(process.env.CASES ?? 1000)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const CALLS_PER_WORLD = 50
const TIMEOUT_MS = 60_000 + CASES * 20

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await prepareConnection(sql)
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

/** One world, undone afterwards. */
async function inWorld<T>(
  plan: Parameters<typeof buildWorld>[0],
  act: (world: ReturnType<typeof buildWorld>) => Promise<T>,
) {
  await sql.unsafe('begin')
  try {
    return await act(await insertWorld(sql, buildWorld(plan)))
  } finally {
    await sql.unsafe('rollback')
  }
}

describe(`functions of the API, called by anybody about anything (seed ${SEED})`, () => {
  test(
    'answer as the access matrix says',
    async () => {
      const property = fc.asyncProperty(
        worldPlan,
        fc.array(callDraw, { minLength: CALLS_PER_WORLD, maxLength: CALLS_PER_WORLD }),
        (plan, draws) =>
          inWorld(plan, async (world) => {
            const calls = draws.map((drawn) => callOf(world, drawn))
            const outcomes = await attempt(sql, calls)
            for (const [index, { actor, statement, expected }] of calls.entries()) {
              const outcome = outcomes[index]
              const got = outcome && 'refused' in outcome ? { refused: outcome.refused } : outcome
              expect({ who: actor.kind, did: statement, got }).toEqual({
                who: actor.kind,
                did: statement,
                got: expected,
              })
            }
          }),
      )
      await fc.assert(property, { seed: SEED, numRuns: Math.ceil((CASES * 4) / CALLS_PER_WORLD) })
    },
    TIMEOUT_MS * 2,
  )

  /** Values of each type that make sense and values that make none. */
  const texts = [
    'null',
    `''`,
    `'x'`,
    `'portal-9'`,
    `'🙂'`,
    `repeat('x', 10000)`,
    `'<b>'`,
    `E'\\u202E'`,
    `'OPEN'`,
    `'%'`,
    `'a'' or true --'`,
  ]
  const values: Record<string, readonly string[]> = {
    text: texts,
    uuid: ['null', `'00000000-0000-0000-0000-000000000000'`, `'f0000000-0000-4000-8000-00000000000f'`],
    integer: ['null', '0', '1', '-1', '2147483647'],
    jsonb: [
      'null',
      `'null'`,
      `'[]'`,
      `'{}'`,
      `'"x"'`,
      `'1'`,
      `'[1]'`,
      `'[null]'`,
      `'[[]]'`,
      `'[{}]'`,
      `'[{"portal_id": 1}]'`,
      `'[{"portal_id": "x"}]'`,
      `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "listing": 7}]'`,
      `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": "infinity"}]'`,
      `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": {}}]'`,
      `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": "999999-01-01"}]'`,
      `(select jsonb_agg(jsonb_build_object('portal_id', id, 'publish_at', '-infinity', 'unpublish_at', 'infinity')) from public.cc_portals where owning_tenant_id is null)`,
    ],
  }

  /** For some parameters sense is common, or nothing would come through to the argument that makes none. */
  function forParameter(world: World, name: string): readonly string[] | undefined {
    const ids = world.tables.cc_n3_runs.flatMap(({ id }) => (typeof id === 'string' ? [`'${id}'`] : []))
    if (name === 'run_id') return [...ids, `'00000000-0000-4000-8000-00000000dead'`, 'null']
    if (name === 'market_mode') return [`'OPEN'`, `'INVITE_ONLY'`, `'CLOSED'`, `'open'`, `''`, 'null']
    if (name === 'expected_version') return ['0', '1', '2', '-1', '2147483647', 'null']
    return undefined
  }
  const callers = (world: World) => {
    const people = world.people.filter(({ kind }) => kind !== 'service')
    return [...people, ...people.filter(({ kind }) => kind === 'agency_owner' || kind === 'team_member')]
  }

  test(
    'refuse nonsense with a code that says so, never with an inner fault',
    async () => {
      const calls = fc.record({
        name: fc.constantFrom(...Object.keys(publicFunctions)),
        actor: fc.nat(99),
        chosen: fc.array(fc.nat(99), { minLength: 4, maxLength: 4 }),
      })
      const property = fc.asyncProperty(
        worldPlan,
        fc.array(calls, { minLength: 50, maxLength: 50 }),
        (plan, draws) =>
          inWorld(plan, async (world) => {
            const tried = draws.map(({ name, actor, chosen }) => {
              const types = (publicFunctions[name]?.arguments ?? '').split(', ').filter(Boolean)
              const list = types.map((argument, index) => {
                const [parameter = '', type = ''] = argument.split(' ')
                const options = forParameter(world, parameter) ?? values[type] ?? []
                return `${parameter} => ${options[(chosen[index] ?? 0) % options.length] ?? 'null'}::${type}`
              })
              const people = callers(world)
              const who = people[actor % people.length]
              if (!who) throw new Error('Nobody is there.')
              return {
                verb: 'select' as const,
                actor: who,
                statement: `select coalesce(jsonb_agg(to_jsonb(f)), '[]') from public.${name}(${list.join(', ')}) f`,
              }
            })
            const outcomes = await attempt(sql, tried)
            const faults = outcomes.flatMap((outcome, index) =>
              'refused' in outcome && !/^(PT4\d\d|42501)$/.test(outcome.refused)
                ? [
                    `${tried[index]?.actor.kind ?? ''}: ${tried[index]?.statement ?? ''}: ${outcome.refused} ${outcome.message}`,
                  ]
                : [],
            )
            expect(faults).toEqual([])
          }),
      )
      await fc.assert(property, { seed: SEED, numRuns: Math.ceil((CASES * 4) / 50) })
    },
    TIMEOUT_MS,
  )
})
