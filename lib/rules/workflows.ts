import { oneOf } from '@/lib/rules/runs'

/**
 * Every kind of rule there is, by its event: what narrows it, what it does and with which options. `?`: may be left out.
 * The database checks rules against the same list (private.workflow_catalogue); a test compares the two.
 */
export const WORKFLOW_CATALOGUE = {
  'alert.critical': {
    action: 'open_ticket',
    if: { client_id: 'id?' },
    then: {
      priority: 'low|normal|high|urgent',
      assignee_id: 'id?',
      due_in_days: '0..90?',
      notify: 'nobody|admins|everybody',
    },
  },
  'ticket.idle': {
    action: 'raise_alert',
    if: { days: '1..90', min_priority: 'low|normal|high|urgent', with_waiting: 'boolean', client_id: 'id?' },
    then: { severity: 'low|medium|high|critical', notify: 'nobody|admins|everybody' },
  },
  'run.published': {
    action: 'notify_stakeholders',
    if: { market_mode: 'OPEN|INVITE_ONLY?' },
    then: { subject: 'text:150', body: 'text:5000' },
  },
  'client.silent': {
    action: 'raise_alert',
    if: { days: '1..365', client_id: 'id?' },
    then: { severity: 'low|medium|high|critical', notify: 'nobody|admins|everybody' },
  },
} as const

export const WORKFLOW_EVENTS = ['alert.critical', 'ticket.idle', 'client.silent', 'run.published'] as const
export type WorkflowEvent = (typeof WORKFLOW_EVENTS)[number]
export const WORKFLOW_ACTIONS = ['open_ticket', 'raise_alert', 'notify_stakeholders'] as const
export type WorkflowAction = (typeof WORKFLOW_ACTIONS)[number]
export const NOTIFY_CHOICES = ['nobody', 'admins', 'everybody'] as const
export type NotifyChoice = (typeof NOTIFY_CHOICES)[number]
export const EXECUTION_STATUSES = ['done', 'skipped', 'failed'] as const
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number]

export type RuleValues = Readonly<Record<string, unknown>>
/** What a rule says. Whether it makes sense is `isRuleOfCatalogue`'s to say. */
export type RuleDefinition = {
  event: WorkflowEvent
  conditions: RuleValues
  action: WorkflowAction
  options: RuleValues
}
/** Names behind the ids in a rule; null for what is gone. */
export type RuleNames = { client: string | null; assignee: string | null; author: string | null }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function fits(value: unknown, kind: string): boolean {
  if (value === undefined) return kind.endsWith('?')
  const plain = kind.replace(/\?$/, '')
  if (plain === 'boolean') return typeof value === 'boolean'
  const [from, to] = plain.split('..').map(Number)
  if (from !== undefined && to !== undefined)
    return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
  if (typeof value !== 'string') return false
  if (plain === 'id') return UUID.test(value)
  const longest = plain.startsWith('text:') ? Number(plain.slice('text:'.length)) : null
  return longest === null
    ? plain.split('|').includes(value)
    : value.trim() !== '' && value.trim().length <= longest
}

function fitsAll(values: RuleValues, kinds: Readonly<Record<string, string>>): boolean {
  return (
    Object.keys(values).every((name) => name in kinds) &&
    Object.entries(kinds).every(([name, kind]) => fits(values[name], kind))
  )
}

/** Whether the database would take the rule: its action goes with its event, and every option is there, known and of its type. */
export function isRuleOfCatalogue(rule: {
  event: unknown
  conditions: unknown
  action: unknown
  options: unknown
}): boolean {
  const event = oneOf(WORKFLOW_EVENTS, rule.event)
  if (!event || !isValues(rule.conditions) || !isValues(rule.options)) return false
  const kind = WORKFLOW_CATALOGUE[event]
  return rule.action === kind.action && fitsAll(rule.conditions, kind.if) && fitsAll(rule.options, kind.then)
}

const isValues = (value: unknown): value is RuleValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
