import { describe, expect, it } from 'vitest'
import { compositeParser, splitRecord, withComposites } from './composite-types'

describe('a composite value as Postgres writes it', () => {
  it.each([
    ['(a,b)', ['a', 'b']],
    ['(,,)', [null, null, null]],
    ['("",x)', ['', 'x']],
    ['("one, two","said ""so""")', ['one, two', 'said "so"']],
    ['("back\\\\slash","(nested)")', ['back\\slash', '(nested)']],
    ['("two\nlines",أمسية)', ['two\nlines', 'أمسية']],
  ])('%s has the fields that were stored', (text, fields) => {
    expect(splitRecord(text)).toEqual(fields)
  })

  it('becomes an object with the values of its columns', () => {
    const parse = compositeParser(
      {
        oid: 1,
        name: 'thing',
        columns: [
          { name: 'name', type: 'text' },
          { name: 'isOpen', type: 'boolean' },
          { name: 'note', type: 'text' },
        ],
      },
      { boolean: (text) => text === 't' },
    )
    expect(parse('("A, B",f,)')).toEqual({ name: 'A, B', isOpen: false, note: null })
  })

  it('may hold others, and lists of others', () => {
    const inner = {
      oid: 1,
      name: 'part',
      columns: [
        { name: 'word', type: 'text' },
        { name: 'size', type: 'integer' },
      ],
    }
    const outer = {
      oid: 2,
      name: 'whole',
      columns: [
        { name: 'one', type: 'part' },
        { name: 'many', type: 'part[]' },
        { name: 'none', type: 'part[]' },
      ],
    }
    const parsers = withComposites([inner, outer], { integer: Number })
    expect(parsers.whole?.(String.raw`("(a,1)","{""(\\""b, c\\"",2)"",NULL}",{})`)).toEqual({
      one: { word: 'a', size: 1 },
      many: [{ word: 'b, c', size: 2 }, null],
      none: [],
    })
  })
})
