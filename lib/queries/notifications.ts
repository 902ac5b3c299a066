import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { toAppError, unwrap } from '@/lib/errors'
import { CHANNELS, type Channel } from '@/lib/notifications/categories'
import type { InboxParams } from '@/lib/rules/inbox'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { toChoices, type Choices } from '@/lib/rules/notification-preferences'
import type { DataClient } from '@/lib/supabase/types'

export type InboxItem = {
  id: string
  type: string
  category: string
  subject: string
  body: string
  actionUrl: string | null
  actionLabel: string | null
  groupKey: string | null
  /** The run it is about, when it is about one: that can be muted. */
  runId: string | null
  readAt: string | null
  archivedAt: string | null
  createdAt: string
}

export type InboxPage = { items: InboxItem[]; previous: Cursor | null; next: Cursor | null }
/** Both stop at 100: see `countWords`. */
export type InboxCounts = { unread: number; unseen: number }

export type Preferences = {
  choices: Choices
  quiet: { start: string; end: string; days: number[] } | null
  /** IANA name; null until somebody chose one. */
  timeZone: string | null
  digestHour: number
  /** ISO weekday, 1 Monday … 7 Sunday. */
  digestWeekday: number
  /** `name` is null for a run that is out of sight. */
  mutedRuns: { id: string; name: string | null }[]
}

/** What the database would do with something of a category right now, and why: its machine words. */
export type Decision = { channel: Channel; decision: string; reason: string; nextAt: string | null }

export const NOTIFICATIONS_PER_PAGE = 30
const LATEST_COUNT = 6
const DEFAULT_DIGEST_HOUR = 8
const DEFAULT_DIGEST_WEEKDAY = 1

export const notificationKeys = {
  all: ['notifications'] as const,
  lists: () => [...notificationKeys.all, 'list'] as const,
  list: (userId: string, params: InboxParams) => [...notificationKeys.lists(), userId, params] as const,
  latest: (userId: string) => [...notificationKeys.lists(), userId, 'latest'] as const,
  counts: (userId: string) => [...notificationKeys.all, 'counts', userId] as const,
  preferences: (userId: string) => [...notificationKeys.all, 'preferences', userId] as const,
  decisions: (userId: string, category: string) =>
    [...notificationKeys.all, 'decisions', userId, category] as const,
}

const ITEM_COLUMNS =
  'id, type, category, subject, body, action_url, action_label, group_key, context_type, context_id, read_at, archived_at, created_at'
const PREFERENCE_COLUMNS =
  'overrides, quiet_start, quiet_end, quiet_days, time_zone, digest_hour, digest_weekday, muted_runs'

