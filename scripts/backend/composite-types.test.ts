import { describe, expect, it } from 'vitest'
import { compositeParser, splitRecord } from './composite-types'

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
})
