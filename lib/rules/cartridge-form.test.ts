import { describe, expect, test } from 'vitest'
import type { CartridgeData } from '@/lib/rules/cartridge-fields'
import { cartridgeFile, readCartridgeFile } from '@/lib/rules/cartridge-file'
import { fromDraft, isSameDraft, mergeDrafts, toDraft } from '@/lib/rules/cartridge-form'
import { describeCartridgeChanges } from '@/lib/rules/cartridge-history'
import { cartridgeFormSchema, parseCartridgeData } from '@/lib/schemas/cartridges'

const draftOf = (data: CartridgeData, name = 'Mine', lockedFields: string[] = []) =>
  toDraft('instruction', { name, data, lockedFields }, true)

describe('a form', () => {
  test.each<CartridgeData>([
    {},
    { rules: ['a'], examples: null },
    { rules: { append: ['a', 'b'] }, constraints: ['c'] },
    { examples: ['two\nlines'] },
  ])('says what was stored: %j', (data) => {
    expect(fromDraft('instruction', draftOf(data))).toEqual(data)
  })

  test('keeps an object that is no JSON as it was typed, and says so at its field', () => {
    const draft = toDraft('brand', { name: 'Mine', data: { blueprint_112: { a: 1 } } }, true)
    const blueprint = draft.fields.blueprint_112
    if (!blueprint) throw new Error('The field is missing.')
    draft.fields.blueprint_112 = { ...blueprint, text: '{ a: 1' }
    const { error } = cartridgeFormSchema('brand', true).safeParse(draft)
    expect(error?.issues).toMatchObject([
      { path: ['fields', 'blueprint_112', 'text'], message: 'This must be an object: { … }.' },
    ])
  })

  test('asks for what was left empty, for a name, and keeps to lengths', () => {
    const draft = toDraft(
      'style',
      { name: ' ', data: { tone: 'x'.repeat(501), vocabulary_level: 'x' } },
      true,
    )
    const vocabulary = draft.fields.vocabulary_level
    if (!vocabulary) throw new Error('The field is missing.')
    draft.fields.vocabulary_level = { ...vocabulary, text: '  ' }
    const { error } = cartridgeFormSchema('style', true).safeParse(draft)
    expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['name', 'Give it a name.'],
      ['fields.vocabulary_level.text', 'Write something here, or make another choice.'],
      ['fields.tone.text', 'Use at most 500 characters.'],
    ])
  })

  test('is not changed by what stands in a box that does not count', () => {
    const one = draftOf({})
    const other = draftOf({})
    other.fields.rules = { mode: 'inherit', text: '', list: ['typed, then inherited again'], isOn: false }
    expect(isSameDraft('instruction', one, other)).toBe(true)
  })
})

test('two people’s changes are laid over each other, and where they clash mine stays and is named', () => {
  const base = draftOf({ rules: ['a'] })
  const theirs = draftOf({ rules: ['b'], constraints: ['c'] }, 'Mine', ['rules'])
  const mine = draftOf({ rules: ['d'], examples: ['e'] })
  const { draft, clashes } = mergeDrafts(base, theirs, mine)
  expect(fromDraft('instruction', draft)).toEqual({ rules: ['d'], constraints: ['c'], examples: ['e'] })
  expect(draft.locked).toEqual(['rules'])
  expect(clashes).toEqual(['rules'])
})

test('changes are told in words', () => {
  const state = (data: CartridgeData, lockedFields: string[] = [], isDefault = false, name = 'House') => ({
    name,
    data,
    lockedFields,
    isDefault,
  })
  const tell = (before: ReturnType<typeof state>, after: ReturnType<typeof state>) =>
    describeCartridgeChanges('instruction', before, after, 'as the agency')
  expect(tell(state({ rules: ['a', 'b'] }), state({ rules: ['b', 'c'] }))).toEqual([
    'Rules: added “c”',
    'Rules: removed “a”',
  ])
  expect(tell(state({ rules: ['a', 'b'] }), state({ rules: ['b', 'a'] }))).toEqual([
    'Rules: put in another order',
  ])
  expect(tell(state({}), state({ rules: { append: ['a'] } }))).toEqual([
    'Rules: as the agency → as the agency, and “a”',
  ])
  expect(tell(state({ examples: ['a'] }), state({ examples: null }, ['rules'], true, 'New'))).toEqual([
    'Renamed from “House” to “New”',
    'Rules: locked',
    'Examples: “a” → none',
    'Made the default',
  ])
})

describe('a file', () => {
  const stored = {
    type: 'instruction',
    name: 'Mine',
    data: { rules: ['a'] },
    lockedFields: ['rules'],
  } as const
  test('comes back as it went', () => {
    const { file } = readCartridgeFile(cartridgeFile({ ...stored, data: { rules: ['a'] } }), 'instruction')
    expect(file).toEqual({ name: 'Mine', data: { rules: ['a'] }, lockedFields: ['rules'] })
  })
  test.each([
    ['no JSON', '{', /^This is not JSON/],
    ['no object', '[]', /must hold one object/],
    ['of another type', '{"type": "brand", "data": {}}', /cartridge of brand/],
    ['of something else', '{"format": "x", "data": {}}', /no cartridge of ours/],
    ['with more than there is', '{"data": {}, "extra": 1}', /“extra”/],
    ['with a name that is none', '{"data": {}, "name": 1}', /^name:/],
  ])('is refused when it is %s', (_, text, words) => {
    expect(readCartridgeFile(text, 'instruction').fault).toMatch(words)
  })
  test('of bare data is taken, and each field that is wrong is named', () => {
    const { file } = readCartridgeFile(
      '{"rules": [1], "tone": "x", "examples": {"append": "a"}}',
      'instruction',
    )
    expect(parseCartridgeData('instruction', true, file?.data).faults).toEqual([
      { field: 'rules', message: 'This must be a text.' },
      { field: 'examples', message: 'This must be a list of texts.' },
      { field: 'tone', message: 'Tone is no field of this type.' },
    ])
  })
})
