import { publicFunctions, tables, type TableName } from '../../access-matrix'
import { nameOf } from '../../access-vocabulary'
import { secretOf } from './presence-world'
import { UNKNOWN_ID, type Row, type World } from './world'

/** Values of each type that make sense and values that make none. */
const TEXTS = [
  'null',
  `''`,
  `'x'`,
  `'portal-9'`,
  `'🙂'`,
  `repeat('x', 10000)`,
  `'<b>'`,
  `E'\\u202E'`,
  `'OPEN'`,
  `'%'`,
  `'a'' or true --'`,
]
const VALUES: Record<string, readonly string[]> = {
  text: TEXTS,
  uuid: ['null', `'00000000-0000-0000-0000-000000000000'`, `'f0000000-0000-4000-8000-00000000000f'`],
  integer: ['null', '0', '1', '-1', '2147483647'],
  boolean: ['true', 'false', 'null'],
  'text[]': ['null', `'{}'`, `'{ticket,alert}'`, `'{email,nonsense}'`, `'{NULL}'`],
  'uuid[]': [
    'null',
    `'{}'`,
    `'{NULL}'`,
    '(select array_agg(id) from public.tickets)',
    `array_fill('00000000-0000-0000-0000-000000000000'::uuid, array[501])`,
  ],
  'timestamp with time zone': ['now()', `'2020-01-01'`, `'infinity'`, `'-infinity'`, 'null'],
  jsonb: [
    'null',
    `'null'`,
    `'[]'`,
    `'{}'`,
    `'"x"'`,
    `'1'`,
    `'[1]'`,
    `'[null]'`,
    `'[[]]'`,
    `'[{}]'`,
    `'[{"portal_id": 1}]'`,
    `'[{"portal_id": "x"}]'`,
    `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "listing": 7}]'`,
    `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": "infinity"}]'`,
    `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": {}}]'`,
    `'[{"portal_id": "b0000000-0000-4000-8000-000000000001", "publish_at": "999999-01-01"}]'`,
    `(select jsonb_agg(jsonb_build_object('portal_id', id, 'publish_at', '-infinity', 'unpublish_at', 'infinity')) from public.cc_portals where owning_tenant_id is null)`,
  ],
}
/** Where sense is common, or nothing would come through to the argument that makes none. */
const NAMED: Record<string, readonly string[]> = {
  type: [`'style'`, `'preference'`, `'instruction'`, `'brand'`, `'sound'`, 'null'],
  event: [`'alert.critical'`, `'ticket.idle'`, `'run.published'`, `'client.silent'`, `'x'`, 'null'],
  action: [`'open_ticket'`, `'raise_alert'`, `'notify_stakeholders'`, `'x'`, 'null'],
  conditions: [
    `'{}'`,
    `'{"days": 7, "min_priority": "low", "with_waiting": true}'`,
    `'{"days": 14}'`,
    `'{"days": 1e300}'`,
    `'{"client_id": "x"}'`,
    `'{"client_id": "00000000-0000-0000-0000-000000000000"}'`,
    `'[]'`,
    `'null'`,
    'null',
  ],
  options: [
    `'{"priority": "urgent", "notify": "nobody"}'`,
    `'{"severity": "high", "notify": "everybody"}'`,
    `'{"subject": "News", "body": "All is well."}'`,
    `'{"severity": {}, "notify": []}'`,
    `'[1]'`,
    'null',
  ],
  changes: [
    `'{"status": "in_progress"}'`,
    `'{"status": "waiting", "priority": "urgent"}'`,
    `'{"status": "waiting", "waiting_for": "nobody"}'`,
    `'{"assignee_id": "00000000-0000-0000-0000-000000000000"}'`,
    `'{"assignee_id": "x"}'`,
    `'{"due_on": "tomorrow-ish"}'`,
    `'{"due_on": "999999-01-01"}'`,
    `'{"due_on": "infinity"}'`,
    `'{"number": 1}'`,
    `'{"priority": {}}'`,
    `(select jsonb_agg(jsonb_build_object('ticket_id', id, 'version', 1, 'previous', '{"status": "closed"}'::jsonb)) from public.tickets)`,
    `'[{"ticket_id": "x"}]'`,
    `'[{"ticket_id": "00000000-0000-0000-0000-000000000000", "version": "x", "previous": {}}]'`,
    `'[{"version": 1}]'`,
    `'[1]'`,
    `'{}'`,
    'null',
  ],
  invoice: [
    `'{"type": "outgoing"}'`,
    `'{"type": "incoming", "party_name": "Printer", "number": "7"}'`,
    `(select jsonb_build_object('type', 'outgoing', 'client_id', id) from public.clients order by id limit 1)`,
    `(select jsonb_build_object('type', 'outgoing', 'client_id', id) from public.clients order by id desc limit 1)`,
    `'{"client_id": "00000000-0000-0000-0000-000000000000"}'`,
    `'{"client_id": {}}'`,
    `'{"issued_on": "infinity"}'`,
    `'{"issued_on": "999999999-01-01"}'`,
    `'{"currency": "euro"}'`,
    `'{"status": "sent"}'`,
    `'[]'`,
    'null',
  ],
  lines: [
    `'[{"description": "Work", "quantity": 1.5, "unit_price_minor": 999, "tax_rate": 19}]'`,
    `'[{"description": "Work", "quantity": 1000000, "unit_price_minor": 10000000000, "tax_rate": 100}]'`,
    `'[{"description": "Work", "quantity": "NaN", "unit_price_minor": 1, "tax_rate": 0}]'`,
    `'[{"description": "Work", "quantity": 1e300, "unit_price_minor": 1e300, "tax_rate": 0}]'`,
    `'[{"id": "x"}]'`,
    `'[{"description": {}}]'`,
    `'[{}]'`,
    `'[1]'`,
    `'[]'`,
    `(select jsonb_agg('{}'::jsonb) from generate_series(1, 201))`,
    'null',
  ],
  severity: [`'low'`, `'critical'`, `'grave'`, 'null'],
  title: [`'Something broke'`, `''`, `repeat('x', 201)`, 'null'],
  dedup_key: [`'disk'`, `''`, `repeat('x', 201)`, 'null'],
  status: [`'open'`, `'in_progress'`, `'waiting'`, `'closed'`, `'gone'`, 'null'],
  before: [
    'null',
    `now()::text`,
    `'2020-01-01T00:00:00Z~opened~00000000-0000-0000-0000-000000000000'`,
    `'x'`,
    `'~~'`,
    `'infinity~a~b'`,
    `'999999-01-01'`,
  ],
  query: [`'ti'`, `'#1'`, `'#99999999999'`, `'x'`, `'('' & !'`, `repeat('word ', 5000)`, 'null'],
  page_size: ['50', '0', '-1', '2147483647', 'null'],
  market_mode: [`'OPEN'`, `'INVITE_ONLY'`, `'CLOSED'`, `'open'`, `''`, 'null'],
  expected_version: ['0', '1', '2', '-1', '2147483647', 'null'],
  days: ['7', '90', '91', '0', 'null', '-2147483647'],
  role: [`'observer'`, `'team_member'`, `'agency_owner'`, `'client_viewer'`, `'king'`, 'null'],
  kind: [`'send_code'`, `'check_code'`, `'other'`, 'null'],
  category: [`'runs'`, `'run.cancelled'`, `'all'`, `'other'`, 'null'],
  channel: [`'email'`, `'in_app'`, `'pigeon'`, 'null'],
  subject: [`'News'`, `'News'`, `repeat('x', 151)`, `E'two\\nlines'`, 'null'],
  body: [`'All is well.'`, `'{{run}} {{'`, `repeat('x', 5001)`, 'null'],
  rows: [
    `'[{"email": "New@Example.test", "name": "New"}, {"phone": "+49 30 555555"}]'`,
    `'[{"email": "guest-0@example.test"}, {"email": "person-161@example.test"}]'`,
    `'[{"email": "a@example.test", "role": "agency_owner"}, {"email": "b@example.test", "role": "client_viewer"}]'`,
    `'[{"email": "x@y"}, {"email": {}}, {"phone": 7}, 1, null, [], {"name": "\\u0007", "email": "c@example.test"}]'`,
    `jsonb_build_array(jsonb_build_object('email', repeat(U&'\\200B', 400) || 'hidden@example.test'))`,
    `jsonb_build_array(jsonb_build_object('email', 'd@example.test', 'message', repeat('x', 501)))`,
    `(select jsonb_agg('{}'::jsonb) from generate_series(1, 1001))`,
    `'{}'`,
    'null',
  ],
}
/** Which table the id in a parameter is of. */
const ID_OF: Record<string, TableName> = {
  stakeholder_id: 'cc_run_stakeholders',
  run_id: 'cc_n3_runs',
  invitation_id: 'cc_invitations',
  client_id: 'clients',
  user_id: 'users',
  successor_id: 'users',
  delivery_id: 'cc_notification_deliveries',
  invoice_id: 'invoices',
  ticket_id: 'tickets',
  document_id: 'documents',
  after_id: 'tickets',
  alert_id: 'alerts',
  cartridge_id: 'agency_cartridges',
  version_id: 'cartridge_versions',
  '"user"': 'users',
}

