import { queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import { readPermissions, type Role } from '@/lib/queries/members'
import { PERSON_STATES, type InvitedPerson } from '@/lib/rules/invitation-people'
import { isUuid, oneOf } from '@/lib/rules/runs'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export const CLIENT_STATUSES = ['active', 'paused', 'archived'] as const
export type ClientStatus = (typeof CLIENT_STATUSES)[number]

export type ClientListItem = {
  id: string
  name: string
  status: ClientStatus
  website: string | null
  people: number
}

/** What the tabs of a client say; each number stops at `COUNT_CAP`. */
export type WorkCounts = {
  openAlerts: number
  snoozedAlerts: number
  liveTickets: number
  communications: number
  documents: number
  /** Those that the agency sent or is writing, or for people of the client those that they were sent. */
  invoices: number
}

/** What stands around every page of a client. */
export type ClientFrame = {
  id: string
  agencyId: string
  name: string
  status: ClientStatus
  isHouse: boolean
  website: string | null
  counts: WorkCounts
}

export type ClientMember = {
  id: string
  email: string
  fullName: string | null
  role: Role
  /** What a team member may do beyond their role, e.g. "billing". */
  permissions: string[]
  joinedAt: string
}

/** A client with its people; the house client's people are the agency's team. */
export type ClientPeople = ClientFrame & {
  notes: string | null
  members: ClientMember[]
  /** Those who have not joined yet, newest first. */
  invitations: InvitedPerson[]
}

export const clientKeys = {
  all: ['clients'] as const,
  list: (agencyId: string) => [...clientKeys.all, 'list', agencyId] as const,
  standings: (agencyId: string) => [...clientKeys.all, 'standings', agencyId] as const,
  /** What is read of single clients, whichever: to be invalidated by whatever may change a number of any. */
  ofEach: (agencyId: string) => [...clientKeys.all, 'one', agencyId] as const,
  /** Everything read of one client: to be invalidated by whatever changes a number of it. */
  ofClient: (agencyId: string, clientId: string) => [...clientKeys.ofEach(agencyId), clientId] as const,
  /** To be invalidated by whatever changes a number on the tabs. */
  frame: (agencyId: string, clientId: string) =>
    [...clientKeys.ofClient(agencyId, clientId), 'frame'] as const,
  overview: (agencyId: string, clientId: string) =>
    [...clientKeys.ofClient(agencyId, clientId), 'overview'] as const,
  timeline: (agencyId: string, clientId: string) =>
    [...clientKeys.ofClient(agencyId, clientId), 'timeline'] as const,
  neighbours: (agencyId: string) => [...clientKeys.all, 'neighbours', agencyId] as const,
  people: (agencyId: string, clientId: string) => [...clientKeys.all, 'people', agencyId, clientId] as const,
}

/** Counts of work stop here; the database reads no further. */
export const COUNT_CAP = 1000

/** Every page of a client selects these beside its own rows, in one request; `toClientFrame` reads them. */
export const CLIENT_FRAME_COLUMNS = 'id, agency_id, name, status, is_house, website, work_counts' as const

type StoredFrame = {
  id: string
  agency_id: string
  name: string
  status: string
  is_house: boolean
  website: string | null
  work_counts: Database['public']['CompositeTypes']['work_counts'] | null
}

/** Reads `CLIENT_FRAME_COLUMNS`. */
export function toClientFrame(row: StoredFrame): ClientFrame {
  return {
    id: row.id,
    agencyId: row.agency_id,
    name: row.name,
    status: oneOf(CLIENT_STATUSES, row.status) ?? 'active',
    isHouse: row.is_house,
    website: row.website,
    counts: toWorkCounts(row.work_counts),
  }
}

/** Reads the composite that `work_counts` is, as a column or as a part of a function's answer. */
export function toWorkCounts(counts: StoredFrame['work_counts']): WorkCounts {
  return {
    openAlerts: counts?.open_alerts ?? 0,
    snoozedAlerts: counts?.snoozed_alerts ?? 0,
    liveTickets: counts?.live_tickets ?? 0,
    communications: counts?.communications ?? 0,
    documents: counts?.documents ?? 0,
    invoices: counts?.invoices ?? 0,
  }
}

/** The frame alone: asked for when one of its numbers has changed. Throws `client_not_found`, also for another agency's. */
export function clientFrameQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: clientKeys.frame(agencyId, clientId),
    queryFn: async ({ signal }): Promise<ClientFrame> => {
      if (!isUuid(clientId)) throw new AppError('client_not_found')
      const { data, error, status } = await supabase
        .from('clients')
        .select(CLIENT_FRAME_COLUMNS)
        .eq('agency_id', agencyId)
        .eq('id', clientId)
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      if (!data) throw new AppError('client_not_found')
      return toClientFrame(data)
    },
  })
}

/** The clients that one leafs through, in the order of their names: those that are not archived. */
export function clientNeighboursQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: clientKeys.neighbours(agencyId),
    queryFn: async ({ signal }) =>
      unwrap(
        await supabase
          .from('clients')
          .select('id, name')
          .eq('agency_id', agencyId)
          .eq('is_house', false)
          .neq('status', 'archived')
          .order('name')
          .order('id')
          .limit(CLIENTS_SHOWN)
          .abortSignal(signal),
      ),
  })
}

/** Stands for the id of the house client where nobody knows it yet. */
export const HOUSE = 'house'

const CLIENTS_SHOWN = 500
const INVITATIONS_SHOWN = 200

