import { describe, expect, it } from 'vitest'
import {
  calendarDate,
  canStillEdit,
  conflictingFields,
  dueWords,
  readTicketNumber,
  statusChoicesFrom,
  undoOf,
  writtenCount,
  type TicketFields,
} from '@/lib/rules/tickets'

const ticket: TicketFields = {
  title: 'Banner',
  description: null,
  status: 'open',
  waitingFor: null,
  priority: 'normal',
  assigneeId: null,
  dueOn: null,
  visibility: 'internal',
}

it('a closed ticket can only be opened again', () => {
  expect(statusChoicesFrom('closed').map(({ status }) => status)).toEqual(['open', 'closed'])
  expect(statusChoicesFrom('resolved')).toHaveLength(6)
})

it('undoing a change sets exactly what it changed', () => {
  expect(undoOf(ticket, { status: 'waiting', waitingFor: 'client' })).toEqual({
    status: 'open',
    waitingFor: null,
  })
})

describe('two people changing the same ticket', () => {
  it('both stand when they changed different fields', () => {
    const now = { ...ticket, assigneeId: 'ana', dueOn: '2026-12-03' }
    expect(conflictingFields({ priority: 'normal' }, { priority: 'high' }, now)).toEqual([])
  })
  it('agree when they set the same', () => {
    const now = { ...ticket, priority: 'high' as const }
    expect(conflictingFields({ priority: 'normal' }, { priority: 'high' }, now)).toEqual([])
  })
  it('have to be asked when they set the same field differently', () => {
    const now = { ...ticket, priority: 'urgent' as const }
    expect(conflictingFields({ priority: 'normal' }, { priority: 'high' }, now)).toEqual(['priority'])
  })
})

it.each([
  ['2026-11-18', 'open', '3 days overdue', 'overdue'],
  ['2026-11-20', 'waiting', '1 day overdue', 'overdue'],
  ['2026-11-21', 'open', 'Due today', 'soon'],
  ['2026-11-22', 'open', 'Due tomorrow', 'soon'],
  ['2026-12-03', 'open', 'Due 3 Dec', 'later'],
  ['2027-01-02', 'open', 'Due 2 Jan 2027', 'later'],
  ['2026-11-18', 'resolved', 'Due 18 Nov', 'later'],
] as const)('due on %s and %s reads "%s"', (dueOn, status, text, tone) => {
  expect(dueWords(dueOn, '2026-11-21', status)).toEqual({ text, tone })
})

it('a date says its year only when it is another one', () => {
  expect(calendarDate('2026-03-01', '2026-11-21')).toBe('1 Mar')
  expect(calendarDate('2025-03-01', '2026-11-21')).toBe('1 Mar 2025')
})

it.each([
  ['1042', 1042],
  ['#1042', 1042],
  ['0', null],
  ['', null],
  [undefined, null],
  ['10a', null],
  ['9999999999', null],
])('the number in %j is %j', (text, number) => {
  expect(readTicketNumber(text)).toBe(number)
})

it('counts stop at a thousand', () => {
  expect([writtenCount(999), writtenCount(1000)]).toEqual(['999', '1000+'])
})

it('a comment can be changed for a quarter of an hour', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  expect(canStillEdit('2026-11-21T09:45:01Z', now)).toBe(true)
  expect(canStillEdit('2026-11-21T09:45:00Z', now)).toBe(false)
})
