import { isRuleOfCatalogue } from '../../../lib/rules/workflows'
import type { Tools } from './presence-world'
import type { Row } from './world'

const id = (value: unknown) => (typeof value === 'string' ? value : '')
const isGiven = (value: unknown) => value !== null && value !== undefined

/** One rule of each kind, as whoever fills in the form would make it. */
const RULES: readonly { event: string; conditions: object; action: string; options: object }[] = [
  {
    event: 'alert.critical',
    conditions: {},
    action: 'open_ticket',
    options: { priority: 'urgent', notify: 'nobody' },
  },
  {
    event: 'ticket.idle',
    conditions: { days: 7, min_priority: 'low', with_waiting: true },
    action: 'raise_alert',
    options: { severity: 'high', notify: 'nobody' },
  },
  {
    event: 'run.published',
    conditions: { market_mode: 'OPEN' },
    action: 'notify_stakeholders',
    options: { subject: 'News', body: 'All is well.' },
  },
  {
    event: 'client.silent',
    conditions: { days: 14 },
    action: 'raise_alert',
    options: { severity: 'medium', notify: 'admins' },
  },
]
/** Values of the columns of a rule, which fit together only now and then. */
export const ruleSamples = {
  event: [...RULES.map(({ event }) => event), 'moon.full'],
  action: ['open_ticket', 'raise_alert', 'notify_stakeholders'],
  conditions: [...RULES.map(({ conditions }) => conditions), { days: 0 }],
  options: [...RULES.map(({ options }) => options), { colour: 'red' }],
}

/** Columns drawn one by one seldom fit together: this makes them one rule. */
export function fitRule(row: Row): Row {
  return { ...row, ...(RULES.find(({ event }) => event === row.event) ?? {}) }
}

/** What the CHECKs of automation refuse. */
export const isOfCatalogue = ({ event, conditions, action, options }: Row) =>
  isRuleOfCatalogue({ event, conditions: conditions ?? {}, action, options: options ?? {} })
export const isNamedWhole = (row: Row) => isGiven(row.product_id) === isGiven(row.product_type)

/** The switch, rules of every kind, some of them off or deleted, and what they did. */
export function addWorkflows({ tables, add, draw }: Tools): void {
  let count = 0
  for (const agency of tables.agencies.map((row) => id(row.id))) {
    if (draw(4) > 0) add('workflow_settings', '5', { agency_id: agency, is_enabled: draw(2) === 0 })
    const clients = tables.clients.filter((client) => client.agency_id === agency)
    for (const rule of RULES.slice(0, 1 + draw(RULES.length))) {
      const ruleId = add('workflow_triggers', '5', {
        agency_id: agency,
        name: 'A rule',
        ...rule,
        is_on: draw(2) === 0,
        created_by: null,
        deleted_at: draw(4) === 0 ? '2024-01-01' : null,
      })
      for (let n = 0; n < draw(3); n++) {
        const made = draw(2) === 0
        add('workflow_executions', '5', {
          agency_id: agency,
          trigger_id: ruleId,
          event_key: `event-${count++}`,
          client_id: draw(2) === 0 ? id(clients[0]?.id) : null,
          subject_type: 'alert',
          subject_id: '00000000-0000-4000-8000-00000000beef',
          subject_label: 'Something broke',
          status: 'done',
          product_type: made ? 'ticket' : null,
          product_id: made ? '00000000-0000-4000-8000-0000000000fe' : null,
          people_told: 0,
          happened_at: '2024-01-01',
        })
      }
    }
  }
}
