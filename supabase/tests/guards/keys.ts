import { tables, type TableName } from '../../access-matrix'
import { matrix, tenantColumn } from '../model/shape'
import { difference, type Guard } from './guard'

/** Indexes of a scoped table that rightly do not start with its tenant key. */
const STARTS_ELSEWHERE: Record<string, string> = {
  cc_run_portal_publications_by_portal: 'the public page reads one portal across all agencies',
  cc_n3_runs_by_legacy_portal: 'the foreign key alone needs it, when a portal is deleted',
  cc_invitations_by_inviter: 'the foreign key alone needs it, when a person is removed',
  cc_invitations_by_email: 'a person finds what waits for their address, in whichever agency',
  cc_invitations_by_claimer: 'how often one person claims is counted across agencies',
  cc_invitations_reminders_due: 'what is due is looked for across agencies',
  cc_invitations_by_expiry: 'what has run out is looked for across agencies',
  cc_run_stakeholders_by_user: 'which runs are mine is asked across agencies',
  cc_notifications_inbox: 'an inbox is one person’s, across agencies',
  cc_notifications_archive: 'an inbox is one person’s, across agencies',
  cc_notifications_unread: 'an inbox is one person’s, across agencies',
  cc_notifications_unseen: 'an inbox is one person’s, across agencies',
  cc_notifications_by_category: 'an inbox is one person’s, across agencies',
  cc_notifications_by_reading: 'what one person marked at one moment is taken back, across agencies',
  cc_notification_deliveries_due: 'lanes come before agencies, and each agency is then found by jumping',
  cc_notification_deliveries_leased: 'lost leases are looked for across agencies',
  cc_notification_deliveries_held: 'digests that are due are looked for across agencies',
  cc_notification_deliveries_by_recipient: 'the foreign key alone needs it, when a person is removed',
  cc_notification_deliveries_by_provider_message: 'a provider knows its own id and no agency',
  cartridge_versions_by_user: 'what was one person’s own belongs to no agency',
  tickets_by_any_assignee: 'the foreign key alone needs it, when a person is removed',
  saved_views_by_owner: 'the foreign key alone needs it, when a person is removed',
  org_schema_ledger_by_target: 'schemas and the whole database have a history, too',
}
/** Tenant keys that may be empty, and what that means. */
const MEANT_EMPTY: Record<string, string> = {
  'cc_notification_templates.tenant_id': 'the product’s own words',
  'cc_suppressions.tenant_id': 'no mail from anybody',
  'cartridge_versions.agency_id': 'a person’s own',
  'org_schema_ledger.agency_id': 'what all agencies share, and schemas',
}
/** Read by the API as a part of their agency, which takes a key of their own, although another one vouches for it. */
const READ_WITH_AGENCY: ReadonlySet<TableName> = new Set<TableName>([
  'alerts',
  'tickets',
  'workflow_executions',
])
const RULE_TRIGGERS: Partial<Record<TableName, string[]>> = {
  users: ['private.guard_user_change()', 'private.release_tickets()'],
  cc_run_portal_publications: ['private.guard_publication_portal()'],
  cc_n3_runs: ['private.announce_run_change()'],
  cc_portals: ['private.announce_portal_runs()'],
  cc_run_stakeholders: ['private.forget_run_notifications()'],
  alerts: ['private.stamp_alert()', 'private.announce_alert()', 'private.note_critical_alert()'],
  workflow_settings: ['private.stamp_switch()'],
  workflow_triggers: ['private.stamp_rule()', 'private.check_rule()'],
  workflow_executions: ['private.refuse_own_work()'],
  tickets: ['private.prepare_ticket()', 'private.stamp_ticket()', 'private.announce_ticket()'],
  ticket_comments: ['private.prepare_comment()', 'private.announce_comment()'],
  communications: ['private.guard_communication()'],
  documents: ['private.prepare_document()', 'private.announce_document()'],
  style_cartridges: ['private.keep_cartridge_version(style)'],
  preference_cartridges: ['private.keep_cartridge_version(preference)'],
  instruction_cartridges: ['private.keep_cartridge_version(instruction)'],
  brand_cartridges: ['private.keep_cartridge_version(brand)'],
  invoices: ['private.prepare_invoice()', 'private.guard_invoice_removal()', 'private.announce_invoice()'],
  invoice_lines: [
    'private.guard_invoice_line()',
    'private.sum_invoice_lines() after insert',
    'private.sum_invoice_lines() after update',
    'private.sum_invoice_lines() after delete',
  ],
  agency_cartridges: ['private.count_cartridge_version()', 'private.keep_cartridge_version()'],
}
const names = Object.keys(tables) as TableName[]

/** `public.clients: before update, private.refuse_key_change(agency_id, is_house)` for each trigger that the matrix asks for. */
function wantedTriggers(withUpdatedAt: ReadonlySet<string>): string[] {
  return names.flatMap((table) => {
    const { fixed, history } = matrix[table]
    const lines: string[] = []
    if (fixed.length > 0) lines.push(`private.refuse_key_change(${fixed.join(', ')})`)
    if (history)
      for (const verb of ['insert', 'update', 'delete'])
        lines.push(`private.log_changes(${history.agency}, ${history.subject}) after ${verb}`)
    // A ticket is as old as its last change that people would call one, which its own trigger knows.
    if (withUpdatedAt.has(table) && table !== 'tickets') lines.push('private.set_updated_at()')
    return [...lines, ...(RULE_TRIGGERS[table] ?? [])].map((line) => `${table}: ${line}`)
  })
}

