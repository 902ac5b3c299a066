import { CATEGORY_IDS, type CategoryId } from '@/lib/notifications/categories'
import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'

export const INBOX_TABS = ['all', 'unread', 'archived'] as const
export type InboxTab = (typeof INBOX_TABS)[number]

/** Everything that decides which notifications the inbox shows. All of it lives in the address. */
export type InboxParams = { tab: InboxTab; category: CategoryId | null; cursor: Cursor | null }

type Query = Record<string, string | string[] | undefined>

/** Reads the inbox's parameters from an address. Whatever makes no sense counts as not given. */
export function parseInboxParams(query: Query): InboxParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  const direction = read('after') ? 'after' : 'before'
  return {
    tab: oneOf(INBOX_TABS, read('show')) ?? 'all',
    category: oneOf(CATEGORY_IDS, read('category')),
    cursor: parseCursor(direction, read(direction), {
      value: (value) => !Number.isNaN(Date.parse(value)),
      id: isUuid,
    }),
  }
}

/** The inverse of `parseInboxParams`: only what differs from the default. */
export function formatInboxParams({
  tab,
  category,
  cursor,
}: InboxParams): Record<string, string | undefined> {
  return {
    show: tab === 'all' ? undefined : tab,
    category: category ?? undefined,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

/** A count is never told beyond this: past it, only "many" matters, and counting further would cost the database. */
const COUNT_CAP = 100

/** "3", or "99+" once there are more than anybody wants to know. */
export function countWords(count: number): string {
  return count >= COUNT_CAP ? `${COUNT_CAP - 1}+` : String(count)
}

/** A count after `change` more; one that has reached the cap stays there until the database counts again. */
export function adjustCount(count: number, change: number): number {
  if (count >= COUNT_CAP) return count
  return Math.max(0, count + change)
}

/** What a screen reader is told after a count went from `before` to `after`: only that there is more, never that there is less. */
export function increaseWords(before: number, after: number): string | null {
  if (after <= before) return null
  const more = after - before
  if (after >= COUNT_CAP) return 'More new notifications'
  return more === 1 ? '1 new notification' : `${more} new notifications`
}

type Grouped = { id: string; groupKey: string | null; createdAt: string }
/** Notifications about one thing on one day, newest first; mostly just one. */
export type InboxGroup<Item> = { key: string; items: [Item, ...Item[]] }
export type InboxDay<Item> = { day: string; groups: InboxGroup<Item>[] }

/**
 * Puts notifications (newest first) under the day on which they came, `dayOf` says which, and within a day brings those
 * with the same group key together, in the place of the newest.
 */
export function groupInbox<Item extends Grouped>(
  items: readonly Item[],
  dayOf: (createdAt: string) => string,
): InboxDay<Item>[] {
  const days = new Map<string, Map<string, InboxGroup<Item>>>()
  for (const item of items) {
    const day = dayOf(item.createdAt)
    const groups = days.get(day) ?? new Map<string, InboxGroup<Item>>()
    days.set(day, groups)
    const key = item.groupKey ?? item.id
    const group = groups.get(key)
    if (group) group.items.push(item)
    // Named after its oldest member it would change name with every page, and lose whether it is open.
    else groups.set(key, { key: `${day} ${key}`, items: [item] })
  }
  return [...days].map(([day, groups]) => ({ day, groups: [...groups.values()] }))
}

/** "Today", "Yesterday", "Monday", else the date: the heading over a day of the inbox. Days are written "2026-12-03". */
export function dayHeading(day: string, today: string): string {
  const at = (name: string) => Date.parse(`${name}T12:00:00Z`)
  const ago = Math.round((at(today) - at(day)) / 86_400_000)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  const isThisYear = day.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    ...(ago > 1 && ago < 7 ? {} : { day: 'numeric', month: 'long' }),
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at(day))
}

/** An address to go to from a notification: only one of this app, whatever the row says. */
export function safeActionUrl(url: string | null): string | null {
  return url !== null && /^\/(?![/\\])[^\s\\]*$/.test(url) ? url : null
}
