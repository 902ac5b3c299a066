import fc from 'fast-check'
import type { Sql } from 'postgres'
import type { TableName } from '../../access-matrix'
import { attempt, insertWorld, prepareConnection, type Outcome } from './executor'
import { draw, operationOf, type Draw } from './operations'
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
const SHRINK_MS = 30_000

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
  // What a world left to be checked at the end is checked now: a table with checks still to come keeps its triggers.
  await sql
    .unsafe(`set constraints all immediate; set constraints all deferred;\n${statements.join(';\n')}`)
    .simple()
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
    const property = worldsAndDraws(async (plan, draws) => {
      cases += draws.length
      const disagreement = await inWorld(sql, plan, (world) => firstDisagreement(run, world, draws, tried))
      if (disagreement) {
        found.push(disagreement)
        throw new Error('disagreement')
      }
    })
    const result = await fc.check(property, {
      seed: run.seed,
      numRuns: worldsFor(run.cases),
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

export interface TableResult {
  cases: number
  tried: number
  /** What Postgres and the oracle disagreed about first, and from what it was made. */
  found: (Disagreement & { plan: WorldPlan; drawn: Draw }) | null
}

/**
 * The same cases as `checkModel` has for each of these tables, in a fifth of the time: all tables share each world, and making
 * worlds is what takes long.
 */
export async function checkTables(
  run: Omit<ModelRun, 'table' | 'sabotage' | 'isQuick'>,
  tables: readonly TableName[],
): Promise<Map<TableName, TableResult>> {
  const { sql, walls } = run
  await prepareConnection(sql)
  const results = new Map<TableName, TableResult>()
  const tried = new Map(tables.map((table) => [table, new Set<string>()]))
  const property = worldsAndDraws(async (plan, draws) => {
    await inWorld(sql, plan, async (world) => {
      for (const [table, pairs] of tried) {
        const before = results.get(table)
        if (before?.found) continue
        await sql.unsafe('savepoint before_table')
        if (walls === 'writes') await openOtherWalls(sql, table)
        const found = await firstDisagreement({ ...run, table }, world, draws, pairs)
        await sql.unsafe('rollback to savepoint before_table')
        const cases = (before?.cases ?? 0) + draws.length
        results.set(table, { cases, tried: pairs.size, found: found && { ...found, plan } })
      }
    })
  })
  await sql.unsafe('begin')
  try {
    const result = await fc.check(property, { seed: run.seed, numRuns: worldsFor(run.cases) })
    if (result.failed) throw result.errorInstance
  } finally {
    await sql.unsafe('rollback')
  }
  return results
}

/** The story of what `checkTables` found, in the smallest world and with the smallest statement that half a minute finds. */
export async function tellSmallest(run: ModelRun, first: NonNullable<TableResult['found']>): Promise<string> {
  const { sql } = run
  const found: Disagreement[] = [first]
  const property = fc.asyncProperty(worldPlan, draw, async (plan, drawn) => {
    const smaller = await inWorld(sql, plan, (world) => firstDisagreement(run, world, [drawn], new Set()))
    if (!smaller) return
    found.push(smaller)
    throw new Error('disagreement')
  })
  await sql.unsafe('begin')
  try {
    if (run.walls === 'writes') await openOtherWalls(sql, run.table)
    const { numShrinks } = await fc.check(property, {
      seed: run.seed,
      numRuns: 1,
      examples: [[first.plan, first.drawn]],
      plugins: [fc.interruptAfterTimeLimit(SHRINK_MS)],
    })
    return tellStory(found.at(-1) ?? first, run, numShrinks)
  } finally {
    await sql.unsafe('rollback')
  }
}

const worldsFor = (cases: number) => Math.ceil(cases / CASES_PER_WORLD)

const worldsAndDraws = (act: (plan: WorldPlan, draws: Draw[]) => Promise<void>) =>
  fc.asyncProperty(worldPlan, fc.array(draw, { minLength: CASES_PER_WORLD, maxLength: CASES_PER_WORLD }), act)

/** Makes a world, and undoes it together with all that was done in it. */
async function inWorld<T>(sql: Sql, plan: WorldPlan, act: (world: World) => Promise<T>): Promise<T> {
  await sql.unsafe('savepoint before_world')
  try {
    return await act(await insertWorld(sql, buildWorld(plan)))
  } finally {
    await sql.unsafe('rollback to savepoint before_world')
  }
}

async function firstDisagreement(
  run: ModelRun,
  world: World,
  draws: readonly Draw[],
  tried: Set<string>,
): Promise<(Disagreement & { drawn: Draw }) | null> {
  const operations = draws.map((drawn) => operationOf(world, run.shape, run.table, drawn, run.walls))
  const outcomes = await attempt(run.sql, operations)
  for (const [index, operation] of operations.entries()) {
    const outcome = outcomes[index]
    const drawn = draws[index]
    tried.add(`${operation.actor.kind} ${operation.verb}`)
    const expected = decide(world, run.shape, operation, run.walls)
    if (drawn && (!outcome || !agrees(expected, outcome)))
      return { world, operation, expected, outcome, drawn }
  }
  return null
}

function agrees(expected: Expected, outcome: Outcome): boolean {
  if ('refused' in expected) return 'refused' in outcome && expected.refused.includes(outcome.refused)
  if ('ids' in expected) return 'ids' in outcome && outcome.ids.join() === expected.ids.join()
  return 'changed' in outcome && outcome.changed === expected.changed
}
