import { describe, expect, test } from 'vitest'
import { neighbourOf } from './client-neighbours'

const clients = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]

describe('neighbourOf', () => {
  test.each([
    ['a', 1, 'b'],
    ['b', -1, 'a'],
    ['c', 1, 'a'],
    ['a', -1, 'c'],
    ['archived', 1, 'a'],
    ['archived', -1, 'c'],
  ] as const)('from %s by %i comes %s', (id, step, next) => {
    expect(neighbourOf(clients, id, step)?.id).toBe(next)
  })

  test('nobody is their own neighbour', () => {
    expect(neighbourOf([{ id: 'a' }], 'a', 1)).toBeNull()
    expect(neighbourOf([], 'a', 1)).toBeNull()
  })
})