/** The agency's clients by name, without its house client. */
export function clientListQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: clientKeys.list(agencyId),
    queryFn: async ({ signal }): Promise<ClientListItem[]> =>
      unwrap(
        await supabase
          .from('clients')
          .select('id, name, status, website, users(id)')
          .eq('agency_id', agencyId)
          .eq('is_house', false)
          .order('name')
          .order('id')
          .limit(CLIENTS_SHOWN)
          .abortSignal(signal),
      ).map(({ users, status, ...client }) => ({
        ...client,
        status: oneOf(CLIENT_STATUSES, status) ?? 'active',
        people: users.length,
      })),
  })
}

/** What an admin may change of a client. */
export type ClientFacts = {
  id: string
  name: string
  website: string | null
  status: ClientStatus
  notes: string | null
}

/** One client for its form. Throws `client_not_found`, also for another agency's and for the house client. */
export function clientFactsQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: [...clientKeys.ofClient(agencyId, clientId), 'facts'],
    queryFn: async ({ signal }): Promise<ClientFacts> => {
      if (!isUuid(clientId)) throw new AppError('client_not_found')
      const { data, error, status } = await supabase
        .from('clients')
        .select('id, name, website, status, notes')
        .eq('agency_id', agencyId)
        .eq('id', clientId)
        .eq('is_house', false)
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      if (!data) throw new AppError('client_not_found')
      return { ...data, status: oneOf(CLIENT_STATUSES, data.status) ?? 'active' }
    },
  })
}

const PEOPLE_COLUMNS =
  `${CLIENT_FRAME_COLUMNS}, notes, members:users(id, email, full_name, role, permissions, created_at), invitations:cc_invitations(id, invitee_name, invitee_email, email_norm, invitee_phone, invitee_role, status, message, created_at, sent_at, viewed_at, declined_at, decline_reason, claim_token_expires_at, reminders_enabled, reminder_count, next_reminder_at, deliveries:cc_notification_deliveries(id, status, failure, last_error, skip_reason, created_at, next_attempt_at, sent_at, delivered_at))` as const

/** A client with everybody who belongs to it or is invited, in one request. Throws `client_not_found`, also for another agency's. */
export function clientPeopleQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: clientKeys.people(agencyId, clientId),
    queryFn: ({ signal }) => getClientPeople(supabase, agencyId, clientId, signal),
  })
}

async function getClientPeople(
  supabase: DataClient,
  agencyId: string,
  clientId: string,
  signal: AbortSignal,
): Promise<ClientPeople> {
  if (clientId !== HOUSE && !isUuid(clientId)) throw new AppError('client_not_found')
  const query = supabase.from('clients').select(PEOPLE_COLUMNS).eq('agency_id', agencyId)
  const { data, error, status } = await (
    clientId === HOUSE ? query.eq('is_house', true) : query.eq('id', clientId).eq('is_house', false)
  )
    .in('invitations.status', ['pending', 'sent', 'viewed', 'declined', 'expired'])
    .order('created_at', { referencedTable: 'invitations', ascending: false })
    .limit(INVITATIONS_SHOWN, { referencedTable: 'invitations' })
    .order('created_at', { referencedTable: 'members' })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('client_not_found')
  const now = Date.now()
  return {
    ...toClientFrame(data),
    notes: data.notes,
    members: data.members.map((person) => ({
      id: person.id,
      email: person.email,
      fullName: person.full_name,
      role: person.role,
      permissions: readPermissions(person.permissions),
      joinedAt: person.created_at,
    })),
    invitations: newestOfEach(data.invitations).map((row) => toInvitee(row, now)),
  }
}

type StoredInvitation = {
  id: string
  invitee_name: string | null
  invitee_email: string | null
  email_norm: string | null
  invitee_phone: string | null
  invitee_role: string
  status: string
  message: string | null
  created_at: string
  sent_at: string | null
  viewed_at: string | null
  declined_at: string | null
  decline_reason: string | null
  claim_token_expires_at: string
  reminders_enabled: boolean
  reminder_count: number
  next_reminder_at: string | null
  deliveries: StoredDelivery[]
}

type StoredDelivery = {
  id: string
  status: string
  failure: string | null
  last_error: string | null
  skip_reason: string | null
  created_at: string
  next_attempt_at: string
  sent_at: string | null
  delivered_at: string | null
}

/** Who was invited again after an invitation ran out stands in the list once. Rows come newest first. */
function newestOfEach(rows: readonly StoredInvitation[]): StoredInvitation[] {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const address = row.email_norm ?? row.invitee_phone ?? row.id
    const isRepeated = seen.has(address)
    seen.add(address)
    return !isRepeated
  })
}

function toInvitee(row: StoredInvitation, now: number): InvitedPerson {
  const [delivery] = row.deliveries.toSorted((one, other) => other.created_at.localeCompare(one.created_at))
  const isOverdue = new Date(row.claim_token_expires_at).getTime() <= now
  return {
    id: row.id,
    invitationId: row.id,
    stakeholderId: null,
    name: row.invitee_name,
    email: row.invitee_email,
    phone: row.invitee_phone,
    role: row.invitee_role,
    state: isOverdue ? 'expired' : (oneOf(PERSON_STATES, row.status) ?? 'pending'),
    inviterName: null,
    message: row.message,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    viewedAt: row.viewed_at,
    joinedAt: null,
    declinedAt: row.declined_at,
    declineReason: row.decline_reason,
    revokedAt: null,
    expiresAt: row.claim_token_expires_at,
    hasReminders: row.reminders_enabled,
    reminderCount: row.reminder_count,
    nextReminderAt: row.next_reminder_at,
    delivery: delivery
      ? {
          id: delivery.id,
          status: delivery.status,
          failure: delivery.failure,
          reason: delivery.last_error ?? delivery.skip_reason,
          at: delivery.delivered_at ?? delivery.sent_at ?? delivery.next_attempt_at,
        }
      : null,
  }
}
