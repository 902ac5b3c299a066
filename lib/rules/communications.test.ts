import { describe, expect, test } from 'vitest'
import {
  directionRule,
  directionWords,
  durationWords,
  readParticipants,
  splitParticipants,
  titleOf,
} from './communications'

test('who spoke is asked for where it matters', () => {
  expect(['email', 'call', 'meeting', 'note'].map((type) => directionRule(type as 'email'))).toEqual([
    'required',
    'required',
    'optional',
    'none',
  ])
})

test('the same e-mail comes from the client for staff and from oneself for the client', () => {
  expect([directionWords('inbound', true), directionWords('inbound', false)]).toEqual([
    'From client',
    'From you',
  ])
  expect([directionWords('outbound', true), directionWords('outbound', false)]).toEqual([
    'To client',
    'To you',
  ])
})

test.each([
  [0, '0 min'],
  [18, '18 min'],
  [60, '1 h'],
  [75, '1 h 15 min'],
])('%d minutes are %s', (minutes, words) => {
  expect(durationWords(minutes)).toBe(words)
})

describe('titleOf', () => {
  test.each([
    [{ type: 'note', subject: ' Plan ', body: 'x' }, 'Plan'],
    [{ type: 'note', subject: null, body: 'First line\nsecond' }, 'First line'],
    [{ type: 'call', subject: '  ', body: null }, 'Call'],
    [{ type: 'note', subject: null, body: '😀'.repeat(90) }, `${'😀'.repeat(80)}…`],
  ] as const)('%o is called %s', (entry, title) => {
    expect(titleOf(entry)).toBe(title)
  })
})

test('names are read from one line and from what other programs stored', () => {
  expect(splitParticipants(' Vera Coombes, Peter Lowe;Vera Coombes\n, ')).toEqual([
    'Vera Coombes',
    'Peter Lowe',
  ])
  expect(readParticipants(['Vera', { name: 'Peter', email: 'p@x' }, { email: 'q@x' }, 7, null, ' '])).toEqual(
    ['Vera', 'Peter', 'q@x'],
  )
  expect(readParticipants('Vera')).toEqual([])
})
