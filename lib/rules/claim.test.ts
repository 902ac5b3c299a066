import { describe, expect, test } from 'vitest'
import {
  claimView,
  isClaimToken,
  minutesUntil,
  roleInWords,
  type ClaimState,
  type InvitationTeaser,
} from './claim'

const teaser = (fields: Partial<InvitationTeaser>): InvitationTeaser => ({
  state: 'open',
  kind: 'run',
  contextName: 'Harbour tour',
  agencyName: 'Harbour & Main',
  inviterName: 'Olivia',
  role: 'stakeholder',
  startsAt: null,
  endsAt: null,
  timeZone: 'UTC',
  zoneName: null,
  message: null,
  expiresAt: null,
  inviteeHint: 'j•••@acme.com',
  needsCode: true,
  isYours: null,
  myEmail: null,
  runId: null,
  ...fields,
})

describe('what the holder of a link sees', () => {
  for (const state of ['open', 'declined'] as const) {
    test.each([
      ['signed out, invited by e-mail', false, { needsCode: true }, 'confirm address'],
      ['signed out, invited without an address', false, { needsCode: false }, 'give address'],
      ['signed in with the invited address', true, { needsCode: true, isYours: true }, 'accept'],
      ['signed in with another address', true, { needsCode: true, isYours: false }, 'other account'],
      ['signed in, but not known to match', true, { needsCode: true, isYours: null }, 'other account'],
      ['signed in, invited without an address', true, { needsCode: false, isYours: null }, 'accept'],
    ] as const)(`${state}: %s`, (_what, isSignedIn, fields, view) => {
      expect(claimView(teaser({ state, ...fields }), isSignedIn)).toBe(view)
    })
  }

  test.each([
    ['claimed_by_you', 'claimed by you'],
    ['claimed', 'claimed'],
    ['expired', 'expired'],
    ['revoked', 'revoked'],
    ['closed', 'closed'],
  ] as [ClaimState, string][])('%s looks the same signed in and out', (state, view) => {
    for (const isSignedIn of [true, false]) expect(claimView(teaser({ state }), isSignedIn)).toBe(view)
  })
})

test('a token is 43 characters of base64url and nothing else', () => {
  expect(isClaimToken('aZ09_-'.padEnd(43, 'x'))).toBe(true)
  for (const text of [
    '',
    'x'.repeat(42),
    'x'.repeat(44),
    `${'x'.repeat(42)}.`,
    `${'x'.repeat(43)}\n`,
    'viewed',
  ]) {
    expect(isClaimToken(text), text).toBe(false)
  }
})

test('a role has a name and a meaning, and one of a later version at least a name', () => {
  expect(roleInWords('run', 'contractor').name).toBe('Contractor')
  expect(roleInWords('member', 'client_viewer').means).not.toBe('')
  expect(roleInWords('run', 'juggler')).toEqual({ name: 'juggler', means: '' })
})

test('minutes are rounded up, and what has passed is no time to wait for', () => {
  const now = new Date('2026-12-03T10:00:00Z')
  expect(minutesUntil('2026-12-03T10:00:20Z', now)).toBe(1)
  expect(minutesUntil('2026-12-03T10:09:01Z', now)).toBe(10)
  expect(minutesUntil('2026-12-03T09:59:00Z', now)).toBeNull()
  expect(minutesUntil('soon', now)).toBeNull()
  expect(minutesUntil(null, now)).toBeNull()
})
