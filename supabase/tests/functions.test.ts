import fc from 'fast-check'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { publicFunctions } from '../access-matrix'
import { parametersOf, statementOf, valuesOf } from './model/arguments'
import { callDraw, callOf } from './model/calls'
import { addAccounts, attempt, insertWorld, prepareConnection } from './model/executor'
import { buildWorld, worldPlan, type World } from './model/world'

const CASES = Number(process.env.CASES ?? 1000)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const CALLS_PER_WORLD = 150
const TIMEOUT_MS = 120_000 + CASES * 60

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
    const world = await insertWorld(sql, buildWorld(plan))
    await addAccounts(sql, world)
    return await act(world)
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

  const callers = (world: World) => {
    const people = world.people.filter(({ kind }) => kind !== 'service')
    return [...people, ...people.filter(({ kind }) => kind === 'agency_owner' || kind === 'team_member')]
  }

  test(
    'refuse nonsense with a code that says so, never with an inner fault',
    async () => {
      // What only workers may call trusts them; that others may not is said above and by the guards.
      const names = Object.keys(publicFunctions).filter(
        (name) => publicFunctions[name]?.reach !== 'everything',
      )
      const calls = fc.record({
        name: fc.constantFrom(...names),
        actor: fc.nat(99),
        chosen: fc.array(fc.nat(99), { minLength: 5, maxLength: 5 }),
      })
      const property = fc.asyncProperty(
        worldPlan,
        fc.array(calls, { minLength: 200, maxLength: 200 }),
        (plan, draws) =>
          inWorld(plan, async (world) => {
            const tried = draws.map(({ name, actor, chosen }) => {
              const list = parametersOf(name).map((parameter, index) => {
                const options = valuesOf(world, name, parameter)
                return options[(chosen[index] ?? 0) % options.length] ?? 'null'
              })
              const people = callers(world)
              const who = people[actor % people.length]
              if (!who) throw new Error('Nobody is there.')
              return {
                verb: 'select' as const,
                actor: who,
                statement: statementOf(name, list),
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
      await fc.assert(property, { seed: SEED, numRuns: Math.ceil((CASES * 4) / 200) })
    },
    TIMEOUT_MS,
  )
})
