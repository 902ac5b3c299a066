import type { TableName } from '../../access-matrix'
import type { Outcome } from './executor'
import type { Operation } from './operations'
import { agencyOf, know, type Expected, type Walls } from './oracle'
import type { World } from './world'

export interface Disagreement {
  world: World
  operation: Operation
  expected: Expected
  outcome: Outcome | undefined
}

/** The counterexample as a reader needs it: who tried what, what was right, what happened, and the world it happened in. */
export function tellStory(
  found: Disagreement,
  run: { table: TableName; seed: number; walls: Walls },
  shrinks: number,
): string {
  const { world, operation, expected, outcome } = found
  const who = know(world, operation.actor)
  const rows = Object.entries(world.tables)
    .filter(([table]) => table !== 'activity_log' || run.table === 'activity_log')
    .flatMap(([table, all]) =>
      all.map(
        (row) => `    ${table} ${JSON.stringify({ of: agencyOf(world, table as TableName, row), ...row })}`,
      ),
    )
  return [
    `${run.table}: Postgres and the access matrix disagree (walls: ${run.walls}, seed ${run.seed}, shrunk ${shrinks} times).`,
    `  ${operation.actor.kind} ${who.id ?? ''} of agency ${who.agency ?? '-'}, client ${who.client ?? '-'}`,
    `  did      ${operation.statement}`,
    `  expected ${JSON.stringify(expected)}`,
    `  got      ${JSON.stringify(outcome)}`,
    '  in this world:',
    ...rows,
  ].join('\n')
}
