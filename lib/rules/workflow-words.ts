import { oneOf } from '@/lib/rules/runs'
import {
  NOTIFY_CHOICES,
  type ExecutionStatus,
  type NotifyChoice,
  type RuleDefinition,
  type RuleNames,
  type RuleValues,
  type WorkflowEvent,
} from '@/lib/rules/workflows'

/** What an event is called where one chooses it. */
export const EVENT_WORDS: Record<WorkflowEvent, string> = {
  'alert.critical': 'An alert becomes critical',
  'ticket.idle': 'Nobody works on a ticket',
  'client.silent': 'Nobody speaks with a client',
  'run.published': 'A run is published',
}
/** What becomes of an event, where one chooses it. */
export const EFFECT_WORDS: Record<WorkflowEvent, string> = {
  'alert.critical': 'opens a ticket',
  'ticket.idle': 'raises an alert',
  'client.silent': 'raises an alert',
  'run.published': 'tells its stakeholders',
}
export const NOTIFY_WORDS: Record<NotifyChoice, string> = {
  nobody: 'Nobody',
  admins: 'Owners and admins',
  everybody: 'Everybody in the team',
}
export const EXECUTION_WORDS: Record<ExecutionStatus, string> = {
  done: 'Done',
  skipped: 'Passed over',
  failed: 'Failed',
}
export const MODE_CONDITION_WORDS = {
  OPEN: 'anybody may join it',
  INVITE_ONLY: 'it is by invitation',
} as const

const PRIORITY_CONDITIONS: Record<string, string> = {
  normal: 'its priority is normal or higher',
  high: 'its priority is high or urgent',
  urgent: 'its priority is urgent',
}
const TOLD: Record<NotifyChoice, string> = {
  nobody: '',
  admins: ' and tell owners and admins',
  everybody: ' and tell everybody in the team',
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
export const daysWords = (days: unknown) =>
  days === 1 ? 'a day' : `${typeof days === 'number' ? days : '?'} days`

/** A rule as a sentence in three parts: "When …, if …, then …". `condition` is null when nothing narrows it. */
export type RuleSentence = { when: string; condition: string | null; then: string }

export function ruleSentence(rule: RuleDefinition, names: RuleNames): RuleSentence {
  const { conditions, options } = rule
  return {
    when: whenWords(rule),
    condition: joinWords(conditionWords(rule.event, conditions, names)),
    then: thenWords(rule, options, names),
  }
}

function whenWords({ event, conditions }: RuleDefinition): string {
  switch (event) {
    case 'alert.critical':
      return 'an alert becomes critical'
    case 'ticket.idle':
      return `nobody works on a ticket for ${daysWords(conditions.days)}`
    case 'client.silent':
      return `nobody speaks with a client for ${daysWords(conditions.days)}`
    case 'run.published':
      return 'a run is published'
  }
}

function conditionWords(event: WorkflowEvent, conditions: RuleValues, names: RuleNames): string[] {
  const words: string[] = []
  if (conditions.client_id !== undefined) {
    const client = names.client ?? 'a client that is gone'
    words.push(event === 'client.silent' ? `it is ${client}` : `it is about ${client}`)
  }
  const priority = PRIORITY_CONDITIONS[text(conditions.min_priority)]
  if (priority) words.push(priority)
  if (conditions.with_waiting === false) words.push('it is not waiting for anybody')
  if (conditions.market_mode === 'OPEN' || conditions.market_mode === 'INVITE_ONLY')
    words.push(MODE_CONDITION_WORDS[conditions.market_mode])
  return words
}

function thenWords({ action }: RuleDefinition, options: RuleValues, names: RuleNames): string {
  const told = TOLD[oneOf(NOTIFY_CHOICES, options.notify) ?? 'nobody']
  switch (action) {
    case 'open_ticket': {
      const priority = text(options.priority)
      const article = priority === 'urgent' ? 'an' : 'a'
      const whose =
        options.assignee_id === undefined ? '' : ` for ${names.assignee ?? 'somebody who has left'}`
      return `open ${article} ${priority} ticket${whose}${dueWords(options.due_in_days)}${told}`
    }
    case 'raise_alert':
      return `raise a ${text(options.severity)} alert${told}`
    case 'notify_stakeholders':
      return `tell its stakeholders “${text(options.subject)}”`
  }
}

function dueWords(days: unknown): string {
  if (typeof days !== 'number') return ''
  if (days === 0) return ', due the same day'
  return days === 1 ? ', due the next day' : `, due in ${days} days`
}

function joinWords(words: readonly string[]): string | null {
  if (words.length === 0) return null
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** Why nothing was done, or what else there is to know of it. A failure's reason is the database's own words. */
const DETAIL_WORDS: Record<string, string> = {
  alert_is_resolved: 'The alert was resolved before the rule came to it.',
  has_ticket: 'The alert had a ticket already.',
  run_not_public: 'The run is not public any more.',
  nobody_follows: 'Nobody follows the run yet.',
  assignee_left: 'The colleague it names has left, so the ticket is nobody’s yet.',
  counted_on_the_first: 'The alert from last time is still live and counts this one.',
}

export function detailWords(detail: string | null): string | null {
  return detail === null ? null : (DETAIL_WORDS[detail] ?? detail)
}

const times = (count: number, one: string, many: string) =>
  count === 1 ? one : `${count.toLocaleString('en')} ${many}`

/** What a rule would have done so many times, after "it would have". */
export const EFFECT_COUNT_WORDS: Record<WorkflowEvent, (count: number) => string> = {
  'alert.critical': (count) => `opened ${times(count, 'one ticket', 'tickets')}`,
  'ticket.idle': (count) => `raised ${times(count, 'one alert', 'alerts')}`,
  'client.silent': (count) => `raised ${times(count, 'one alert', 'alerts')}`,
  'run.published': (count) => `told the stakeholders of ${times(count, 'one run', 'runs')}`,
}
