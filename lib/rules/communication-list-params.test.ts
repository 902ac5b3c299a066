import { expect, test } from 'vitest'
import {
  changeCommunicationListParams,
  cursorOfDay,
  endOfDay,
  formatCommunicationListParams,
  isNarrowed,
  parseCommunicationListParams,
} from './communication-list-params'

const NOTHING = { search: '', type: null, direction: null, visibility: null, occurred: null, cursor: null }

test('what makes no sense counts as not given', () => {
  expect(
    parseCommunicationListParams({
      type: 'fax',
      direction: 'up',
      visibility: 'all',
      occurred: '2026-11-16~2026-11-23',
      after: 'x~y',
      q: ['  ', 'b'],
    }),
  ).toEqual(NOTHING)
  expect(isNarrowed(NOTHING)).toBe(false)
})

test('an address keeps everything and reads back the same', () => {
  const params = {
    search: 'minutes',
    type: 'email',
    direction: 'inbound',
    visibility: 'client',
    occurred: { from: '2026-11-16T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' },
    cursor: {
      direction: 'after',
      value: '2026-11-03T00:00:00.000Z',
      id: '00000000-0000-0000-0000-000000000000',
    },
  } as const
  expect(parseCommunicationListParams(formatCommunicationListParams(params))).toEqual(params)
  expect(isNarrowed(params)).toBe(true)
  expect(changeCommunicationListParams(params, { type: 'call' })).toEqual({
    ...params,
    type: 'call',
    cursor: null,
  })
})

test('a day ends where the next one begins on the clock of the agency, also when the clock is changed', () => {
  expect(endOfDay('2026-11-03', 'Europe/London')).toBe('2026-11-04T00:00:00.000Z')
  expect(endOfDay('2026-07-03', 'Europe/London')).toBe('2026-07-03T23:00:00.000Z')
  expect(endOfDay('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T23:00:00.000Z')
  expect(endOfDay('2026-12-31', 'Asia/Tokyo')).toBe('2026-12-31T15:00:00.000Z')
  expect(endOfDay('tomorrow', 'UTC')).toBeNull()
  expect(cursorOfDay('2026-02-31x', 'UTC')).toBeNull()
})

test('a place without its moment counts as not given', () => {
  const id = '00000000-0000-4000-8000-000000000001'
  expect(parseCommunicationListParams({ after: `~${id}` }).cursor).toBeNull()
})
