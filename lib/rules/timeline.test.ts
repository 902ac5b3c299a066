import { describe, expect, test } from 'vitest'
import {
  eventWords,
  foldChanges,
  formatTimelineParams,
  isOnlyCommunications,
  parseTimelineParams,
  TIMELINE_KINDS,
  toggleKind,
  type TimelineKind,
} from './timeline'

const entries = (...kinds: TimelineKind[]) => kinds.map((kind, index) => ({ key: String(index), kind }))
const sizes = (...kinds: TimelineKind[]) => foldChanges(entries(...kinds)).map((row) => row.entries.length)

describe('foldChanges', () => {
  test('three changes in a row become one line, two do not, and words break the row', () => {
    expect(sizes('ticket', 'alert', 'document')).toEqual([3])
    expect(sizes('ticket', 'alert')).toEqual([1, 1])
    expect(sizes('ticket', 'alert', 'email', 'ticket', 'ticket', 'ticket', 'note')).toEqual([1, 1, 1, 3, 1])
    expect(sizes('ticket', 'alert', 'comment', 'invoice', 'ticket', 'document')).toEqual([1, 1, 1, 3])
    expect(sizes()).toEqual([])
  })

  test('every entry is shown once and in its place', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const kinds = Array.from(
        { length: seed % 17 },
        (_, index) => TIMELINE_KINDS[(seed * 31 + index * index * 7) % TIMELINE_KINDS.length] ?? 'note',
      )
      const list = entries(...kinds)
      expect(foldChanges(list).flatMap((row) => row.entries)).toEqual(list)
    }
  })
})

test('the address says what is shown and reads back the same', () => {
  const params = { kinds: ['email', 'ticket'], until: '2026-11-03' } as const
  expect(parseTimelineParams(formatTimelineParams(params))).toEqual(params)
  expect(parseTimelineParams({ kinds: 'fax,call', until: 'once' })).toEqual({ kinds: ['call'], until: null })
  expect(parseTimelineParams({ kinds: TIMELINE_KINDS.join(',') })).toEqual({ kinds: [], until: null })
  expect(formatTimelineParams({ kinds: [], until: null })).toEqual({ kinds: undefined, until: undefined })
})

test('only communications means all four and nothing else', () => {
  expect(isOnlyCommunications({ kinds: ['email', 'call', 'meeting', 'note'], until: null })).toBe(true)
  expect(isOnlyCommunications({ kinds: ['email', 'call', 'meeting'], until: null })).toBe(false)
  expect(isOnlyCommunications({ kinds: ['email', 'call', 'meeting', 'alert'], until: null })).toBe(false)
  expect(isOnlyCommunications({ kinds: [], until: null })).toBe(false)
})

test('a kind goes on and off, and all of them are everything', () => {
  expect(toggleKind([], 'call')).toEqual(['call'])
  expect(toggleKind(['email', 'call'], 'call')).toEqual(['email'])
  expect(toggleKind(TIMELINE_KINDS.slice(1), 'email')).toEqual([])
})

test('what happened is said in words', () => {
  expect([
    eventWords('email', 'logged'),
    eventWords('alert', 'raised'),
    eventWords('alert', 'escalated'),
    eventWords('ticket', 'resolved'),
    eventWords('ticket', 'moved', 'in_progress'),
    eventWords('ticket', 'reopened', 'open'),
    eventWords('comment', 'commented'),
    eventWords('invoice', 'paid'),
  ]).toEqual([
    'E-mail',
    'Alert raised',
    'Alert made a ticket',
    'Ticket resolved',
    'Ticket moved to In progress',
    'Ticket opened again',
    'Comment',
    'Invoice paid',
  ])
})
