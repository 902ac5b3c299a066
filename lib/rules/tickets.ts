export const TICKET_STATUSES = ['open', 'in_progress', 'waiting', 'resolved', 'closed'] as const
export type TicketStatus = (typeof TICKET_STATUSES)[number]

/** Those that still need somebody. */
export const LIVE_STATUSES = ['open', 'in_progress', 'waiting'] as const satisfies readonly TicketStatus[]

export const TICKET_PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type TicketPriority = (typeof TICKET_PRIORITIES)[number]

export const WAITING_FOR = ['client', 'third_party'] as const
export type WaitingFor = (typeof WAITING_FOR)[number]

export const VISIBILITIES = ['internal', 'client'] as const
/** internal: staff only. client: the people of the client read it, too. */
export type Visibility = (typeof VISIBILITIES)[number]

export const TICKET_TITLE_MAX_LENGTH = 200
export const TICKET_DESCRIPTION_MAX_LENGTH = 20_000
export const COMMENT_MAX_LENGTH = 20_000

export const STATUS_WORDS: Record<TicketStatus, string> = {
  open: 'Open',
  in_progress: 'In progress',
  waiting: 'Waiting',
  resolved: 'Resolved',
  closed: 'Closed',
}

export const PRIORITY_WORDS: Record<TicketPriority, string> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
}

export const WAITING_WORDS: Record<WaitingFor, string> = {
  client: 'Waiting for client',
  third_party: 'Waiting for a third party',
}

/** A status with whom it waits for, where it does: one thing to choose for people, two columns in the database. */
export type StatusChoice = { status: TicketStatus; waitingFor: WaitingFor | null }

export const STATUS_CHOICES: readonly StatusChoice[] = [
  { status: 'open', waitingFor: null },
  { status: 'in_progress', waitingFor: null },
  { status: 'waiting', waitingFor: 'client' },
  { status: 'waiting', waitingFor: 'third_party' },
  { status: 'resolved', waitingFor: null },
  { status: 'closed', waitingFor: null },
]

/** What a ticket of this status may become: one that is closed can only be opened again. */
export function statusChoicesFrom(status: TicketStatus): readonly StatusChoice[] {
  return status === 'closed'
    ? STATUS_CHOICES.filter((choice) => choice.status === 'open' || choice.status === 'closed')
    : STATUS_CHOICES
}

export function isLive(status: TicketStatus): boolean {
  return (LIVE_STATUSES as readonly string[]).includes(status)
}

export function statusWords({ status, waitingFor }: StatusChoice): string {
  return waitingFor ? WAITING_WORDS[waitingFor] : STATUS_WORDS[status]
}

/** As `statusWords`, for people of the client: what waits for the client waits for them. */
export function statusWordsForClient(choice: StatusChoice): string {
  if (choice.waitingFor === 'client') return 'Waiting for you'
  return choice.waitingFor ? 'Waiting for somebody else' : statusWords(choice)
}

/** What somebody may change of a ticket from its row or its drawer. Null takes a value away. */
export type TicketChange = Partial<{
  title: string
  description: string | null
  status: TicketStatus
  waitingFor: WaitingFor | null
  priority: TicketPriority
  assigneeId: string | null
  dueOn: string | null
  visibility: Visibility
}>

export type TicketFields = Required<TicketChange>
export type TicketField = keyof TicketFields

/** The part of `ticket` that `change` names, as it was before: what undoing the change sets again. */
export function undoOf(ticket: TicketFields, change: TicketChange): TicketChange {
  const fields = Object.keys(change) as TicketField[]
  return Object.fromEntries(fields.map((field) => [field, ticket[field]]))
}

/** Which of the fields in `mine` somebody else set to something else since `seen`, as `now` shows it. */
export function conflictingFields(seen: TicketChange, mine: TicketChange, now: TicketFields): TicketField[] {
  return (Object.keys(mine) as TicketField[]).filter(
    (field) => now[field] !== seen[field] && now[field] !== mine[field],
  )
}

/** How far away a due date is: whole calendar days from `today`, both "2026-12-03". Negative when it has passed. */
export function daysUntil(dueOn: string, today: string): number {
  return Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
}

export type DueWords = { text: string; tone: 'overdue' | 'soon' | 'later' }

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMonthYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "3 Dec", with the year when it is not that of `today`. */
export function calendarDate(dueOn: string, today: string): string {
  const format = dueOn.slice(0, 4) === today.slice(0, 4) ? dayAndMonth : dayMonthYear
  return format.format(new Date(`${dueOn}T00:00:00Z`))
}

/** A due date in words. What is done is not overdue, however late it was. */
export function dueWords(dueOn: string, today: string, status: TicketStatus): DueWords {
  const days = daysUntil(dueOn, today)
  const date = calendarDate(dueOn, today)
  if (!isLive(status)) return { text: `Due ${date}`, tone: 'later' }
  if (days < -1) return { text: `${-days} days overdue`, tone: 'overdue' }
  if (days === -1) return { text: '1 day overdue', tone: 'overdue' }
  if (days === 0) return { text: 'Due today', tone: 'soon' }
  if (days === 1) return { text: 'Due tomorrow', tone: 'soon' }
  return { text: `Due ${date}`, tone: 'later' }
}

/** "#1042", as people say it. */
export function ticketNumber(number: number): string {
  return `#${number}`
}

/** Reads "1042" or "#1042" as somebody typed it into an address or a search; null for anything else. */
export function readTicketNumber(text: string | undefined): number | null {
  const digits = /^#?(\d{1,9})$/.exec(text ?? '')?.[1]
  return digits === undefined || Number(digits) === 0 ? null : Number(digits)
}

/** Counts stop at a thousand in the database; more are said to be more. */
export function writtenCount(count: number): string {
  return count >= 1000 ? '1000+' : String(count)
}

export const EDIT_MINUTES = 15

/** Whether the author may still change what they wrote. The database decides; this only says so beforehand. */
export function canStillEdit(createdAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(createdAt) < EDIT_MINUTES * 60_000
}
