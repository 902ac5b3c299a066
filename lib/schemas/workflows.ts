import * as z from 'zod/mini'
import { SEVERITIES } from '@/lib/rules/alerts'
import { oneOf } from '@/lib/rules/runs'
import { TICKET_PRIORITIES } from '@/lib/rules/tickets'
import {
  NOTIFY_CHOICES,
  WORKFLOW_CATALOGUE,
  WORKFLOW_EVENTS,
  type RuleDefinition,
  type RuleValues,
  type WorkflowEvent,
} from '@/lib/rules/workflows'

export const RULE_NAME_MAX_LENGTH = 120
const LONGEST_DAYS: Partial<Record<WorkflowEvent, number>> = { 'ticket.idle': 90, 'client.silent': 365 }
const LONGEST_DUE_DAYS = 90
const wholeNumber = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : null)
const isBetween = (text: string, from: number, to: number) => {
  const number = wholeNumber(text)
  return number !== null && number >= from && number <= to
}

/** A rule as its form holds it: all that any kind of rule may say, of which `event` decides what counts. */
export const ruleSchema = z
  .object({
    name: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, { error: 'Give the rule a name; what it does stands under it.' }),
        z.maxLength(RULE_NAME_MAX_LENGTH, { error: `Use at most ${RULE_NAME_MAX_LENGTH} characters.` }),
      ),
    event: z.enum(WORKFLOW_EVENTS),
    clientId: z.union([z.literal(''), z.uuid()]),
    days: z.string(),
    minPriority: z.enum(TICKET_PRIORITIES),
    withWaiting: z.boolean(),
    marketMode: z.enum(['', 'OPEN', 'INVITE_ONLY']),
    priority: z.enum(TICKET_PRIORITIES),
    assigneeId: z.union([z.literal(''), z.uuid()]),
    dueInDays: z.string(),
    severity: z.enum(SEVERITIES),
    notify: z.enum(NOTIFY_CHOICES),
    subject: z.string(),
    body: z.string(),
  })
  .check(
    z.refine(({ event, days }) => isBetween(days, 1, LONGEST_DAYS[event] ?? 0) || !(event in LONGEST_DAYS), {
      path: ['days'],
      error: 'Enter whole days: 1 to 90 for tickets, 1 to 365 for clients.',
    }),
    z.refine(
      ({ event, dueInDays }) =>
        event !== 'alert.critical' || dueInDays.trim() === '' || isBetween(dueInDays, 0, LONGEST_DUE_DAYS),
      { path: ['dueInDays'], error: `Enter whole days, at most ${LONGEST_DUE_DAYS}, or nothing.` },
    ),
    z.refine(({ event, subject }) => event !== 'run.published' || isText(subject, 150), {
      path: ['subject'],
      error: 'Write a subject of at most 150 characters.',
    }),
    z.refine(({ event, body }) => event !== 'run.published' || isText(body, 5000), {
      path: ['body'],
      error: 'Write what to tell them, in at most 5,000 characters.',
    }),
  )

export type RuleForm = z.infer<typeof ruleSchema>

const isText = (text: string, longest: number) => text.trim() !== '' && text.trim().length <= longest

const SUGGESTED_DAYS: Partial<Record<WorkflowEvent, string>> = { 'ticket.idle': '7', 'client.silent': '14' }
const SUGGESTED_NAMES: Record<WorkflowEvent, string> = {
  'alert.critical': 'Every critical alert gets a ticket',
  'ticket.idle': 'No ticket is forgotten',
  'client.silent': 'No client is left alone',
  'run.published': 'Tell everybody of a published run',
}

/** What a new rule says until somebody changes it; it makes sense as it is, but for words that only people can write. */
export function newRuleForm(event: WorkflowEvent): RuleForm {
  return {
    name: SUGGESTED_NAMES[event],
    event,
    clientId: '',
    days: SUGGESTED_DAYS[event] ?? '',
    minPriority: 'low',
    withWaiting: false,
    marketMode: '',
    priority: 'urgent',
    assigneeId: '',
    dueInDays: '1',
    severity: event === 'client.silent' ? 'medium' : 'high',
    notify: event === 'alert.critical' ? 'everybody' : 'admins',
    subject: '',
    body: '',
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const digits = (value: unknown) => (typeof value === 'number' ? String(value) : '')

/** A rule as its form shows it. */
export function toRuleForm(rule: RuleDefinition & { name: string }): RuleForm {
  const { event, conditions, options } = rule
  const usual = newRuleForm(event)
  return {
    ...usual,
    name: rule.name,
    clientId: text(conditions.client_id),
    days: digits(conditions.days),
    minPriority: oneOf(TICKET_PRIORITIES, conditions.min_priority) ?? usual.minPriority,
    withWaiting: conditions.with_waiting === true,
    marketMode: oneOf(['OPEN', 'INVITE_ONLY'] as const, conditions.market_mode) ?? '',
    priority: oneOf(TICKET_PRIORITIES, options.priority) ?? usual.priority,
    assigneeId: text(options.assignee_id),
    dueInDays: digits(options.due_in_days),
    severity: oneOf(SEVERITIES, options.severity) ?? usual.severity,
    notify: oneOf(NOTIFY_CHOICES, options.notify) ?? usual.notify,
    subject: text(options.subject),
    body: text(options.body),
  }
}

/** What a form says, as the database keeps it: only what its kind of rule knows. */
export function toRuleDefinition(form: RuleForm): RuleDefinition {
  const { event } = form
  const client = form.clientId === '' ? {} : { client_id: form.clientId }
  const days = wholeNumber(form.days) ?? 0
  const { action } = WORKFLOW_CATALOGUE[event]
  const rule = (conditions: RuleValues, options: RuleValues): RuleDefinition => ({
    event,
    conditions,
    action,
    options,
  })
  switch (event) {
    case 'alert.critical':
      return rule(client, {
        priority: form.priority,
        notify: form.notify,
        ...(form.assigneeId === '' ? {} : { assignee_id: form.assigneeId }),
        ...(form.dueInDays.trim() === '' ? {} : { due_in_days: wholeNumber(form.dueInDays) ?? 0 }),
      })
    case 'ticket.idle':
      return rule(
        { ...client, days, min_priority: form.minPriority, with_waiting: form.withWaiting },
        { severity: form.severity, notify: form.notify },
      )
    case 'client.silent':
      return rule({ ...client, days }, { severity: form.severity, notify: form.notify })
    case 'run.published':
      return rule(form.marketMode === '' ? {} : { market_mode: form.marketMode }, {
        subject: form.subject.trim(),
        body: form.body.trim(),
      })
  }
}