/** One page of a person's inbox, newest first. One request, whatever is filtered by. */
export function inboxQuery(supabase: DataClient, userId: string, params: InboxParams) {
  return queryOptions({
    queryKey: notificationKeys.list(userId, params),
    queryFn: ({ signal }) => listNotifications(supabase, userId, params, NOTIFICATIONS_PER_PAGE, signal),
    // The rows in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

/** The newest few, for the panel under the bell. */
export function latestNotificationsQuery(supabase: DataClient, userId: string) {
  return queryOptions({
    queryKey: notificationKeys.latest(userId),
    queryFn: ({ signal }) =>
      listNotifications(supabase, userId, { tab: 'all', category: null, cursor: null }, LATEST_COUNT, signal),
  })
}

async function listNotifications(
  supabase: DataClient,
  userId: string,
  { tab, category, cursor }: InboxParams,
  count: number,
  signal: AbortSignal,
): Promise<InboxPage> {
  let query = supabase.from('cc_notifications').select(ITEM_COLUMNS).eq('recipient_individual_id', userId)
  query = tab === 'archived' ? query.not('archived_at', 'is', null) : query.is('archived_at', null)
  if (tab === 'unread') query = query.is('read_at', null)
  if (category) query = query.eq('category', category)
  if (cursor) {
    const { or, bound } = keysetFilter('created_at', false, false, cursor)
    query = query.or(or)
    if (bound) query = query.filter('created_at', bound.operator, bound.value)
  }
  const isBackwards = cursor?.direction === 'before'
  const rows = unwrap(
    await query
      .order('created_at', { ascending: isBackwards })
      .order('id', { ascending: isBackwards })
      // One more than shown tells whether there is a further page, without counting.
      .limit(count + 1)
      .abortSignal(signal),
  )
  const hasMore = rows.length > count
  const page = rows.slice(0, count)
  if (isBackwards) page.reverse()
  const edge = (row: StoredNotification | undefined, direction: Cursor['direction']): Cursor | null =>
    row ? { direction, value: row.created_at, id: row.id } : null
  const hasPrevious = isBackwards ? hasMore : cursor !== null
  return {
    items: page.map(toItem),
    previous: hasPrevious ? edge(page[0], 'before') : null,
    next: isBackwards || hasMore ? edge(page.at(-1), 'after') : null,
  }
}

type StoredNotification = {
  id: string
  type: string
  category: string
  subject: string
  body: string
  action_url: string | null
  action_label: string | null
  group_key: string | null
  context_type: string | null
  context_id: string | null
  read_at: string | null
  archived_at: string | null
  created_at: string
}

function toItem(row: StoredNotification): InboxItem {
  return {
    id: row.id,
    type: row.type,
    category: row.category,
    subject: row.subject,
    body: row.body,
    actionUrl: row.action_url,
    actionLabel: row.action_label,
    groupKey: row.group_key,
    runId: row.context_type === 'service_run' ? row.context_id : null,
    readAt: row.read_at,
    archivedAt: row.archived_at,
    createdAt: row.created_at,
  }
}

/** How much is unread and how much has not even been seen; index-only work, however full the inbox is. */
export function inboxCountsQuery(supabase: DataClient, userId: string) {
  return queryOptions({
    queryKey: notificationKeys.counts(userId),
    queryFn: async ({ signal }): Promise<InboxCounts> => {
      const { data, error, status } = await supabase.rpc('inbox_counts').abortSignal(signal).maybeSingle()
      if (error) throw toAppError(error, status)
      return data ?? { unread: 0, unseen: 0 }
    },
  })
}

/** What a person chose about notifications; the defaults for whoever never chose. */
export function preferencesQuery(supabase: DataClient, userId: string) {
  return queryOptions({
    queryKey: notificationKeys.preferences(userId),
    queryFn: async ({ signal }): Promise<Preferences> => {
      const { data, error, status } = await supabase
        .from('cc_notification_preferences')
        .select(PREFERENCE_COLUMNS)
        .eq('individual_id', userId)
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      return {
        choices: toChoices(data?.overrides),
        quiet:
          data?.quiet_start && data.quiet_end
            ? {
                start: data.quiet_start.slice(0, 5),
                end: data.quiet_end.slice(0, 5),
                days: data.quiet_days,
              }
            : null,
        timeZone: data?.time_zone ?? null,
        digestHour: data?.digest_hour ?? DEFAULT_DIGEST_HOUR,
        digestWeekday: data?.digest_weekday ?? DEFAULT_DIGEST_WEEKDAY,
        mutedRuns: toMutedRuns(data?.muted_runs),
      }
    },
  })
}

function toMutedRuns(value: unknown): Preferences['mutedRuns'] {
  return Array.isArray(value)
    ? value.flatMap((run: unknown) =>
        typeof run === 'object' && run !== null && 'id' in run && typeof run.id === 'string'
          ? [{ id: run.id, name: 'name' in run && typeof run.name === 'string' ? run.name : null }]
          : [],
      )
    : []
}

/** What the database would decide about a category on each channel, asked when somebody wants to know why. */
export function decisionsQuery(supabase: DataClient, userId: string, category: string) {
  return queryOptions({
    queryKey: notificationKeys.decisions(userId, category),
    queryFn: ({ signal }) =>
      Promise.all(CHANNELS.map((channel) => decide(supabase, userId, category, channel, signal))),
    staleTime: 0,
  })
}

async function decide(
  supabase: DataClient,
  userId: string,
  category: string,
  channel: Channel,
  signal: AbortSignal,
): Promise<Decision> {
  const { data, error, status } = await supabase
    .rpc('preference_decision', { user: userId, category, channel })
    .abortSignal(signal)
    .single()
  if (error) throw toAppError(error, status)
  return { channel, decision: data.decision, reason: data.reason, nextAt: data.next_at }
}
