import { describe, expect, it } from 'vitest'
import {
  adjustCount,
  countWords,
  dayHeading,
  formatInboxParams,
  groupInbox,
  increaseWords,
  parseInboxParams,
  safeActionUrl,
} from '@/lib/rules/inbox'

const ID = '0e8f7b7e-5d3a-4c52-9d3c-6f0d0f5b6a11'

describe('the address of the inbox', () => {
  it('is short for what everybody sees first', () => {
    const params = parseInboxParams({})
    expect(params).toEqual({ tab: 'all', category: null, cursor: null })
    expect(formatInboxParams(params)).toEqual({
      show: undefined,
      category: undefined,
      after: undefined,
      before: undefined,
    })
  })

  it('reads back what it wrote', () => {
    const cursor = { direction: 'after' as const, value: '2026-12-03T18:00:00+00:00', id: ID }
    const params = { tab: 'unread' as const, category: 'runs' as const, cursor }
    expect(parseInboxParams(formatInboxParams(params))).toEqual(params)
  })

  it('ignores what makes no sense', () => {
    const odd = { show: 'everything', category: ['money', 'runs'], after: `yesterday~${ID}` }
    expect(parseInboxParams(odd)).toEqual({ tab: 'all', category: null, cursor: null })
  })
})

describe('counts', () => {
  it.each([
    [0, '0'],
    [99, '99'],
    [100, '99+'],
    [4000, '99+'],
  ])('%i is written %s', (count, words) => expect(countWords(count)).toBe(words))

  it('change at once, but not below nothing nor away from the cap', () => {
    expect(adjustCount(3, -1)).toBe(2)
    expect(adjustCount(0, -1)).toBe(0)
    expect(adjustCount(100, -1)).toBe(100)
  })

  it.each([
    [2, 3, '1 new notification'],
    [0, 4, '4 new notifications'],
    [98, 100, 'More new notifications'],
    [3, 3, null],
    [3, 0, null],
  ])('from %i to %i says %s', (before, after, words) => expect(increaseWords(before, after)).toBe(words))
})

describe('groups', () => {
  const item = (id: string, groupKey: string | null, createdAt: string) => ({ id, groupKey, createdAt })
  const dayOf = (createdAt: string) => createdAt.slice(0, 10)

  it('bring together what is about one thing on one day, where the newest stands', () => {
    const items = [
      item('e', 'run', '2026-12-03T12:00:00Z'),
      item('d', null, '2026-12-03T11:00:00Z'),
      item('c', 'run', '2026-12-03T10:00:00Z'),
      item('b', 'run', '2026-12-02T10:00:00Z'),
      item('a', null, '2026-12-02T09:00:00Z'),
    ]
    const shape = groupInbox(items, dayOf).map(({ day, groups }) => [
      day,
      groups.map((group) => group.items.map(({ id }) => id).join('')),
    ])
    expect(shape).toEqual([
      ['2026-12-03', ['ec', 'd']],
      ['2026-12-02', ['b', 'a']],
    ])
  })

  it('have names that differ from day to day', () => {
    const items = [item('b', 'run', '2026-12-03T12:00:00Z'), item('a', 'run', '2026-12-02T12:00:00Z')]
    const keys = groupInbox(items, dayOf).flatMap(({ groups }) => groups.map(({ key }) => key))
    expect(new Set(keys).size).toBe(2)
  })
})

describe('the heading over a day', () => {
  it.each([
    ['2026-12-03', 'Today'],
    ['2026-12-02', 'Yesterday'],
    ['2026-11-28', 'Saturday'],
    ['2026-11-26', 'Thursday 26 November'],
    ['2025-12-03', 'Wednesday 3 December 2025'],
  ])('%s is %s', (day, words) => expect(dayHeading(day, '2026-12-03').replace(',', '')).toBe(words))
})

describe('where a notification leads', () => {
  it.each([
    ['/shared/1', '/shared/1'],
    ['/provider/runs?edit=1#top', '/provider/runs?edit=1#top'],
    ['https://elsewhere.example/', null],
    ['//elsewhere.example', null],
    ['/\\elsewhere.example', null],
    ['javascript:alert(1)', null],
    [null, null],
  ])('%s is %s', (url, expected) => expect(safeActionUrl(url)).toBe(expected))
})
