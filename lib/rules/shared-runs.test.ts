import { expect, test } from 'vitest'
import { splitSharedRuns } from './shared-runs'

const NOW = new Date('2026-12-03T12:00:00Z')
const run = (
  name: string,
  startsAt: string | null,
  endsAt: string | null = null,
  status = 'scheduled' as const,
) => ({
  name,
  startsAt,
  endsAt,
  status: status as 'scheduled' | 'completed',
})

test('the next run comes first, what has no date last, and what is over apart with the latest first', () => {
  const { upcoming, past } = splitSharedRuns(
    [
      run('no date', null),
      run('next week', '2026-12-10T10:00:00Z'),
      run('yesterday', '2026-12-02T10:00:00Z', '2026-12-02T12:00:00Z'),
      run('under way', '2026-12-03T10:00:00Z', '2026-12-03T14:00:00Z'),
      run('last month', '2026-11-03T10:00:00Z'),
      { ...run('done early', '2026-12-20T10:00:00Z'), status: 'completed' as const },
    ],
    NOW,
  )
  expect(upcoming.map(({ name }) => name)).toEqual(['under way', 'next week', 'no date'])
  expect(past.map(({ name }) => name)).toEqual(['done early', 'yesterday', 'last month'])
})

test('runs at the same moment, or without any, are in the order of their names', () => {
  const { upcoming } = splitSharedRuns(
    [run('b', null), run('a', null), run('d', '2026-12-10T10:00:00Z'), run('c', '2026-12-10T10:00:00Z')],
    NOW,
  )
  expect(upcoming.map(({ name }) => name)).toEqual(['c', 'd', 'a', 'b'])
})
