import { toCsv } from '@/lib/rules/csv-export'
import { readRole, roleWord, type InvitationRole } from '@/lib/rules/invitation-roles'
import { parseRecipients, recipientKey, type Recipient, type RecipientProblem } from '@/lib/rules/recipients'

export const MESSAGE_MAX_LENGTH = 500
/** Also the most that the database judges in one dry run. */
export const MOST_ROWS = 10_000
/** So many are sent in one call: small enough that progress moves and Cancel is heard, far below what a call may hold. */
export const ROWS_PER_CALL = 500

export const INVITE_OUTCOMES = [
  'invited',
  'already_invited',
  'already_member',
  'duplicate_in_list',
  'invalid',
  'suppressed',
  'over_limit',
] as const
export type InviteOutcome = (typeof INVITE_OUTCOMES)[number]

/** Somebody about to be invited. `id` stays the same while the row is corrected. */
export type DraftRow = Recipient & {
  id: string
  /** Null: the role chosen for everybody. */
  role: InvitationRole | null
  /** As it was in the file, however long. Null: the message written for everybody. */
  message: string | null
  /** A role in the file that does not exist; the row waits until somebody decides. */
  unknownRole: string | null
}

/** `fix`: the person can put it right. `skip`: nothing is wrong with it, but nothing will be sent either. */
export type Verdict = { kind: 'good' | 'fix' | 'skip'; words: string; advice: string | null }

const PROBLEM_WORDS: Record<RecipientProblem, { words: string; advice: string }> = {
  no_address: { words: 'No address', advice: 'Add an e-mail address or a phone number.' },
  invalid_email: { words: 'Not an address', advice: 'Check the spelling.' },
  invalid_phone: { words: 'Not a number', advice: 'Check the number; it begins with + and the country.' },
  phone_needs_country: { words: 'No country', advice: 'Begin with + and the country, such as +44.' },
}

export const OUTCOME_WORDS: Record<InviteOutcome, { words: string; advice: string | null }> = {
  invited: { words: 'Invited', advice: null },
  already_invited: {
    words: 'Already invited',
    advice: 'The invitation still stands. Send it again from the list.',
  },
  already_member: { words: 'Already here', advice: 'They have joined before, so there is nothing to send.' },
  duplicate_in_list: { words: 'Twice in the list', advice: 'Only the first one counts.' },
  invalid: { words: 'Cannot be invited', advice: 'Check the address.' },
  suppressed: {
    words: 'Do not contact',
    advice: 'They asked not to hear from you, or their mail came back.',
  },
  over_limit: { words: 'Over today’s limit', advice: 'Send the rest tomorrow.' },
}

/** What will become of a row when it is sent: what the parser says, else what the database said in its dry run. */
export function verdictOf(row: DraftRow, outcome: InviteOutcome | undefined): Verdict | null {
  if (row.unknownRole !== null) {
    return { kind: 'fix', words: 'Unknown role', advice: `There is no role “${row.unknownRole}”.` }
  }
  if (row.problem !== null) return { kind: 'fix', ...PROBLEM_WORDS[row.problem] }
  if (outcome === undefined) return null
  if (outcome === 'invited') {
    if (row.message === null || row.message === cutMessage(row.message)) {
      return { kind: 'good', words: 'Ready', advice: null }
    }
    const advice = `Only the first ${MESSAGE_MAX_LENGTH} characters of it are sent.`
    return { kind: 'good', words: 'Message cut', advice }
  }
  return { kind: outcome === 'invalid' ? 'fix' : 'skip', ...OUTCOME_WORDS[outcome] }
}

/** Characters are counted as the database does: a smiley is one, and is never cut in two. */
function cutMessage(message: string): string {
  return Array.from(message).slice(0, MESSAGE_MAX_LENGTH).join('')
}

/** Whether a row may be sent: it has no problem of its own. What only the database knows it decides row by row. */
export function isSendable(row: DraftRow): boolean {
  return row.problem === null && row.unknownRole === null
}

type Found = Recipient & { role?: string | null; message?: string | null }

/**
 * The list with `found` added at its end. Who is in it already is not added again, and nothing beyond the limit is.
 * `roles` are those that can be given; another one named in a file becomes a problem of its row.
 */
export function addRows(
  rows: readonly DraftRow[],
  found: readonly Found[],
  roles: readonly InvitationRole[],
  newId: () => string,
): { rows: DraftRow[]; duplicates: number; cut: number } {
  const keys = new Set(rows.map(recipientKey))
  const added: DraftRow[] = []
  let duplicates = 0
  for (const { role, message, ...recipient } of found) {
    const key = recipientKey(recipient)
    if (keys.has(key)) {
      duplicates++
      continue
    }
    keys.add(key)
    const known = role ? readRole(roles, role) : null
    added.push({
      ...recipient,
      id: newId(),
      role: known,
      message: message || null,
      unknownRole: role && known === null ? role : null,
    })
  }
  const room = Math.max(0, MOST_ROWS - rows.length)
  return { rows: [...rows, ...added.slice(0, room)], duplicates, cut: Math.max(0, added.length - room) }
}

/** A row after somebody typed another address into it. Its name stays unless a new one was typed along. */
export function correctRow(row: DraftRow, typed: string): DraftRow {
  const [recipient] = parseRecipients(typed).recipients
  if (!recipient) return { ...row, value: typed.trim(), problem: 'no_address' }
  return { ...row, ...recipient, name: recipient.name ?? row.name }
}

/** A row as the database takes it. */
export function toInvitationRow(row: DraftRow, role: InvitationRole, message: string) {
  const text = row.message === null ? message.trim() : cutMessage(row.message)
  return {
    ...(row.kind === 'email' ? { email: row.value } : { phone: row.value }),
    role: row.role ?? role,
    ...(row.name === null ? {} : { name: row.name }),
    ...(text === '' ? {} : { message: text }),
  }
}

export function chunked<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}

/** What became of a row after sending; `link` is there for those that were invited just now. */
export type SentRow = {
  row: DraftRow
  outcome: InviteOutcome
  invitationId: string | null
  link: string | null
}

/** The result as a file. Links are secrets, so they are in it only when somebody asks for them. */
export function resultCsv(sent: readonly SentRow[], role: InvitationRole, hasLinks: boolean): string {
  return toCsv(
    ['name', 'email', 'phone', 'role', 'outcome', ...(hasLinks ? ['link'] : [])],
    sent.map(({ row, outcome, link }) => [
      row.name,
      row.kind === 'email' ? row.value : null,
      row.kind === 'phone' ? row.value : null,
      roleWord(row.role ?? role),
      OUTCOME_WORDS[outcome].words,
      ...(hasLinks ? [link] : []),
    ]),
  )
}
