import { describe, expect, test } from 'vitest'
import { displayHost, linkParts, safeHref } from './links'

describe('safeHref', () => {
  test.each([
    ['https://northquay.example', 'https://northquay.example/'],
    ['northquay.example/events', 'https://northquay.example/events'],
    ['  http://www.northquay.example ', 'http://www.northquay.example/'],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    ['data:text/html,<script>', null],
    ['https://a.example/"onmouseover="x', null],
    ['intranet', null],
    ['two words.example', null],
    ['', null],
  ])('%s leads to %s', (typed, href) => {
    expect(safeHref(typed)).toBe(href)
  })
})

test('a host is written as people say it', () => {
  expect(displayHost('https://www.northquay.example/a?b')).toBe('northquay.example')
})

describe('linkParts', () => {
  const links = (text: string) => linkParts(text).flatMap(({ href }) => href ?? [])

  test('nothing of the text is lost', () => {
    for (const text of ['', 'plain', 'a https://x.example. b (https://y.example/(z)), c javascript:alert(1)'])
      expect(
        linkParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
  })

  test('full stops and brackets around an address are not part of it', () => {
    expect(links('See https://x.example/a, (https://y.example/b) and https://z.example.')).toEqual([
      'https://x.example/a',
      'https://y.example/b',
      'https://z.example/',
    ])
  })

  test('only http and https are links', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://x.example file:///etc/passwd')).toEqual([])
  })
})
