import { describe, expect, it } from 'vitest'
import { shortMemory } from '@/lib/short-memory'

function asking(options: { maxEntries?: number } = {}) {
  const clock = { now: 0 }
  const asked: string[] = []
  const remember = shortMemory(
    (key) => {
      asked.push(key)
      return key === 'broken'
        ? Promise.reject(new Error('broken'))
        : Promise.resolve(`${key} ${asked.length}`)
    },
    {
      milliseconds: 1_000,
      maxEntries: options.maxEntries ?? 10,
      isKept: (answer) => !answer.startsWith('nothing'),
      now: () => clock.now,
    },
  )
  return { clock, asked, remember }
}

describe('an answer that is remembered for a moment', () => {
  it('is asked for once by those who come together', async () => {
    const { asked, remember } = asking()
    expect(await Promise.all([remember('a'), remember('a'), remember('b')])).toEqual(['a 1', 'a 1', 'b 2'])
    expect(asked).toEqual(['a', 'b'])
  })

  it('is asked for again when the moment has passed', async () => {
    const { clock, remember } = asking()
    expect(await remember('a')).toBe('a 1')
    clock.now = 999
    expect(await remember('a')).toBe('a 1')
    clock.now = 1_000
    expect(await remember('a')).toBe('a 2')
  })

  it('is not kept when there was none', async () => {
    const { asked, remember } = asking()
    await expect(remember('broken')).rejects.toThrow('broken')
    await expect(remember('broken')).rejects.toThrow('broken')
    expect(asked).toEqual(['broken', 'broken'])
  })

  it('is not kept when it is not worth it, but shared all the same', async () => {
    const { remember } = asking()
    expect(await Promise.all([remember('nothing'), remember('nothing')])).toEqual(['nothing 1', 'nothing 1'])
    expect(await remember('nothing')).toBe('nothing 2')
  })

  it('gives way to newer ones when there are too many', async () => {
    const { asked, remember } = asking({ maxEntries: 2 })
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await remember(key)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
  })
})
