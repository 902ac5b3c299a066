import { toCsv } from '@/lib/rules/csv-export'
import { roleWord } from '@/lib/rules/invitation-roles'

export const PERSON_STATES = [
  'pending',
  'sent',
  'viewed',
  'joined',
  'left',
  'declined',
  'expired',
  'revoked',
] as const
export type PersonState = (typeof PERSON_STATES)[number]

export const PERSON_GROUPS = ['waiting', 'joined', 'undelivered', 'declined', 'ended'] as const
export type PersonGroup = (typeof PERSON_GROUPS)[number]

export const GROUP_WORDS: Record<PersonGroup, string> = {
  waiting: 'Waiting',
  joined: 'Joined',
  undelivered: 'Not delivered',
  declined: 'Declined',
  ended: 'Ended',
}

/** The newest mail of an invitation, as the queue has it. */
export type DeliveryFacts = {
  id: string
  status: string
  failure: string | null
  reason: string | null
  at: string | null
}

/** Somebody invited (to a run, a team or a client) or joined. */
export type InvitedPerson = {
  /** Of the invitation, or of the membership when there is none. */
  id: string
  invitationId: string | null
  /** Of the membership that claiming made; null for whoever is not in. */
  stakeholderId: string | null
  name: string | null
  email: string | null
  phone: string | null
  role: string
  state: PersonState
  inviterName: string | null
  message: string | null
  createdAt: string
  sentAt: string | null
  viewedAt: string | null
  joinedAt: string | null
  declinedAt: string | null
  declineReason: string | null
  revokedAt: string | null
  expiresAt: string | null
  hasReminders: boolean
  reminderCount: number
  nextReminderAt: string | null
  delivery: DeliveryFacts | null
}

export const MOST_REMINDERS = 3
const DAY_MS = 86_400_000

/** What the person is called in a list and in sentences. */
export function personLabel(person: Pick<InvitedPerson, 'name' | 'email' | 'phone'>): string {
  return person.name ?? person.email ?? person.phone ?? 'Somebody'
}

/** The link can still be claimed. */
export function isOpen({ state }: Pick<InvitedPerson, 'state'>): boolean {
  return state === 'pending' || state === 'sent' || state === 'viewed' || state === 'declined'
}

export type PersonActions = {
  canCopyLink: boolean
  canResend: boolean
  canExtend: boolean
  canResetLinks: boolean
  canRevoke: boolean
  canChangeRole: boolean
  canRemove: boolean
  canSwitchReminders: boolean
}

/** What can be done about somebody now; the database decides the same way, and says so when it does not. */
export function actionsFor(person: InvitedPerson): PersonActions {
  const isLive = isOpen(person)
  const isJoined = person.state === 'joined'
  return {
    canCopyLink: isLive,
    canResend: (isLive || person.state === 'expired') && person.email !== null,
    canExtend: isLive || person.state === 'expired',
    canResetLinks: isLive,
    canRevoke: isLive || person.state === 'expired',
    canChangeRole: isLive || isJoined,
    canRemove: isJoined && person.stakeholderId !== null,
    canSwitchReminders: isLive && person.email !== null && person.state !== 'declined',
  }
}

export type DeliveryState =
  | 'link_only'
  | 'queued'
  | 'sent'
  | 'digest'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'skipped'
  | 'cancelled'

/** Where the mail stands, apart from where the invitation stands: a bounced invitation must never look as if it were sent. */
export function deliveryState(person: Pick<InvitedPerson, 'email' | 'delivery'>): DeliveryState {
  const { delivery } = person
  if (!delivery) return 'link_only'
  if (delivery.reason === 'in_digest') return 'digest'
  if (delivery.failure === 'bounced' || delivery.failure === 'complained') return delivery.failure
  switch (delivery.status) {
    case 'sent':
    case 'delivered':
    case 'failed':
    case 'skipped':
    case 'cancelled':
      return delivery.status
    default:
      return 'queued'
  }
}

const REASONS: Record<string, string> = {
  run_closed: 'The run is closed, so nobody could have joined.',
  recipient_gone: 'The person is no longer there.',
  invitation_revoked: 'The invitation was revoked before it was sent.',
  invitation_claimed: 'They joined before it was sent.',
  invitation_declined: 'They declined before it was sent.',
  invitation_expired: 'The invitation had expired before it was sent.',
  suppressed: 'This address does not want mail from you, or mail to it came back.',
  unsubscribed: 'They do not want this kind of mail.',
  already_read: 'They had read it in the app.',
  preference: 'They have switched this kind of mail off.',
  switched_off: 'They have switched this kind of mail off.',
  run_muted: 'They have muted this run.',
  in_digest: 'It went out in their digest.',
  left_the_run: 'They left the run before it was sent.',
  left_the_agency: 'They left the agency before it was sent.',
  publish_undone: 'Publishing was undone before it was sent.',
}

/** Words for the reason that the queue or the receiving server gave; theirs are shown as they are. */
export function deliveryReason(reason: string | null): string | null {
  return reason === null ? null : (REASONS[reason] ?? reason)
}

/**
 * When people are reminded: "Reminder on 26 Nov, 2 more after". Null when none is to come.
 * `date` writes a moment as people read it.
 */
export function reminderWords(
  person: Pick<InvitedPerson, 'hasReminders' | 'reminderCount' | 'nextReminderAt' | 'state'>,
  date: (iso: string) => string,
): string | null {
  if (!isOpen(person) || person.state === 'declined') return null
  if (!person.hasReminders) return 'Reminders are off'
  if (person.nextReminderAt === null) return null
  const more = MOST_REMINDERS - person.reminderCount - 1
  const last = more > 0 ? `, ${more} more after` : ', the last one'
  return `Reminder on ${date(person.nextReminderAt)}${last}`
}

/** Whole days until the link expires, at least 0; null when it does not matter any more. */
export function daysLeft(person: Pick<InvitedPerson, 'state' | 'expiresAt'>, now: Date): number | null {
  if (!isOpen(person) || person.expiresAt === null) return null
  return Math.max(0, Math.ceil((new Date(person.expiresAt).getTime() - now.getTime()) / DAY_MS))
}

/** The list as a file. */
export function peopleCsv(
  people: readonly InvitedPerson[],
  words: { state: (state: PersonState) => string; delivery: (state: DeliveryState) => string },
): string {
  return toCsv(
    [
      'name',
      'email',
      'phone',
      'role',
      'status',
      'mail',
      'mail detail',
      'invited at',
      'joined at',
      'expires at',
    ],
    people.map((person) => [
      person.name,
      person.email,
      person.phone,
      roleWord(person.role),
      words.state(person.state),
      words.delivery(deliveryState(person)),
      deliveryReason(person.delivery?.reason ?? null),
      person.createdAt,
      person.joinedAt,
      person.expiresAt,
    ]),
  )
}
