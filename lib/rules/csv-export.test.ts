import { expect, test } from 'vitest'
import { CSV_START, toCsv, toCsvLine } from './csv-export'

test.each([
  ['=1+1', `'=1+1`],
  ['+49 40 1234', `'+49 40 1234`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `"'\t=1"`],
  ['\tplain', `"'\tplain"`],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['\nplain', `"'\nplain"`],
  ['\r\n@a', `"'\r\n@a"`],
  ['  =1', `'  =1`],
  ['\u00a0=1', `'\u00a0=1`],
  ['＝1', `'＝1`],
  ['＋1', `'＋1`],
  ['－1', `'－1`],
  ['＠a', `'＠a`],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
])('%j is text and no formula', (value, written) => {
  expect(toCsvLine([value])).toBe(`${written}\r\n`)
})

test.each([
  ['a=1', 'a=1'],
  ['a-b', 'a-b'],
  ['1,5', '"1,5"'],
  ['1;5', '"1;5"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [' spaced ', '" spaced "'],
  ['', ''],
])('%j stays as it is', (value, written) => {
  expect(toCsvLine([value])).toBe(`${written}\r\n`)
})

test('a file begins with what says that it is UTF-8, and nothing stands for null', () => {
  expect(toCsv(['A', 'B'], [['ä', null]])).toBe(`${CSV_START}A,B\r\nä,\r\n`)
})
