import fc from 'fast-check'
import type { Sql } from 'postgres'
import type { TableName } from '../../access-matrix'
import { attempt, insertWorld, prepareConnection, type Outcome } from './executor'
import { draw, operationOf, type Draw, type Operation } from './operations'
import { decide, type Expected, type Walls } from './oracle'
import { tellStory, type Disagreement } from './report'
import type { Shape } from './shape'
import { buildWorld, worldPlan, type World, type WorldPlan } from './world'

export interface ModelRun {
  /** One connection, nobody else's; nothing it does is ever committed. */
  sql: Sql
  shape: Shape
  table: TableName
  cases: number
  seed: number
  walls: Walls
  /** Statements that break the database on purpose, undone with everything else. */
  sabotage?: string
  /** Skips shrinking: enough where only the colour counts. */
  isQuick?: boolean
}

export interface ModelResult {
  cases: number
  /** How many pairs of an actor and a verb occurred. */
  tried: number
  /** Null when Postgres and the oracle agreed in every case. */
  counterexample: string | null
}

const CASES_PER_WORLD = 100

/** Takes everything away but the write policies of a table; see `Walls`. */
async function openOtherWalls(sql: Sql, table: TableName): Promise<void> {
  const readers = await sql<{ name: string }[]>`
    select quote_ident(policyname) as name from pg_policies where schemaname = 'public' and tablename = ${table} and cmd = 'SELECT'`
  const keepers = await sql<{ name: string }[]>`
    select quote_ident(tgname) as name from pg_trigger
    where tgrelid = ${`public.${table}`}::regclass and tgfoid = 'private.refuse_key_change'::regproc`
  const statements = [
    `grant select, insert, update, delete on public.${table} to authenticated`,
    ...readers.map(({ name }) => `alter policy ${name} on public.${table} using (true)`),
    ...keepers.map(({ name }) => `drop trigger ${name} on public.${table}`),
  ]
  await sql.unsafe(statements.join(';\n')).simple()
}

/** Random worlds, random statements in each: does Postgres do what the matrix says? */
export async function checkModel(run: ModelRun): Promise<ModelResult> {
  const { sql, table } = run
  await prepareConnection(sql)
  let cases = 0
  const tried = new Set<string>()
  const found: Disagreement[] = []

  // The sabotage costs far more than a world, so all worlds of a run stand on one.
  await sql.unsafe('begin')
  try {
    if (run.sabotage) await sql.unsafe(run.sabotage).simple()
    if (run.walls === 'writes') await openOtherWalls(sql, table)
    const property = fc.asyncProperty(
      worldPlan,
      fc.array(draw, { minLength: CASES_PER_WORLD, maxLength: CASES_PER_WORLD }),
      async (plan, draws) => {
        cases += draws.length
        const disagreement = await firstDisagreement(run, plan, draws, tried)
        if (disagreement) {
          found.push(disagreement)
          throw new Error('disagreement')
        }
      },
    )
    const result = await fc.check(property, {
      seed: run.seed,
      numRuns: Math.ceil(run.cases / CASES_PER_WORLD),
      endOnFailure: run.isQuick === true,
    })
    if (!result.failed) return { cases, tried: tried.size, counterexample: null }
    // Shrinking ends with the smallest world and statement that still disagree.
    const last = found.at(-1)
    if (!last) throw result.errorInstance
    return { cases, tried: tried.size, counterexample: tellStory(last, run, result.numShrinks) }
  } finally {
    await sql.unsafe('rollback')
  }
}

async function firstDisagreement(
  run: ModelRun,
  plan: WorldPlan,
  draws: readonly Draw[],
  tried: Set<string>,
): Promise<Disagreement | null> {
  let world: World
  let operations: Operation[]
  let outcomes: Outcome[]
  await run.sql.unsafe('savepoint before_world')
  try {
    world = await insertWorld(run.sql, buildWorld(plan))
    operations = draws.map((drawn) => operationOf(world, run.shape, run.table, drawn, run.walls))
    outcomes = await attempt(run.sql, operations)
  } finally {
    await run.sql.unsafe('rollback to savepoint before_world')
  }
  for (const [index, operation] of operations.entries()) {
    const outcome = outcomes[index]
    tried.add(`${operation.actor.kind} ${operation.verb}`)
    const expected = decide(world, run.shape, operation, run.walls)
    if (!outcome || !agrees(expected, outcome)) return { world, operation, expected, outcome }
  }
  return null
}

function agrees(expected: Expected, outcome: Outcome): boolean {
  if ('refused' in expected) return 'refused' in outcome && expected.refused.includes(outcome.refused)
  if ('ids' in expected) return 'ids' in outcome && outcome.ids.join() === expected.ids.join()
  return 'changed' in outcome && outcome.changed === expected.changed
}
