export const COMMUNICATION_TYPES = ['email', 'call', 'meeting', 'note'] as const
export type CommunicationType = (typeof COMMUNICATION_TYPES)[number]

export const DIRECTIONS = ['inbound', 'outbound'] as const
export type Direction = (typeof DIRECTIONS)[number]

export const COMMUNICATION_VISIBILITIES = ['internal', 'client'] as const
export type CommunicationVisibility = (typeof COMMUNICATION_VISIBILITIES)[number]

export const SUBJECT_MAX_LENGTH = 300
export const BODY_MAX_LENGTH = 50_000
export const LONGEST_DURATION_MINUTES = 1440
export const MOST_PARTICIPANTS = 50
export const MOST_PINS = 3

export const TYPE_WORDS: Record<CommunicationType, string> = {
  email: 'E-mail',
  call: 'Call',
  meeting: 'Meeting',
  note: 'Note',
}

/** Whether an entry of this type must, may or cannot say from whom it came. The database holds the same rule. */
export function directionRule(type: CommunicationType): 'required' | 'optional' | 'none' {
  if (type === 'note') return 'none'
  return type === 'meeting' ? 'optional' : 'required'
}

/** Only what takes time has a length. */
export function hasDuration(type: CommunicationType): boolean {
  return type === 'call' || type === 'meeting'
}

/** Who spoke to whom, from where the reader stands: staff, or the client's own people. */
export function directionWords(direction: Direction, isStaff: boolean): string {
  if (isStaff) return direction === 'inbound' ? 'From client' : 'To client'
  return direction === 'inbound' ? 'From you' : 'To you'
}

export const VISIBILITY_WORDS: Record<CommunicationVisibility, string> = {
  internal: 'Internal',
  client: 'Shared with client',
}

/** "18 min", "1 h 15 min". */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
    .filter(Boolean)
    .join(' ')
}

/** What an entry is called where there is room for one line: its subject, or how its text begins. */
export function titleOf(entry: {
  type: CommunicationType
  subject: string | null
  body: string | null
}): string {
  const subject = entry.subject?.trim()
  if (subject) return subject
  const [line = ''] = (entry.body ?? '').trim().split('\n')
  const characters = Array.from(line)
  if (characters.length === 0) return TYPE_WORDS[entry.type]
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : line
}

/** Names as people write them in one line, separated by commas, semicolons or lines. */
export function splitParticipants(text: string): string[] {
  const names = text.split(/[,;\n]/).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

/** Participants as they are stored: names, or objects with one where another program wrote them. */
export function readParticipants(stored: unknown): string[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return entry.trim() === '' ? [] : [entry]
    if (typeof entry !== 'object' || entry === null) return []
    const { name, email } = entry as { name?: unknown; email?: unknown }
    return [name, email].filter((value) => typeof value === 'string' && value !== '').slice(0, 1) as string[]
  })
}
