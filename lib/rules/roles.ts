import type { Role } from '@/lib/queries/members'

const ROLE_NAMES: Record<Role, string> = {
  agency_owner: 'Owner',
  agency_admin: 'Admin',
  team_member: 'Team member',
  client_viewer: 'Client viewer',
  stakeholder: 'Stakeholder',
}

export function roleName(role: Role): string {
  return ROLE_NAMES[role]
}
