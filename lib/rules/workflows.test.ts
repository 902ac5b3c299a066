import { describe, expect, test } from 'vitest'
import { ruleSentence } from '@/lib/rules/workflow-words'
import { isRuleOfCatalogue, WORKFLOW_EVENTS, type RuleNames } from '@/lib/rules/workflows'
import { newRuleForm, ruleSchema, toRuleDefinition, toRuleForm, type RuleForm } from '@/lib/schemas/workflows'

const CLIENT = '20000000-0000-4000-8000-000000000002'
const PERSON = '30000000-0000-4000-8000-000000000003'
const WORDS = { subject: 'You can join now', body: 'Bring gloves.' }
const NOBODY: RuleNames = { client: null, assignee: null, author: null }

describe('a rule in its form', () => {
  test.each(WORKFLOW_EVENTS)(
    'of %s: what is suggested is a rule of the catalogue, and comes back as it went',
    (event) => {
      const form = { ...newRuleForm(event), ...(event === 'run.published' ? WORDS : {}) }
      expect(ruleSchema.safeParse(form).success).toBe(true)
      const rule = toRuleDefinition(form)
      expect(isRuleOfCatalogue(rule)).toBe(true)
      expect(toRuleDefinition(toRuleForm({ ...rule, name: form.name }))).toEqual(rule)
    },
  )

  test.each<[string, Partial<RuleForm>, string]>([
    ['no name', { name: '  ' }, 'name'],
    ['no days', { event: 'ticket.idle', days: '' }, 'days'],
    ['too many days', { event: 'ticket.idle', days: '91' }, 'days'],
    ['half a day', { event: 'client.silent', days: '1.5' }, 'days'],
    ['a due date too far', { dueInDays: '91' }, 'dueInDays'],
    ['nothing to say', { event: 'run.published', subject: '', body: 'x' }, 'subject'],
    ['too much to say', { event: 'run.published', subject: 'x', body: 'x'.repeat(5001) }, 'body'],
  ])('with %s is refused at the field', (_, wrong, field) => {
    const result = ruleSchema.safeParse({ ...newRuleForm('alert.critical'), ...wrong })
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual([field])
  })

  test('days that its kind of rule does not ask for are nobody’s trouble', () => {
    expect(ruleSchema.safeParse({ ...newRuleForm('alert.critical'), days: 'soon' }).success).toBe(true)
  })
})

describe('a rule as a sentence', () => {
  const sentence = (form: Partial<RuleForm>, names: Partial<RuleNames> = {}) => {
    const { when, condition, then } = ruleSentence(
      toRuleDefinition({ ...newRuleForm(form.event ?? 'alert.critical'), ...form }),
      { ...NOBODY, ...names },
    )
    return `When ${when}${condition === null ? '' : `, if ${condition}`}, then ${then}.`
  }

  test.each<[string, Partial<RuleForm>, Partial<RuleNames>]>([
    [
      'When an alert becomes critical, then open an urgent ticket, due the next day and tell everybody in the team.',
      {},
      {},
    ],
    [
      'When an alert becomes critical, if it is about Northquay, then open a normal ticket for Tara.',
      { clientId: CLIENT, assigneeId: PERSON, priority: 'normal', dueInDays: '', notify: 'nobody' },
      { client: 'Northquay', assignee: 'Tara' },
    ],
    [
      'When nobody works on a ticket for 7 days, if its priority is high or urgent and it is not waiting for anybody, then raise a high alert and tell owners and admins.',
      { event: 'ticket.idle', minPriority: 'high' },
      {},
    ],
    [
      'When nobody speaks with a client for a day, if it is a client that is gone, then raise a medium alert and tell owners and admins.',
      { event: 'client.silent', days: '1', clientId: CLIENT },
      {},
    ],
    [
      'When a run is published, if anybody may join it, then tell its stakeholders “You can join now”.',
      { event: 'run.published', marketMode: 'OPEN', ...WORDS },
      {},
    ],
  ])('%s', (words, form, names) => {
    expect(sentence(form, names)).toBe(words)
  })
})
