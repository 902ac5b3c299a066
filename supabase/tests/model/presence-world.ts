import { createHash } from 'node:crypto'
import type { TableName } from '../../access-matrix'
import { ruleSamples } from './workflow-world'
import type { Row } from './world'

export interface Tools {
  tables: Record<TableName, Row[]>
  /** Adds a row with an id of this kind, and gives the id. */
  add: (table: TableName, kind: string, row: Row) => string
  draw: (bound: number) => number
}

/** Every state that an invitation can be in; `overdue` is a live one whose time has passed. */
const STATES = ['sent', 'pending', 'claimed', 'viewed', 'declined', 'overdue', 'revoked', 'expired'] as const
const DELIVERY_STATES = [
  'queued',
  'leased',
  'failed',
  'held',
  'sent',
  'delivered',
  'cancelled',
  'skipped',
] as const
const CATEGORIES = ['invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery'] as const

/** The secret of the one link that each invitation of a model world has. */
export const secretOf = (invitationId: string) => `secret-of-${invitationId}`
const hash = (text: string) => `\\x${createHash('sha256').update(text).digest('hex')}`
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** Invitations, stakeholders, contacts, notifications, deliveries and all that belongs to them, for every agency of a world. */
export function addPresence({ tables, add, draw }: Tools): void {
  let count = 0
  const everybody = tables.users.map(({ id }) => text(id))
  const somebody = () => everybody[draw(everybody.length)] ?? ''
  add('cc_suppressions', '5', {
    tenant_id: null,
    address_hash: hash('everywhere'),
    category: null,
    reason: 'complaint',
  })
  for (const agency of tables.agencies.map(({ id }) => text(id))) {
    const runs = tables.cc_n3_runs.filter((run) => run.tenant_id === agency)
    const clients = tables.clients.filter((client) => client.agency_id === agency)
    const staff = tables.users.filter((person) =>
      clients.some((client) => client.id === person.client_id && client.is_house === true),
    )
    const invite = (context: 'service_run' | 'tenant', contextId: string, role: string) => {
      const number = count++
      const state = STATES[number % STATES.length] ?? 'sent'
      const isPhone = number % 7 === 6
      const claimer = state === 'claimed' ? somebody() : null
      const id = add('cc_invitations', '8', {
        inviter_tenant_id: agency,
        inviter_individual_id: draw(5) === 0 ? null : text(staff[draw(staff.length)]?.id),
        context_type: context,
        context_id: contextId,
        context_name: 'Somewhere',
        run_id: context === 'service_run' ? contextId : null,
        client_id: context === 'tenant' ? contextId : null,
        invitee_role: role,
        invitee_email: isPhone ? null : `guest-${number}@example.test`,
        email_norm: isPhone ? null : `guest-${number}@example.test`,
        invitee_phone: isPhone ? `+4930${1000000 + number}` : null,
        claim_token_expires_at: state === 'overdue' || state === 'expired' ? '2021-01-01' : '2099-01-01',
        status: state === 'overdue' ? 'sent' : state,
        claimed_at: claimer && '2024-01-01',
        claimed_by: claimer,
      })
      add('cc_invitation_tokens', '6', {
        tenant_id: agency,
        invitation_id: id,
        token_hash: hash(secretOf(id)),
        channel: 'create',
      })
      add('cc_notification_deliveries', '3', delivery(agency, { invitation_id: id, template: 'invitation' }))
      return id
    }
    const delivery = (tenant: string, row: Row): Row => {
      const number = count++
      const status = DELIVERY_STATES[draw(DELIVERY_STATES.length)] ?? 'queued'
      const isLeased = status === 'leased'
      return {
        tenant_id: tenant,
        notification_id: null,
        invitation_id: null,
        recipient_individual_id: null,
        channel: 'email',
        address: `guest-${number}@example.test`,
        category: CATEGORIES[number % CATEGORIES.length] ?? 'runs',
        status,
        next_attempt_at: '2024-01-01',
        lease_until: isLeased ? '2099-01-01' : null,
        lease_token: isLeased ? `70000000-0000-4000-8000-0000000000f${number % 10}` : null,
        failure: status === 'failed' ? 'rejected' : null,
        idempotency_key: number === 1 ? 'fresh' : `key-${number}`,
        ...row,
      }
    }

    for (const client of clients)
      invite('tenant', text(client.id), client.is_house === true ? 'team_member' : 'client_viewer')
    for (const run of runs) {
      const invitations = Array.from({ length: draw(4) }, () =>
        invite('service_run', text(run.id), 'stakeholder'),
      )
      // Whoever it is: people of other agencies too, their staff included.
      for (const person of new Set(Array.from({ length: draw(4) }, somebody)))
        add('cc_run_stakeholders', '4', {
          tenant_id: agency,
          run_id: text(run.id),
          user_id: person,
          role: 'stakeholder',
          invitation_id: invitations[draw(2)] ?? null,
        })
    }
    for (let n = 0; n < 2 + draw(2); n++) {
      add('cc_external_contact_points', '2', {
        tenant_id: agency,
        kind: n % 2 === 0 ? 'email' : 'phone',
        value: n === 0 ? 'fresh' : `contact-${n}`,
        value_norm: n === 0 ? 'fresh' : `contact-${n}`,
        name: 'Somebody',
      })
      const recipient = somebody()
      const notification = add('cc_notifications', '1', {
        sender_tenant_id: agency,
        recipient_individual_id: recipient,
        type: 'run.update',
        category: 'runs',
        context_id: text(runs[0]?.id) || null,
        subject: 'News',
        dedupe_key: `event-${count++}`,
        read_at: n === 0 ? null : '2024-01-01',
      })
      add(
        'cc_notification_deliveries',
        '3',
        delivery(agency, {
          notification_id: notification,
          recipient_individual_id: recipient,
          template: 'notification',
        }),
      )
    }
    add('cc_notification_templates', '5', { ...words, tenant_id: agency })
    add('cc_suppressions', '5', {
      tenant_id: agency,
      address_hash: hash(draw(2) === 0 ? 'fresh' : 'other'),
      category: draw(2) === 0 ? null : 'runs',
      reason: 'unsubscribe',
    })
  }
  for (const person of everybody)
    if (draw(2) === 0)
      add('cc_notification_preferences', '5', {
        individual_id: person,
        quiet_start: '22:00:00',
        quiet_end: '06:00:00',
        digest_hour: draw(24),
      })
}

