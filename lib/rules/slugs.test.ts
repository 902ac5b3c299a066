import { expect, it } from 'vitest'
import { SLUG_PATTERN, suggestSlug } from '@/lib/rules/slugs'

it.each([
  ['Harbour & Field', 'harbour-field'],
  ['  Café Zürich GmbH ', 'cafe-zurich-gmbh'],
  ['Straße 9', 'strasse-9'],
  ["O'Neill’s", 'oneills'],
  ['--- a ---', 'a'],
  ['Łódź Ærø', 'lodz-aero'],
])('the short name of %j is suggested as %s', (name, slug) => {
  expect(suggestSlug(name)).toBe(slug)
})

it('a name without usable letters suggests nothing', () => {
  expect(suggestSlug('日本語')).toBe('')
})

it('a very long name is cut to a valid short name', () => {
  const slug = suggestSlug('a '.repeat(100))
  expect(slug).toMatch(SLUG_PATTERN)
  expect(slug.length).toBeLessThanOrEqual(48)
})
