import { COMMUNICATION_TYPES, TYPE_WORDS, type CommunicationType } from '@/lib/rules/communications'
import { oneOf } from '@/lib/rules/runs'
import { STATUS_WORDS, TICKET_STATUSES } from '@/lib/rules/tickets'

export const TIMELINE_KINDS = [
  ...COMMUNICATION_TYPES,
  'alert',
  'ticket',
  'comment',
  'document',
  'invoice',
] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

export const TIMELINE_EVENTS = [
  'logged',
  'raised',
  'acknowledged',
  'escalated',
  'resolved',
  'reopened',
  'opened',
  'moved',
  'closed',
  'commented',
  'added',
  'sent',
  'paid',
] as const
export type TimelineEvent = (typeof TIMELINE_EVENTS)[number]

export const KIND_WORDS: Record<TimelineKind, string> = {
  email: 'E-mails',
  call: 'Calls',
  meeting: 'Meetings',
  note: 'Notes',
  alert: 'Alerts',
  ticket: 'Tickets',
  comment: 'Comments',
  document: 'Documents',
  invoice: 'Invoices',
}

/** Whether somebody said something, as opposed to something having changed. */
export function isCommunicationKind(kind: TimelineKind): kind is CommunicationType {
  return COMMUNICATION_TYPES.some((type) => type === kind)
}

/** Whether somebody's own words are what it is about. */
export function isTalk(kind: TimelineKind): boolean {
  return isCommunicationKind(kind) || kind === 'comment'
}

const WHAT = { alert: 'Alert', ticket: 'Ticket', document: 'Document', invoice: 'Invoice' } as const

const EVENT_WORDS: Record<TimelineEvent, string> = {
  logged: 'logged',
  raised: 'raised',
  acknowledged: 'acknowledged',
  escalated: 'made a ticket',
  resolved: 'resolved',
  reopened: 'opened again',
  opened: 'opened',
  moved: 'moved',
  closed: 'closed',
  commented: 'commented on',
  added: 'added',
  sent: 'sent',
  paid: 'paid',
}

/** What happened, in a few words. `status` is where a ticket went. */
export function eventWords(kind: TimelineKind, event: TimelineEvent, status: string | null = null): string {
  if (isCommunicationKind(kind)) return TYPE_WORDS[kind]
  if (kind === 'comment') return 'Comment'
  const to = event === 'moved' ? oneOf(TICKET_STATUSES, status) : null
  return to ? `Ticket moved to ${STATUS_WORDS[to]}` : `${WHAT[kind]} ${EVENT_WORDS[event]}`
}

export type TimelineRow<Entry> = { key: string; entries: [Entry, ...Entry[]] }

/** So many changes in a row are folded into one line; fewer take no more room than that line. */
const FOLDED_FROM = 3

/**
 * Brings changes that follow each other without a word in between into one row, so that what people said is not lost among
 * them. Every entry is in exactly one row, and the order stays.
 */
export function foldChanges<Entry extends { key: string; kind: TimelineKind }>(
  entries: readonly Entry[],
): TimelineRow<Entry>[] {
  const rows: TimelineRow<Entry>[] = []
  let run: Entry[] = []
  const endRun = () => {
    const [first, ...others] = run
    if (first && run.length >= FOLDED_FROM) rows.push({ key: first.key, entries: [first, ...others] })
    else rows.push(...run.map((entry): TimelineRow<Entry> => ({ key: entry.key, entries: [entry] })))
    run = []
  }
  for (const entry of entries) {
    if (isTalk(entry.kind)) {
      endRun()
      rows.push({ key: entry.key, entries: [entry] })
    } else run.push(entry)
  }
  endRun()
  return rows
}

/** What the timeline shows; all of it lives in the address. */
export type TimelineParams = {
  /** Empty: everything. */
  kinds: readonly TimelineKind[]
  /** Nothing after this day ("2026-11-03") is shown; null begins with the newest. */
  until: string | null
}

type Query = Record<string, string | string[] | undefined>

/** Reads the timeline's parameters from an address. Whatever makes no sense counts as not given. */
export function parseTimelineParams(query: Query): TimelineParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  const wanted = read('kinds').split(',')
  const kinds = TIMELINE_KINDS.filter((kind) => wanted.includes(kind))
  const until = read('until')
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until))
  return { kinds: kinds.length === TIMELINE_KINDS.length ? [] : kinds, until: isDay ? until : null }
}

/** The inverse of `parseTimelineParams`. */
export function formatTimelineParams({ kinds, until }: TimelineParams): Record<string, string | undefined> {
  return { kinds: kinds.join(',') || undefined, until: until ?? undefined }
}

/** Whether exactly what people said is shown. */
export function isOnlyCommunications({ kinds }: TimelineParams): boolean {
  return kinds.length === COMMUNICATION_TYPES.length && kinds.every(isCommunicationKind)
}

/** Adds a kind to those that are shown, or takes it away; without any, everything is shown again. */
export function toggleKind(kinds: readonly TimelineKind[], kind: TimelineKind): TimelineKind[] {
  const next = TIMELINE_KINDS.filter((one) => (one === kind) !== kinds.includes(one))
  return next.length === TIMELINE_KINDS.length ? [] : next
}
