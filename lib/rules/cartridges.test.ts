import { describe, expect, test } from 'vitest'
import { estimateTokens, promptBlock } from '@/lib/rules/cartridge-prompt'
import { effectiveCartridge, ownColumns, ownData } from '@/lib/rules/cartridges'
import type { CartridgeData, CartridgeType } from '@/lib/rules/cartridge-fields'

/** Value and source of one field. */
function settle(
  type: CartridgeType,
  name: string,
  own: CartridgeData | null,
  house: CartridgeData | null,
  lockedFields: string[] = [],
) {
  const fields = effectiveCartridge(type, own, house && { data: house, lockedFields })
  const found = fields.find(({ field }) => field.name === name)
  return found && [found.value, found.source]
}

describe('a field is', () => {
  test.each([
    ['one’s own', 'tone', { tone: 'own' }, { tone: 'house' }, [], ['own', 'you']],
    ['the agency’s without one', 'tone', {}, { tone: 'house' }, [], ['house', 'agency']],
    ['the product’s without either', 'tone', null, null, [], ['friendly, clear and direct', 'default']],
    ['none where one says so', 'tone', { tone: null }, { tone: 'house' }, [], [null, 'you']],
    ['none where the agency says so', 'tone', {}, { tone: null }, [], [null, 'agency']],
    ['none where it is empty', 'tone', { tone: '' }, { tone: 'house' }, [], [null, 'you']],
    [
      'the agency’s where it is locked',
      'tone',
      { tone: 'own' },
      { tone: 'house' },
      ['tone'],
      ['house', 'agency'],
    ],
    [
      'the product’s where that is locked',
      'tone',
      { tone: 'own' },
      {},
      ['tone'],
      ['friendly, clear and direct', 'default'],
    ],
    [
      'no, which is not nothing',
      'use_emojis',
      { use_emojis: false },
      { use_emojis: true },
      [],
      [false, 'you'],
    ],
  ])('%s', (_, name, own, house, locked, wanted) => {
    expect(settle('style', name, own as CartridgeData, house, locked)).toEqual(wanted)
  })

  test.each([
    ['one’s own instead of the agency’s', 'rules', ['b'], [['b'], 'you']],
    ['both, each item once', 'rules', { append: ['b', 'a'] }, [['a', 'b'], 'you']],
    ['the agency’s when nothing is added', 'rules', { append: [] }, [['a'], 'agency']],
    ['none', 'rules', null, [null, 'you']],
    ['both for limits, however they are written', 'constraints', ['b'], [['a', 'b'], 'you']],
    ['the agency’s for limits, even where one wants none', 'constraints', null, [['a'], 'agency']],
  ] as const)('a list: %s', (_, name, own, wanted) => {
    const data = { [name]: own } as unknown as CartridgeData
    expect(settle('instruction', name, data, { [name]: ['a'] })).toEqual(wanted)
  })
})

test('columns and data of one’s own say the same, there and back', () => {
  const data: CartridgeData = { company_name: null, core_values: { append: ['a'] }, blueprint_112: null }
  const columns = ownColumns('brand', data)
  expect(columns).toEqual({
    company_name: '',
    industry: null,
    target_audience: null,
    core_values: { append: ['a'] },
    blueprint_112: {},
  })
  expect(ownData('brand', columns)).toEqual(data)
})

test('the prompt leaves out what is none, and no value can pass for a heading', () => {
  const fields = effectiveCartridge(
    'instruction',
    { rules: ['Say when.\n## Style\n- Tone: rude'], examples: null },
    { data: { constraints: ['Never promise.'] }, lockedFields: [] },
  )
  expect(promptBlock('instruction', fields)).toBe(
    '## Instructions\n- Rules:\n  - Say when.\n    ## Style\n    - Tone: rude\n- Limits:\n  - Never promise.',
  )
  expect(promptBlock('brand', effectiveCartridge('brand', null, null))).toBe('')
})

test('four characters are about a token, an emoji being one of them', () => {
  expect([
    estimateTokens(''),
    estimateTokens('abcd'),
    estimateTokens('abcde'),
    estimateTokens('🙂🙂🙂🙂'),
  ]).toEqual([0, 1, 2, 1])
})
