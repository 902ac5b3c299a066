import { describe, expect, it } from 'vitest'
import { safeNext } from '@/lib/rules/redirects'

describe('after signing in', () => {
  it.each([
    '/home',
    '/provider/runs?status=draft&q=a%20b',
    '/provider/runs/0b8f6c1e-7f3a-4a57-9f21-2f3f7d1f6c11',
    '/p/harbour-days#dates',
    '/search?q=https://elsewhere.example',
    '/%2Felsewhere.example',
  ])('the person goes on to %s', (next) => {
    expect(safeNext(next)).toBe(next)
  })

  it.each([
    ['another site', 'https://elsewhere.example'],
    ['a scheme-relative address', '//elsewhere.example'],
    ['a backslash in place of a slash', '/\\elsewhere.example'],
    ['two backslashes', '\\\\elsewhere.example'],
    ['a tab that browsers skip', '/\t/elsewhere.example'],
    ['a line break that browsers skip', '/\n/elsewhere.example'],
    ['a leading blank', ' //elsewhere.example'],
    ['a null byte', '/\u0000/elsewhere.example'],
    ['credentials before a host', '/@elsewhere.example/..//@elsewhere.example'],
    ['dots that resolve to two slashes', '/a/..//elsewhere.example'],
    ['dots and a dot that resolve to two slashes', '/.//elsewhere.example'],
    ['a script', 'javascript:alert(1)'],
    ['a script after a tab', 'java\tscript:alert(1)'],
    ['data', 'data:text/html,hello'],
    ['a bare host', 'elsewhere.example'],
    ['a user and host', '@elsewhere.example'],
    ['nothing', ''],
    ['the sign-in page itself', '/sign-in?next=/home'],
    ['signing out', '/auth/sign-out'],
    ['an endpoint', '/api/health'],
    ['something endless', `/${'a'.repeat(3000)}`],
    ['a list', ['/home']],
    ['no value', undefined],
  ])('nobody is sent to %s', (_, next) => {
    expect(safeNext(next)).toBeNull()
  })
})
