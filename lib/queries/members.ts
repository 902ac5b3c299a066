import { toAppError } from '@/lib/errors'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type Role = 'agency_owner' | 'agency_admin' | 'team_member' | 'client_viewer' | 'stakeholder'

/** The signed-in person with the client and agency they belong to. */
export type Member = {
  id: string
  email: string
  fullName: string | null
  role: Role
  permissions: string[]
  /** Null for a pure stakeholder. `timeZone` is their agency's, an IANA name. */
  client: { id: string; name: string; isHouse: boolean; agencyId: string; timeZone: string } | null
  /** Null for client viewers, who may not read their agency's row, and for stakeholders. */
  agency: { id: string; name: string; slug: string; settings: AgencySettings } | null
  /** For the bell of the frame around every page, so that it costs no request of its own. Each stops at 100. */
  inbox: { unread: number; unseen: number }
}

/** The settings column as it is, with keys this version may not know. */
export type StoredSettings = Record<string, Json | undefined>

export type AgencySettings = {
  /** IANA name; runs without a time zone of their own are shown in it. */
  timeZone: string
  stored: StoredSettings
}

export type StaffMember = Member & {
  client: NonNullable<Member['client']>
  agency: NonNullable<Member['agency']>
}

const MEMBER_COLUMNS =
  'id, email, full_name, role, permissions, client:clients!users_client_id_fkey(id, name, is_house, agency_id, time_zone, agency:agencies!clients_agency_id_fkey(id, name, slug, settings)), unread:cc_notifications(seen_at)'
const COUNT_CAP = 100

/**
 * Finds the person by id, or null when they have no row yet (signed up, but no agency registered). Throws
 * `session_expired` when the token is no longer good and `backend_unreachable` when nobody answers.
 */
export async function findMember(supabase: DataClient, userId: string): Promise<Member | null> {
  const { data, error, status } = await supabase
    .from('users')
    .select(MEMBER_COLUMNS)
    .eq('id', userId)
    .is('unread.read_at', null)
    .is('unread.archived_at', null)
    .limit(COUNT_CAP, { referencedTable: 'unread' })
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) return null
  const { client } = data
  return {
    id: data.id,
    email: data.email,
    fullName: data.full_name,
    role: data.role,
    permissions: readPermissions(data.permissions),
    client: client && {
      id: client.id,
      name: client.name,
      isHouse: client.is_house,
      agencyId: client.agency_id,
      timeZone: client.time_zone ?? 'UTC',
    },
    agency: client?.agency ? { ...client.agency, settings: readSettings(client.agency.settings) } : null,
    inbox: {
      unread: data.unread.length,
      unseen: data.unread.filter((notification) => notification.seen_at === null).length,
    },
  }
}

/** The permissions column; whatever is no name of one is left out. */
export function readPermissions(stored: Json): string[] {
  return Array.isArray(stored) ? stored.filter((permission) => typeof permission === 'string') : []
}

function readSettings(settings: Json): AgencySettings {
  const stored = typeof settings === 'object' && settings !== null && !Array.isArray(settings) ? settings : {}
  return { timeZone: typeof stored.time_zone === 'string' ? stored.time_zone : 'UTC', stored }
}

/** Staff belong to their agency's house client; the database decides the same way. */
export function isStaff(member: Member): member is StaffMember {
  return member.agency !== null && member.client?.isHouse === true && member.role !== 'client_viewer'
}

/** Whose data a page may ask for before it is known who is there. It authorises nothing. */
export type Hint = { agencyId: string; isStaff: boolean }

/** Null for people without an agency: there is nothing to ask for. */
export function hintOf(member: Member): Hint | null {
  return member.client && { agencyId: member.client.agencyId, isStaff: isStaff(member) }
}

/** Whether the person looks after the money of their agency; the database decides the same way. */
export function mayBill(member: Member): boolean {
  return isStaff(member) && (isAdmin(member) || member.permissions.includes('billing'))
}

/** Whether the person is an owner or admin of their agency. */
export function isAdmin(member: Member): boolean {
  return member.role === 'agency_owner' || member.role === 'agency_admin'
}
