import { expect, test } from 'vitest'
import { limitAfterKill, pace } from '@/lib/delivery/pace'

function run(busy: number, steps: number, isFull = true, most = 8): number {
  const { limit } = pace(most, () => busy)
  let last = 0
  for (let step = 0; step < steps; step++) last = limit(step * 250, isFull)
  return last
}

test('waiting for a slow server, it has more and more under way, up to the most', () => {
  expect(run(0.1, 3)).toBe(5)
  expect(run(0.1, 100)).toBe(8)
})

test('busy itself, it stays with two; never above what is allowed', () => {
  expect(run(0.9, 100)).toBe(2)
  expect(run(0.1, 100, true, 1)).toBe(1)
})

test('with nothing more to send there is no reason for more', () => {
  expect(run(0.1, 100, false)).toBe(2)
})

test('falls back when it becomes busy, and changes at most four times a second', () => {
  let busy = 0.1
  const { limit } = pace(8, () => busy)
  for (let step = 0; step < 20; step++) limit(step * 250, true)
  busy = 0.8
  expect([5_000, 5_010, 5_249, 5_250].map((now) => limit(now, true))).toEqual([7, 7, 7, 6])
})

test('after a kill at most one mail in a hundred is under way, but always one', () => {
  expect([0, 99, 199, 200, 850].map(limitAfterKill)).toEqual([1, 1, 1, 2, 8])
})