export interface Parameter {
  name: string
  type: string
  /** The table whose row it names; null when it names none. */
  table: TableName | null
}

export function parametersOf(functionName: string): Parameter[] {
  const list = publicFunctions[functionName]?.arguments ?? ''
  return list
    .split(', ')
    .filter(Boolean)
    .map((argument) => {
      const [name = '', ...type] = argument.split(' ')
      return { name, type: type.join(' '), table: ID_OF[name] ?? null }
    })
}

const idIn = ({ id }: Row) => (typeof id === 'string' ? id : UNKNOWN_ID)

/** Everything that is tried for a parameter, as SQL. `preferenceTokens`: links of mails of this world. */
export function valuesOf(
  world: World,
  functionName: string,
  { name, type, table }: Parameter,
  preferenceTokens: readonly string[] = [],
): readonly string[] {
  // People's own cartridges, and deleted ones, have no table in common with the agencies'.
  const kept = name === 'cartridge_id' ? world.tables.cartridge_versions : []
  if (table)
    return [
      ...kept.map((row) => `'${idIn({ id: row.cartridge_id ?? null })}'`),
      ...world.tables[table].map((row) => `'${idIn(row)}'`),
      `'${UNKNOWN_ID}'`,
      'null',
    ]
  if (type in tables) return [`(select r from public.${type} r order by id limit 1)`, 'null']
  if (name === 'token') {
    const secrets = functionName.includes('subscribe')
      ? preferenceTokens
      : world.tables.cc_invitations.map((row) => secretOf(idIn(row)))
    return [...secrets.map((secret) => `'${secret}'`), ...TEXTS]
  }
  // A place in a list is a cursor in words in some functions, and a moment in others.
  const isMoment = type === 'timestamp with time zone'
  return (isMoment ? VALUES[type] : NAMED[name]) ?? VALUES[type] ?? ['null']
}

/** A call by its name, as a statement that returns what comes back as one value. */
export function statementOf(functionName: string, values: readonly string[]): string {
  const list = parametersOf(functionName).map(
    ({ name, type }, index) =>
      `${name} => ${values[index] ?? 'null'}::${type in tables ? `public.${type}` : type}`,
  )
  return `select coalesce(jsonb_agg(to_jsonb(f)), '[]') from public.${nameOf(functionName)}(${list.join(', ')}) f`
}
