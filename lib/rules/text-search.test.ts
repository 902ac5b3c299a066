import { expect, it } from 'vitest'
import { containsPattern, containsPatternInOr, normaliseSearch } from '@/lib/rules/text-search'

it.each([
  ['walk', '%walk%'],
  ['100%', '%100\\%%'],
  ['a_b', '%a\\_b%'],
  ['c:\\dir', '%c:\\\\dir%'],
  ['2*3', '%2_3%'],
])('%j is searched as %j', (text, pattern) => {
  expect(containsPattern(text)).toBe(pattern)
})

it('inside of a condition, what would end it stands for any character', () => {
  expect(containsPatternInOr('a (b), "c" 5%')).toBe('%a _b__ _c_ 5\\%%')
})

it('blanks around a search do not count, and a pasted novel is cut', () => {
  expect(normaliseSearch('  tides ')).toBe('tides')
  expect(normaliseSearch('x'.repeat(10_000))).toHaveLength(200)
})