const words: Row = {
  type: 'run.update',
  version: 1,
  category: 'runs',
  subject: '{{run}}: {{subject}}',
  body: '{{body}}',
}

/** Values that columns with a form of their own take; everything else is drawn by its type. */
export const wellFormed: Record<string, readonly (string | number | null | object)[]> = {
  type: ['run.update', 'run.changed'],
  token_hash: [hash('fresh')],
  address_hash: [hash('fresh')],
  channels: ['{in_app}'],
  default_channels: ['{in_app,email}'],
  variables: ['{}'],
  overrides: [{}, { runs: { email: 'off' } }],
  time_zone: ['UTC', 'Europe/Berlin'],
  quiet_start: ['22:00:00', '21:00:00', null],
  quiet_end: ['06:00:00', '22:00:00', null],
  quiet_days: ['{}', '{1,2}'],
  muted_run_ids: ['{}'],
  digest_hour: [0, 8, 23],
  digest_weekday: [1, 7],
  lane: [0, 1, 2, 3],
  attempt_log: [[]],
  data: [{}, {}, { tone: 'fresh' }, { rules: ['fresh'] }, { surprise: true }],
  locked_fields: ['{}'],
  languages: [[], ['fresh'], { append: ['fresh'] }, [1]],
  rules: [[], ['fresh'], { append: ['fresh'] }, { prepend: [] }],
  constraints: [[], ['fresh'], { append: 'fresh' }],
  examples: [null, ['fresh'], ['']],
  core_values: [null, ['fresh'], { append: [] }],
  blueprint_112: [{}, { any: { thing: [1, null] } }, []],
  action_url: ['/fresh'],
  snoozed_until: [new Date(Date.now() + 3_600_000).toISOString(), '2024-01-01', null],
  occurred_at: ['2024-01-01'],
  watcher_ids: ['{}'],
  mentions: ['{}'],
  participants: [[]],
  duration_min: [0, 30, 1440],
  url: ['https://elsewhere.test/fresh'],
  quantity: [0, 1, 2.5],
  tax_rate: [0, 7, 19],
  currency: ['EUR', 'USD'],
  ...ruleSamples,
  invitee_role: ['stakeholder', 'observer', 'team_member', 'client_viewer', 'fresh'],
}
