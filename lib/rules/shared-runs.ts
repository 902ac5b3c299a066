import type { RunStatus } from '@/lib/rules/runs'

type Dated = { name: string; status: RunStatus | null; startsAt: string | null; endsAt: string | null }

/**
 * What is still to come, the next one first and what has no date last, and what is over, the latest first. A run is over
 * when it is completed, or its end (its start, when it has no end) has passed.
 */
export function splitSharedRuns<Run extends Dated>(
  runs: readonly Run[],
  now: Date,
): { upcoming: Run[]; past: Run[] } {
  const inOrder = [...runs].sort(byStart)
  return {
    upcoming: inOrder.filter((run) => !isOver(run, now)),
    past: inOrder.filter((run) => isOver(run, now)).reverse(),
  }
}

function isOver(run: Dated, now: Date): boolean {
  const end = run.endsAt ?? run.startsAt
  return run.status === 'completed' || (end !== null && Date.parse(end) < now.getTime())
}

function byStart(one: Dated, other: Dated): number {
  const start = (run: Dated) => (run.startsAt === null ? Infinity : Date.parse(run.startsAt))
  const [a, b] = [start(one), start(other)]
  return a === b ? one.name.localeCompare(other.name, 'en') : a - b
}
