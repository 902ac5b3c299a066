import { describe, expect, it } from 'vitest'
import {
  actionsFor,
  daysLeft,
  deliveryReason,
  deliveryState,
  peopleCsv,
  reminderWords,
  type InvitedPerson,
} from '@/lib/rules/invitation-people'

const NOW = new Date('2026-11-21T12:00:00Z')
const PERSON: InvitedPerson = {
  id: 'i',
  invitationId: 'i',
  stakeholderId: null,
  name: 'Ann',
  email: 'ann@x.io',
  phone: null,
  role: 'observer',
  state: 'sent',
  inviterName: 'Olivia',
  message: null,
  createdAt: '2026-11-20T12:00:00Z',
  sentAt: null,
  viewedAt: null,
  joinedAt: null,
  declinedAt: null,
  declineReason: null,
  revokedAt: null,
  expiresAt: '2026-12-20T12:00:00Z',
  hasReminders: true,
  reminderCount: 0,
  nextReminderAt: '2026-11-26T12:00:00Z',
  delivery: { id: 'd', status: 'sent', failure: null, reason: null, at: null },
}
const date = (iso: string) => iso.slice(0, 10)

describe('deliveryState', () => {
  it.each([
    ['held', null, 'queued'],
    ['queued', null, 'queued'],
    ['leased', null, 'queued'],
    ['sent', null, 'sent'],
    ['delivered', null, 'delivered'],
    ['sent', 'bounced', 'bounced'],
    ['failed', 'bounced', 'bounced'],
    ['delivered', 'complained', 'complained'],
    ['failed', 'gave_up', 'failed'],
    ['failed', 'rejected', 'failed'],
    ['skipped', null, 'skipped'],
    ['cancelled', null, 'cancelled'],
  ])('%s with failure %s is %s', (status, failure, expected) => {
    expect(
      deliveryState({ email: 'a@x.io', delivery: { id: 'd', status, failure, reason: null, at: null } }),
    ).toBe(expected)
  })

  it('is a link alone without any mail', () => {
    expect(deliveryState({ email: null, delivery: null })).toBe('link_only')
  })
})

describe('what can be done', () => {
  it.each([
    ['pending', 'CopyLink Resend Extend ResetLinks Revoke ChangeRole SwitchReminders'],
    ['sent', 'CopyLink Resend Extend ResetLinks Revoke ChangeRole SwitchReminders'],
    ['viewed', 'CopyLink Resend Extend ResetLinks Revoke ChangeRole SwitchReminders'],
    ['declined', 'CopyLink Resend Extend ResetLinks Revoke ChangeRole'],
    ['expired', 'Resend Extend Revoke'],
    ['revoked', ''],
    ['left', ''],
    ['joined', 'ChangeRole Remove'],
  ] as const)('fits the state %s', (state, expected) => {
    const can = actionsFor({ ...PERSON, state, stakeholderId: state === 'joined' ? 's' : null })
    const allowed = Object.entries(can).flatMap(([name, isAllowed]) => (isAllowed ? [name.slice(3)] : []))
    expect(allowed.join(' ')).toBe(expected)
  })

  it('never mails whom we know by phone only', () => {
    expect(actionsFor({ ...PERSON, email: null, phone: '+4930901820' })).toMatchObject({
      canResend: false,
      canCopyLink: true,
      canSwitchReminders: false,
    })
  })
})

describe('reminderWords', () => {
  it.each([
    [{}, 'Reminder on 2026-11-26, 2 more after'],
    [{ reminderCount: 1 }, 'Reminder on 2026-11-26, 1 more after'],
    [{ reminderCount: 2 }, 'Reminder on 2026-11-26, the last one'],
    [{ reminderCount: 3, nextReminderAt: null }, null],
    [{ hasReminders: false }, 'Reminders are off'],
    [{ state: 'declined' as const }, null],
    [{ state: 'joined' as const }, null],
  ])('%o: %s', (change, expected) => {
    expect(reminderWords({ ...PERSON, ...change }, date)).toBe(expected)
  })
})

it('counts the days a link still has', () => {
  expect(daysLeft(PERSON, NOW)).toBe(29)
  expect(daysLeft({ ...PERSON, expiresAt: '2026-11-21T12:00:01Z' }, NOW)).toBe(1)
  expect(daysLeft({ ...PERSON, state: 'joined' }, NOW)).toBeNull()
})

it('shows the words of the receiving server and explains our own codes', () => {
  expect(deliveryReason('550 no such user')).toBe('550 no such user')
  expect(deliveryReason('invitation_revoked')).toBe('The invitation was revoked before it was sent.')
  expect(deliveryReason(null)).toBeNull()
})

it('exports a list without formulas', () => {
  const words = { state: (state: string) => state, delivery: (state: string) => state }
  expect(peopleCsv([{ ...PERSON, name: '=cmd' }], words)).toContain("'=cmd,ann@x.io")
})
