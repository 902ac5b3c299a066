import { expect, test } from 'vitest'
import { domainOf, isSafeLink, normaliseLink } from '@/lib/rules/document-links'

test.each([
  ['https://example.org', true],
  ['HTTPS://Example.org/a?b#c', true],
  ['https://bücher.example/ü', true],
  ['http://example.org', false],
  ['javascript:alert(1)', false],
  ['data:text/html,<script>', false],
  ['//example.org', false],
  ['example.org', false],
  ['https://bank.example@evil.example/', false],
  ['https://user:pw@evil.example/', false],
  ['https://exa mple.org', false],
  ['https://localhost/', false],
  ['https://', false],
  ['', false],
])('%j may be a link: %s', (text, expected) => {
  expect(isSafeLink(text)).toBe(expected)
})

test('what is stored is what a browser would open, and what is shown is its host', () => {
  expect(normaliseLink('HTTPS://Bücher.example/ü')).toBe('https://xn--bcher-kva.example/%C3%BC')
  expect(domainOf('https://www.example.org/a')).toBe('example.org')
  expect(domainOf('https://xn--bcher-kva.example/')).toBe('xn--bcher-kva.example')
})
