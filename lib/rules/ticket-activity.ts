import { oneOf } from '@/lib/rules/runs'
import {
  calendarDate,
  PRIORITY_WORDS,
  statusWords,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  WAITING_FOR,
  type TicketField,
  type Visibility,
} from '@/lib/rules/tickets'

type Values = Record<string, unknown>

/** One change of a ticket, or its creation. Names are null for somebody who left, and for work that no person did. */
export type TicketEvent = {
  id: number
  isCreation: boolean
  at: string
  actorId: string | null
  person: string | null
  before: Values
  after: Values
  assigneeBefore: string | null
  assigneeAfter: string | null
}

export type TicketComment = {
  id: string
  authorId: string | null
  authorName: string | null
  body: string
  visibility: Visibility
  editedAt: string | null
  at: string
}

/** What one person did at one time, in words that follow their name: "set the priority to High". */
export type TicketAct = { id: string; at: string; actorId: string | null; person: string; sentence: string }

export type TimelineItem =
  | { kind: 'comment'; id: string; at: string; comment: TicketComment }
  /** Acts without a comment between them; more than a few fold into one line. */
  | { kind: 'acts'; id: string; at: string; acts: TicketAct[] }

const SAME_ACT_MS = 5 * 60_000

/** Comments and changes in the order in which they happened. `today` ("2026-12-03") decides whether a year is said. */
export function ticketTimeline(
  events: readonly TicketEvent[],
  comments: readonly TicketComment[],
  today: string,
): TimelineItem[] {
  const acts = joinActs(events.map((event) => toAct(event, today)).filter((act) => act !== null))
  const all = [
    ...acts.map((act) => ({ at: act.at, act })),
    ...comments.map((comment) => ({ at: comment.at, comment })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  const items: TimelineItem[] = []
  for (const entry of all) {
    if ('comment' in entry) {
      items.push({ kind: 'comment', id: entry.comment.id, at: entry.at, comment: entry.comment })
      continue
    }
    const last = items.at(-1)
    if (last?.kind === 'acts') last.acts.push(entry.act)
    else items.push({ kind: 'acts', id: entry.act.id, at: entry.at, acts: [entry.act] })
  }
  return items
}

function toAct(event: TicketEvent, today: string): TicketAct | null {
  const phrases = event.isCreation ? ['opened this ticket'] : describeChange(event, today)
  if (phrases.length === 0) return null
  return {
    id: String(event.id),
    at: event.at,
    actorId: event.actorId,
    person: event.actorId === null ? 'AudienceOS' : (event.person ?? 'Former member'),
    sentence: joinPhrases(phrases),
  }
}

/** Changes that somebody makes within a few minutes of each other read as one. */
function joinActs(acts: readonly TicketAct[]): TicketAct[] {
  const joined: TicketAct[] = []
  for (const act of acts) {
    const last = joined.at(-1)
    const isSame = last?.actorId === act.actorId && Date.parse(act.at) - Date.parse(last.at) < SAME_ACT_MS
    if (last && isSame) joined[joined.length - 1] = { ...last, sentence: `${last.sentence}, ${act.sentence}` }
    else joined.push(act)
  }
  return joined
}

function describeChange({ before, after, assigneeBefore, assigneeAfter }: TicketEvent, today: string) {
  const phrases: string[] = []
  const status = oneOf(TICKET_STATUSES, after.status)
  const waitingFor = oneOf(WAITING_FOR, after.waiting_for)
  if (status) {
    const wasClosed = before.status === 'closed' || before.status === 'resolved'
    const isLive = status !== 'closed' && status !== 'resolved'
    if (wasClosed && isLive && status === 'open') phrases.push('opened it again')
    else phrases.push(`set it to ${statusWords({ status, waitingFor })}`)
  } else if (waitingFor) phrases.push(`set it to ${statusWords({ status: 'waiting', waitingFor })}`)
  const priority = oneOf(TICKET_PRIORITIES, after.priority)
  if (priority) phrases.push(`set the priority to ${PRIORITY_WORDS[priority]}`)
  if ('assignee_id' in after) {
    if (after.assignee_id === null) phrases.push(`took it from ${assigneeBefore ?? 'somebody who left'}`)
    else phrases.push(`gave it to ${assigneeAfter ?? 'somebody who left'}`)
  }
  if ('due_on' in after) {
    if (typeof after.due_on === 'string')
      phrases.push(`set the due date to ${calendarDate(after.due_on, today)}`)
    else phrases.push('removed the due date')
  }
  if (after.visibility === 'client') phrases.push('shared it with the client')
  if (after.visibility === 'internal') phrases.push('took it back from the client')
  if (typeof after.title === 'string') phrases.push(`renamed it to “${after.title}”`)
  if ('description' in after) phrases.push('changed the description')
  return phrases
}

function joinPhrases(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join('')
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1) ?? ''}`
}

const COLUMNS: Record<TicketField, string> = {
  title: 'title',
  description: 'description',
  status: 'status',
  waitingFor: 'waiting_for',
  priority: 'priority',
  assigneeId: 'assignee_id',
  dueOn: 'due_on',
  visibility: 'visibility',
}

/** Who changed a field last, and when; null when the history says nothing of it. */
export function lastChangeOf(
  events: readonly TicketEvent[],
  field: TicketField,
): { person: string; at: string; assignee: string | null } | null {
  const event = events.findLast(({ after }) => COLUMNS[field] in after)
  if (!event) return null
  return {
    person: event.actorId === null ? 'AudienceOS' : (event.person ?? 'A former member'),
    at: event.at,
    assignee: event.assigneeAfter,
  }
}
