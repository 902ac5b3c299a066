import { expect, it } from 'vitest'
import { insertMention, mentionAt, mentionedIn, peopleToMention } from '@/lib/rules/mentions'

const people = [
  { id: '1', name: 'Ann' },
  { id: '2', name: 'Ann Lee' },
  { id: '3', name: 'ليلى الحسن' },
  { id: '4', name: 'Maximiliane-Theodora von Hohenstein' },
]

it.each([
  ['@', { start: 0, typed: '' }],
  ['Hello @An', { start: 6, typed: 'An' }],
  ['(@Ann Le', { start: 1, typed: 'Ann Le' }],
  ['ask @ليلى', { start: 4, typed: 'ليلى' }],
  ['mail ann@example', null],
  ['@Ann Lee said', null],
  ['nobody', null],
])('%j calls %j', (text, call) => {
  expect(mentionAt(text, text.length)).toEqual(call)
})

it('people are offered by the beginning of any of their names, until one is said in full', () => {
  expect(peopleToMention(people, 'l').map(({ id }) => id)).toEqual(['2'])
  expect(peopleToMention(people, 'an').map(({ id }) => id)).toEqual(['1', '2'])
  expect(peopleToMention(people, 'ann lee')).toEqual([])
})

it('a chosen name stands in place of what was typed', () => {
  expect(insertMention('Hello @An there', 9, 6, 'Ann Lee')).toEqual({
    text: 'Hello @Ann Lee there',
    caret: 15,
  })
})

it('those are mentioned whose full name is called, the longer name first', () => {
  expect(mentionedIn('@Ann Lee and @ليلى الحسن', people)).toEqual(['3', '2'])
  expect(mentionedIn('@Ann, see ann@lee.example', people)).toEqual(['1'])
})
