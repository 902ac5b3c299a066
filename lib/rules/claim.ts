/** What a claim link can lead to. `unknown` never reaches a page: it is answered like an address that does not exist. */
export const CLAIM_STATES = [
  'open',
  'claimed_by_you',
  'claimed',
  'declined',
  'expired',
  'revoked',
  'closed',
] as const
export type ClaimState = (typeof CLAIM_STATES)[number]

/** What the holder of a link may know. Links that are claimed, expired or revoked say no more than the agency's name. */
export type InvitationTeaser = {
  state: ClaimState
  /** A member invitation makes somebody staff or client viewer; a run invitation makes them a stakeholder. */
  kind: 'run' | 'member'
  contextName: string | null
  agencyName: string | null
  inviterName: string | null
  role: string | null
  startsAt: string | null
  endsAt: string | null
  timeZone: string
  zoneName: string | null
  message: string | null
  expiresAt: string | null
  /** The invited address with its name hidden; null for a phone or a link without an address. */
  inviteeHint: string | null
  /** Only a code sent to the invited address opens this invitation. */
  needsCode: boolean
  /** Whether the signed-in person's verified address is the invited one; null when that is no question. */
  isYours: boolean | null
  myEmail: string | null
  runId: string | null
}

/** What the page has to show: a state of the invitation together with who is looking at it. */
export type ClaimView =
  | 'confirm address'
  | 'give address'
  | 'accept'
  | 'other account'
  | 'claimed by you'
  | 'claimed'
  | 'expired'
  | 'revoked'
  | 'closed'

/** Decides what somebody sees. A declined invitation can still be accepted, so it looks like an open one. */
export function claimView(teaser: InvitationTeaser, isSignedIn: boolean): ClaimView {
  switch (teaser.state) {
    case 'open':
    case 'declined':
      if (!isSignedIn) return teaser.needsCode ? 'confirm address' : 'give address'
      return teaser.needsCode && teaser.isYours !== true ? 'other account' : 'accept'
    case 'claimed_by_you':
      return 'claimed by you'
    case 'claimed':
    case 'expired':
    case 'revoked':
    case 'closed':
      return teaser.state
  }
}

// 32 random bytes in base64url. What has another form names nothing, and no database needs to be asked.
const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function isClaimToken(text: string): boolean {
  return TOKEN.test(text)
}

const RUN_ROLES: Record<string, { name: string; means: string }> = {
  observer: { name: 'Observer', means: 'You follow the run and are told when something changes.' },
  stakeholder: { name: 'Stakeholder', means: 'You see all details and are told when something changes.' },
  participant: {
    name: 'Participant',
    means: 'You take part, see all details and are told when something changes.',
  },
  contractor: {
    name: 'Contractor',
    means: 'You work on the run, see all details and are told when something changes.',
  },
}

const MEMBER_ROLES: Record<string, { name: string; means: string }> = {
  agency_owner: { name: 'Owner', means: 'You run the agency: its people, settings and all of its work.' },
  agency_admin: { name: 'Admin', means: 'You manage people, settings and all of the work.' },
  team_member: { name: 'Team member', means: 'You plan and publish runs together with the team.' },
  client_viewer: { name: 'Client viewer', means: 'You see what the agency shares with your organisation.' },
}

/** A role in words, and what it lets one do. A role this version does not know keeps its own name. */
export function roleInWords(kind: 'run' | 'member', role: string | null): { name: string; means: string } {
  const known = (kind === 'run' ? RUN_ROLES : MEMBER_ROLES)[role ?? '']
  return known ?? { name: role ?? 'Guest', means: '' }
}

/** Whole minutes from `now` until `moment`, at least one; null when there is no such moment or it has passed. */
export function minutesUntil(moment: string | null, now: Date): number | null {
  const difference = moment === null ? NaN : Date.parse(moment) - now.getTime()
  return difference > 0 ? Math.max(1, Math.ceil(difference / 60_000)) : null
}
