import postgres, { type Sql } from 'postgres'
import { guards } from '../guards/all'
import { checkModel } from '../model/check'
import type { Shape } from '../model/shape'
import type { Mutant } from './mutants'

export interface Verdict {
  mutant: Mutant
  /** Who saw it: the model check (with how many cases), only the guards of the catalogue, or nobody. */
  by: 'model' | 'guards' | 'nobody'
  cases: number
}

const { PostgresError } = postgres
/** Enough for a fault that shows in one statement of several hundred; most show within fifty. */
const MOST_CASES = 4000

/**
 * Plants one fault, in a transaction that is rolled back, and lets the tests look for it. The model check may take up to `mostCases`
 * before the guards are asked.
 */
export async function tryToKill(
  sql: Sql,
  shape: Shape,
  mutant: Mutant,
  seed: number,
  mostCases = MOST_CASES,
): Promise<Verdict> {
  let cases = 0
  for (const walls of ['all', 'writes'] as const) {
    const result = await lookFor({
      sql,
      shape,
      table: mutant.table,
      cases: walls === 'all' && isSeenBehindWalls(mutant) ? Math.min(500, mostCases) : mostCases,
      seed,
      walls,
      sabotage: mutant.sql,
      isQuick: true,
    })
    cases += result.cases
    if (result.counterexample !== null) return { mutant, by: 'model', cases }
    if (!isSeenBehindWalls(mutant)) break
  }
  await sql.unsafe('begin')
  try {
    await sql.unsafe(mutant.sql).simple()
    for (const { find } of guards) if ((await find(sql)).length > 0) return { mutant, by: 'guards', cases }
    return { mutant, by: 'nobody', cases }
  } finally {
    await sql.unsafe('rollback')
  }
}

/** A fault may keep a world from being made at all, where triggers fill in what constraints ask for: that is seen, too. */
async function lookFor(
  options: Parameters<typeof checkModel>[0],
): Promise<{ cases: number; counterexample: unknown }> {
  try {
    return await checkModel(options)
  } catch (error) {
    if (!(error instanceof PostgresError) || !error.code.startsWith('23')) throw error
    await options.sql.unsafe('rollback')
    return { cases: 0, counterexample: error.message }
  }
}

/** A fault in the policy of a write may hide behind the column grants, so it is looked for without them too. */
function isSeenBehindWalls({ name }: Mutant): boolean {
  return /, (insert|update|delete): /.test(name)
}
