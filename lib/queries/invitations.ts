import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import {
  PERSON_STATES,
  type DeliveryFacts,
  type InvitedPerson,
  type PersonGroup,
} from '@/lib/rules/invitation-people'
import { oneOf } from '@/lib/rules/runs'
import type { Database, Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type PeopleParams = { group: PersonGroup | null; search: string }
type PeopleCursor = { before: string; beforeId: string }
export type PeoplePage = { people: InvitedPerson[]; next: PeopleCursor | null }
export type PeopleCounts = { everybody: number } & Record<PersonGroup, number>

/** What the run's own page brings along, so that the list is there without another request. */
export type FirstPeople = { page: PeoplePage; counts: PeopleCounts }

/** One attempt to send a mail, as the worker noted it. */
export type DeliveryAttempt = {
  at: string
  outcome: string
  code: string | null
  message: string | null
}

export type DeliveryLogEntry = DeliveryFacts & {
  template: string
  createdAt: string
  nextAttemptAt: string
  attempts: DeliveryAttempt[]
}

export const PEOPLE_PER_PAGE = 50

export const invitationKeys = {
  all: ['invitations'] as const,
  people: (runId: string) => [...invitationKeys.all, 'people', runId] as const,
  peopleList: (runId: string, params: PeopleParams) =>
    [...invitationKeys.people(runId), 'list', params] as const,
  peopleCounts: (runId: string) => [...invitationKeys.people(runId), 'counts'] as const,
  deliveries: (agencyId: string, invitationId: string) =>
    [...invitationKeys.all, 'deliveries', agencyId, invitationId] as const,
}

type StoredPerson = Database['public']['CompositeTypes']['run_person']

/** Everybody invited to a run or on it, newest first. An unknown run has nobody. */
export function runPeopleQuery(supabase: DataClient, runId: string, params: PeopleParams) {
  return infiniteQueryOptions({
    queryKey: invitationKeys.peopleList(runId, params),
    queryFn: ({ pageParam, signal }) => listPeople(supabase, runId, params, pageParam, signal),
    initialPageParam: null as PeopleCursor | null,
    getNextPageParam: (page: PeoplePage) => page.next,
  })
}

async function listPeople(
  supabase: DataClient,
  runId: string,
  params: PeopleParams,
  cursor: PeopleCursor | null,
  signal: AbortSignal,
): Promise<PeoplePage> {
  const rows = unwrap(
    await supabase
      .rpc('list_run_people', {
        run_id: runId,
        ...(params.group ? { group_name: params.group } : {}),
        ...(params.search ? { search: params.search } : {}),
        ...(cursor ? { before: cursor.before, before_id: cursor.beforeId } : {}),
      })
      .abortSignal(signal),
  )
  return toPage(rows)
}

function toPage(rows: readonly StoredPerson[]): PeoplePage {
  const people = rows.slice(0, PEOPLE_PER_PAGE).map(toPerson)
  const last = people.at(-1)
  // One more than shown tells whether there is a further page, without counting.
  const hasMore = rows.length > PEOPLE_PER_PAGE
  return { people, next: hasMore && last ? { before: last.createdAt, beforeId: last.id } : null }
}

/** How many people of a run there are, in all and in each group. */
export function runPeopleCountsQuery(supabase: DataClient, runId: string) {
  return queryOptions({
    queryKey: invitationKeys.peopleCounts(runId),
    queryFn: async ({ signal }): Promise<PeopleCounts> =>
      toCounts(unwrap(await supabase.rpc('count_run_people', { run_id: runId }).abortSignal(signal))[0]),
  })
}

function toCounts(row: Partial<Record<string, unknown>> | undefined): PeopleCounts {
  const read = (name: string) => (typeof row?.[name] === 'number' ? row[name] : 0)
  return {
    everybody: read('everybody'),
    waiting: read('waiting'),
    joined: read('joined'),
    undelivered: read('undelivered'),
    declined: read('declined'),
    ended: read('ended'),
  }
}

/** Reads the computed column `run_people` of a run; null when it holds nothing readable. */
export function toFirstPeople(value: Json | undefined): FirstPeople | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { people, counts } = value
  if (!Array.isArray(people) || typeof counts !== 'object' || counts === null || Array.isArray(counts)) {
    return null
  }
  return { page: toPage(people as StoredPerson[]), counts: toCounts(counts) }
}

function toPerson(row: StoredPerson): InvitedPerson {
  return {
    id: row.id ?? '',
    invitationId: row.invitation_id,
    stakeholderId: row.stakeholder_id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    role: row.role ?? '',
    state: oneOf(PERSON_STATES, row.state) ?? 'pending',
    inviterName: row.inviter_name,
    message: row.message,
    createdAt: row.created_at ?? '',
    sentAt: row.sent_at,
    viewedAt: row.viewed_at,
    joinedAt: row.joined_at,
    declinedAt: row.declined_at,
    declineReason: row.decline_reason,
    revokedAt: row.revoked_at,
    expiresAt: row.expires_at,
    hasReminders: row.reminders_enabled ?? false,
    reminderCount: row.reminder_count ?? 0,
    nextReminderAt: row.next_reminder_at,
    delivery:
      row.delivery_id === null
        ? null
        : {
            id: row.delivery_id,
            status: row.delivery_status ?? 'queued',
            failure: row.delivery_failure,
            reason: row.delivery_reason,
            at: row.delivery_at,
          },
  }
}

const DELIVERY_COLUMNS =
  'id, status, failure, last_error, skip_reason, template, created_at, next_attempt_at, sent_at, delivered_at, attempt_log'
const DELIVERIES_SHOWN = 50

/** Every mail of an invitation, newest first, each with its attempts. */
export function invitationDeliveriesQuery(supabase: DataClient, agencyId: string, invitationId: string) {
  return queryOptions({
    queryKey: invitationKeys.deliveries(agencyId, invitationId),
    queryFn: async ({ signal }): Promise<DeliveryLogEntry[]> =>
      unwrap(
        await supabase
          .from('cc_notification_deliveries')
          .select(DELIVERY_COLUMNS)
          .eq('tenant_id', agencyId)
          .eq('invitation_id', invitationId)
          .order('created_at', { ascending: false })
          .limit(DELIVERIES_SHOWN)
          .abortSignal(signal),
      ).map((row) => ({
        id: row.id,
        status: row.status,
        failure: row.failure,
        reason: row.last_error ?? row.skip_reason,
        at: row.delivered_at ?? row.sent_at ?? row.next_attempt_at,
        template: row.template,
        createdAt: row.created_at,
        nextAttemptAt: row.next_attempt_at,
        attempts: toAttempts(row.attempt_log),
      })),
  })
}

/** Reads `attempt_log`; what is not readable in it is left out. */
export function toAttempts(log: Json | null): DeliveryAttempt[] {
  return Array.isArray(log) ? log.flatMap(toAttempt) : []
}

function toAttempt(value: Json): DeliveryAttempt[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const text = (field: Json | undefined) =>
    typeof field === 'string' ? field : typeof field === 'number' ? String(field) : null
  const at = text(value.at)
  if (at === null) return []
  return [
    { at, outcome: text(value.outcome) ?? 'unknown', code: text(value.code), message: text(value.message) },
  ]
}