export const keyGuards: Guard[] = [
  {
    says: 'a parent of the same agency is named by a composite key, so that the two cannot disagree',
    find: async (sql) => {
      const rows = await sql<
        { table: string; columns: string[]; parent: string; to: string[]; optional: string[] }[]
      >`
        select k.conrelid::regclass::text as table, k.confrelid::regclass::text as parent,
          array(select a.attname::text from unnest(k.conkey) with ordinality c (n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.n order by i) as columns,
          array(select a.attname::text from unnest(k.confkey) with ordinality c (n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.n order by i) as to,
          array(select a.attname::text from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and not a.attnotnull) as optional
        from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`
      const bare = rows.map((row) => ({
        ...row,
        table: row.table.replace('public.', ''),
        parent: row.parent.replace('public.', ''),
      }))
      const faults: string[] = []
      for (const table of names)
        for (const [column, parent] of Object.entries(matrix[table].parents)) {
          const key = bare.find(
            (k) => k.table === table && k.columns.includes(column) && k.parent === parent.table,
          )
          // The agency may be vouched for by a parent in it, but only by one that is always named.
          const vouched = bare.some(
            (k) =>
              k.table === table &&
              k.columns.includes(column) &&
              k.columns.length > 1 &&
              k.optional.length === 0,
          )
          if (!key && !(parent.table === 'agencies' && vouched && !READ_WITH_AGENCY.has(table)))
            faults.push(`${table}.${column}: no foreign key`)
          if (parent.of !== 'same agency' && parent.of !== 'same client') continue
          const both = parent.of === 'same client' ? ['client_id'] : []
          const wanted = [tenantColumn(table), ...both, column]
          const target = [tenantColumn(parent.table as TableName), ...both, 'id']
          // A key may name more than these two, such as the client that both belong to.
          const pairs = key?.columns.map((from, index) => `${from}>${key.to[index] ?? ''}`) ?? []
          if (wanted.some((from, index) => !pairs.includes(`${from ?? ''}>${target[index] ?? ''}`)))
            faults.push(
              `${table}.${column}: not (${wanted.join(', ')}) references ${parent.table} (${target.join(', ')})`,
            )
        }
      for (const key of bare)
        for (const column of key.columns)
          if (!names.includes(key.table as TableName) || !(column in matrix[key.table as TableName].parents))
            faults.push(`${key.table}.${column}: a parent that the access matrix does not name`)
      return faults
    },
  },
  {
    says: 'every foreign key has an index that starts with its columns',
    find: async (sql) => {
      const rows = await sql<{ name: string }[]>`
        select k.conrelid::regclass || ', ' || k.conname as name
        from pg_constraint k
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
          select from pg_index i
          where i.indrelid = k.conrelid
            -- One that leaves out empty keys serves as well: nobody looks for those.
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = (
              select format('(%I IS NOT NULL)', a.attname) from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[cardinality(k.conkey)]))
            and (select array_agg(x order by x) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) x)
              = (select array_agg(x order by x) from unnest(k.conkey) x))`
      return rows.map(({ name }) => name)
    },
  },
  {
    says: 'indexes of a scoped table start with its tenant key, and tenant keys are never empty',
    find: async (sql) => {
      const rows = await sql<{ table: string; index: string; first: string }[]>`
        select c.relname as table, i.indexrelid::regclass::text as index, a.attname as first
        from pg_index i join pg_class c on c.oid = i.indrelid
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        -- Words are looked up by an elevated function, which takes the agency's rows from what it finds.
        join pg_class own on own.oid = i.indexrelid join pg_am method on method.oid = own.relam and method.amname = 'btree'
        where c.relnamespace = 'public'::regnamespace and not i.indisunique`
      const empty = await sql<{ name: string }[]>`
        select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attnotnull and a.attname in ('agency_id', 'tenant_id')`
      const stray = rows.filter(({ table, index, first }) => {
        const tenant = table in tables ? tenantColumn(table as TableName) : null
        return tenant !== null && tenant !== first && !(index.replace('public.', '') in STARTS_ELSEWHERE)
      })
      return [
        ...stray.map(({ index }) => `index ${index}`),
        ...empty.filter(({ name }) => !(name in MEANT_EMPTY)).map(({ name }) => `nullable ${name}`),
      ]
    },
  },
  {
    says: 'keys are fixed, history is written and rules are kept by triggers, as the access matrix says',
    find: async (sql) => {
      const stamped = await sql<{ table: string }[]>`
        select c.relname as table from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'updated_at'`
      const rows = await sql<{ line: string }[]>`
        select c.relname || ': ' || t.tgfoid::regproc || '('
          || array_to_string((string_to_array(encode(t.tgargs, 'escape'), '\\000'))[1:t.tgnargs], ', ') || ')'
          -- Where one function serves several verbs, each is a trigger of its own that could be missing.
          || case when t.tgfoid = 'private.log_changes'::regproc or t.tgtype & 1 = 0
               then ' after ' || case when t.tgtype & 4 > 0 then 'insert' when t.tgtype & 8 > 0 then 'delete' else 'update' end else '' end as line
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and t.tgenabled = 'O'`
      return difference(
        rows.map(({ line }) => line),
        wantedTriggers(new Set(stamped.map(({ table }) => table))),
      )
    },
  },
]
