import type { Role } from '@/lib/queries/members'

type Person = { id: string; role: Role }

export type MemberChoices = {
  /** Roles that I can give this person, with their present one; only that one when I can change nothing. */
  roles: readonly Role[]
  canRemove: boolean
  /** Why something that people expect here is not possible. */
  note: string | null
}

const STAFF_ROLES: readonly Role[] = ['team_member', 'agency_admin', 'agency_owner']

/** Whether this person is the only owner among `members`; without an owner nobody could look after the agency. */
export function isLastOwner(person: Person, members: readonly Person[]): boolean {
  return (
    person.role === 'agency_owner' &&
    members.every((one) => one.role !== 'agency_owner' || one.id === person.id)
  )
}

/** What I may change about somebody; the database decides the same way. */
export function memberChoices(person: Person, members: readonly Person[], me: Person): MemberChoices {
  const isAdmin = me.role === 'agency_admin' || me.role === 'agency_owner'
  const nothing = { roles: [person.role], canRemove: false }
  if (isLastOwner(person, members)) {
    const note = 'The only owner. Somebody else must become owner first.'
    // The button stays, and pressing it explains: people look for it where everybody else's is.
    return { ...nothing, canRemove: person.id === me.id, note: isAdmin ? note : null }
  }
  if (!isAdmin) return { ...nothing, note: null }
  if (person.role === 'client_viewer') return { ...nothing, canRemove: true, note: null }
  if (person.role === 'agency_owner' && me.role !== 'agency_owner') {
    return { ...nothing, note: 'Only owners change owners.' }
  }
  // Nobody changes their own role, so that nobody raises it.
  if (person.id === me.id) return { ...nothing, canRemove: true, note: null }
  const roles = me.role === 'agency_owner' ? STAFF_ROLES : STAFF_ROLES.slice(0, 2)
  return { roles, canRemove: true, note: null }
}
