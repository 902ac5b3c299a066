import type { AlertItem } from '@/lib/queries/alerts'
import { wakeWords } from '@/lib/rules/alert-snooze'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import type { AlertChange } from '@/lib/rules/alerts'

export type AlertVerb =
  | 'acknowledge'
  | 'unacknowledge'
  | 'resolve'
  | 'reopen'
  | 'snooze'
  | 'wake'
  | 'severity'
  | 'share'
  | 'unshare'

export type AlertAct = {
  alerts: readonly AlertItem[]
  verb: AlertVerb
  change: AlertChange
  isUndo?: boolean
}

const ONE: Record<AlertVerb, string> = {
  acknowledge: 'Acknowledged',
  unacknowledge: 'Back to open',
  resolve: 'Resolved',
  reopen: 'Opened again',
  snooze: 'Snoozed',
  wake: 'Awake again',
  severity: 'Severity changed',
  share: 'Shared with the client',
  unshare: 'No longer shared with the client',
}

const SHOWN_TITLES = 3

/** What was done, in a line, and what could not be. */
export function sayDone(
  { alerts, verb, change }: AlertAct,
  done: readonly AlertItem[],
  missed: readonly AlertItem[],
  now: Date,
  timeZone: string,
): { title: string; description: string | null } {
  let words = ONE[verb]
  if (verb === 'snooze' && change.snoozedUntil) {
    words = `Snoozed until ${wakeWords(change.snoozedUntil, now, timeZone)}`
  }
  if (verb === 'severity' && change.severity) words = `${SEVERITY_WORDS[change.severity]} now`
  if (alerts.length > 1) {
    words = `${done.length} ${words.charAt(0).toLowerCase()}${words.slice(1)}`
  }
  if (missed.length === 0) return { title: words, description: null }
  const titles = missed.slice(0, SHOWN_TITLES).map(({ title }) => `“${title}”`)
  const more = missed.length > SHOWN_TITLES ? ` and ${missed.length - SHOWN_TITLES} more` : ''
  return {
    title: done.length === 0 ? 'Nothing was changed' : words,
    description: `Somebody else had changed ${titles.join(', ')}${more}: look again.`,
  }
}

/** What takes an act back, for each alert as it was before; null when that is not for us to do. */
export function inverseOf(
  { verb }: AlertAct,
  before: readonly AlertItem[],
  now: Date,
): { verb: AlertVerb; changeOf: (id: string) => AlertChange } | null {
  const was = (id: string) => before.find((alert) => alert.id === id)
  const same = (undo: AlertVerb, change: AlertChange) => ({ verb: undo, changeOf: () => change })
  switch (verb) {
    case 'acknowledge':
      return same('unacknowledge', { status: 'open' })
    case 'unacknowledge':
      return same('acknowledge', { status: 'acknowledged' })
    case 'resolve':
      // History shows it as what it is: opened again, and why.
      return same('reopen', { status: 'open', reopenReason: 'Undone' })
    case 'snooze':
    case 'wake':
      return {
        verb: verb === 'snooze' ? 'wake' : 'snooze',
        changeOf: (id) => {
          const until = was(id)?.snoozedUntil ?? null
          return { snoozedUntil: until !== null && new Date(until) > now ? until : null }
        },
      }
    case 'severity':
      return {
        verb: 'severity',
        changeOf: (id) => {
          const severity = was(id)?.severity
          return severity ? { severity } : {}
        },
      }
    case 'share':
      return same('unshare', { visibility: 'internal' })
    case 'unshare':
      return same('share', { visibility: 'client' })
    case 'reopen':
      return null
  }
}
