import { oneOf } from '@/lib/rules/runs'

export const RUN_ROLES = ['observer', 'stakeholder', 'participant', 'contractor'] as const
export const TEAM_ROLES = ['team_member', 'agency_admin', 'agency_owner'] as const
export const CLIENT_ROLES = ['client_viewer'] as const

export type InvitationRole =
  (typeof RUN_ROLES)[number] | (typeof TEAM_ROLES)[number] | (typeof CLIENT_ROLES)[number]

type RoleWords = { name: string; description: string }

export const ROLE_WORDS: Record<InvitationRole, RoleWords> = {
  observer: { name: 'Observer', description: 'Looks on: sees the run and when it changes.' },
  stakeholder: { name: 'Stakeholder', description: 'Has an interest in the run and follows it closely.' },
  participant: { name: 'Participant', description: 'Takes part: is there when it happens.' },
  contractor: { name: 'Contractor', description: 'Does work for the run, from outside your agency.' },
  team_member: { name: 'Team member', description: 'Plans and publishes runs and looks after clients.' },
  agency_admin: { name: 'Admin', description: 'Also invites people, changes roles and settings.' },
  agency_owner: { name: 'Owner', description: 'May do everything, also decide who else is an owner.' },
  client_viewer: { name: 'Client viewer', description: 'Sees what concerns their own company.' },
}

const RANKS: Partial<Record<string, number>> = {
  agency_owner: 5,
  agency_admin: 4,
  team_member: 3,
  client_viewer: 2,
}

/** The roles that somebody of `ownRole` may give: never one above their own. */
export function grantableRoles<Role extends InvitationRole>(
  roles: readonly Role[],
  ownRole: string,
): readonly Role[] {
  return roles.filter((role) => (RANKS[role] ?? 1) <= (RANKS[ownRole] ?? 1))
}

/** A role as people write it in a file ("Contractor", "team member"), or null when it is none of `roles`. */
export function readRole<Role extends InvitationRole>(roles: readonly Role[], text: string): Role | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return (
    oneOf(roles, word) ??
    roles.find((role) => ROLE_WORDS[role].name.toLowerCase().replace(/\s+/g, '_') === word) ??
    null
  )
}

/** Words for a stored role, also for one that this version does not know. */
export function roleWord(role: string): string {
  return role in ROLE_WORDS ? ROLE_WORDS[role as InvitationRole].name : role.replaceAll('_', ' ')
}
