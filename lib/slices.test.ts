import { describe, expect, test } from 'vitest'
import { readRecipients } from '@/lib/rules/recipients'
import { inSlices } from '@/lib/slices'

describe('work in slices', () => {
  test('is done for everything, in order, and lets other work in between', async () => {
    const seen: number[] = []
    const heard: number[] = []
    let others = 0
    const timer = setInterval(() => others++)
    const items = Array.from({ length: 60 }, (_, index) => index)
    await inSlices(
      items,
      (item) => {
        for (const end = performance.now() + 2; performance.now() < end;);
        seen.push(item)
      },
      (done) => heard.push(done),
    )
    clearInterval(timer)
    expect(seen).toEqual(items)
    expect(heard.length).toBeGreaterThan(3)
    expect(heard).toEqual([...heard].sort((one, other) => one - other))
    expect(others).toBeGreaterThan(0)
  })

  test('of a list that is short waits for nothing', async () => {
    const order: string[] = []
    const all = inSlices(['a'], (item) => order.push(item))
    order.push('after')
    await all
    expect(order).toEqual(['a', 'after'])
  })
})

test.each(['\n', ', '])(
  'ten thousand pasted people with %j between them never hold the page up',
  async (separator) => {
    const people = Array.from(
      { length: 10_000 },
      (_, index) => `"Person ${index}" <person-${index}@example.org>`,
    )
    let longest = 0
    let last = process.cpuUsage()
    const timer = setInterval(() => {
      // What this process computed, not what the clock says: on a busy machine others have their turn in between.
      const { user, system } = process.cpuUsage(last)
      longest = Math.max(longest, (user + system) / 1000)
      last = process.cpuUsage()
    })
    const read: number[] = []
    const parsed = await readRecipients([...people, 'person-1@example.org'].join(separator), (done) =>
      read.push(done),
    )
    clearInterval(timer)
    expect(parsed.recipients).toHaveLength(10_000)
    expect(parsed.duplicates).toBe(1)
    expect(parsed.recipients.every(({ problem }) => problem === null)).toBe(true)
    expect(read.length).toBeGreaterThan(1)
    // Generous for a slow machine; in one piece it is many times this.
    expect(longest).toBeLessThan(250)
  },
)
