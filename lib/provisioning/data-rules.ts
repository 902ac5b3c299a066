import type { TransactionSql } from 'postgres'
import { quoteName, type Fact } from '@/lib/provisioning/facts'
import type { Finding } from '@/lib/provisioning/findings'
import { foreignKeys, tenantColumns, type ForeignKey } from '@/lib/provisioning/keys'
import type { Found } from '@/lib/provisioning/report'

/** A fault in the data, and whose it is: null where no organisation can be told. */
export interface DataFault {
  agencyId: string | null
  finding: Found
}

interface Rule {
  id: string
  table: string
  severity: Finding['severity']
  says: (count: number) => string
  /** Rows (agency, count), one for each organisation with such a fault. */
  count: string
  /** Shows the rows; how to mend them only a person can say. */
  show: string
}

/**
 * Looks for rows that contradict the model: keys that lead nowhere or into another organisation, people without account and accounts
 * without person, invoices of no type. The keys are those of the reference, so one that was dropped is still looked at.
 */
export async function findDataFaults(tx: TransactionSql, reference: readonly Fact[]): Promise<DataFault[]> {
  const there = await columnsThatExist(tx)
  const keys = foreignKeys(reference).filter(
    ({ table, columns, parent, parentColumns }) =>
      columns.every((column) => there.has(`${table}.${column}`)) &&
      parentColumns.every((column) => there.has(`${parent}.${column}`)),
  )
  const tenants = tenantColumns(keys)
  const rules = [
    ...keys.flatMap((key) => keyRules(key, tenants)),
    ...accountRules(there),
    ...invoiceRules(there),
  ]
  const faults: DataFault[] = []
  for (const rule of rules) {
    const rows = await tx.unsafe<{ agency: string | null; count: number }[]>(rule.count)
    for (const { agency, count } of rows)
      if (count > 0) faults.push({ agencyId: agency, finding: asFinding(rule, count) })
  }
  return faults
}

async function columnsThatExist(tx: TransactionSql): Promise<Set<string>> {
  const rows = await tx<{ name: string }[]>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`
  return new Set(rows.map(({ name }) => name))
}

function keyRules(key: ForeignKey, tenants: ReadonlyMap<string, string>): Rule[] {
  const [child, parent] = [`public.${quoteName(key.table)}`, `public.${quoteName(key.parent)}`]
  const tenant = tenants.get(key.table)
  const owner = tenant === undefined ? 'null::uuid' : `c.${quoteName(tenant)}`
  const pairs = key.columns.map((column, index) => [column, key.parentColumns[index] ?? ''] as const)
  const join = (list: readonly (readonly [string, string])[]) =>
    list.map(([own, other]) => `c.${quoteName(own)} = p.${quoteName(other)}`).join(' and ')
  const named = pairs.map(([own]) => `c.${quoteName(own)} is not null`).join(' and ')
  const lost = `from ${child} c where ${named} and not exists (select from ${parent} p where ${join(pairs)})`
  const what = `${key.table} (${key.columns.join(', ')})`
  const rules: Rule[] = [
    {
      id: `data:row:${key.table}.${key.name}`,
      table: key.table,
      severity: 'data',
      says: (count) => `${rowsOf(count)} of ${what} name something in ${key.parent} that is not there`,
      count: `select ${owner}::text as agency, count(*)::int as count ${lost} group by 1`,
      show: `select c.* ${lost}`,
    },
  ]
  const parentTenant = tenants.get(key.parent)
  const rest = pairs.filter(([own, other]) => own !== tenant || other !== parentTenant)
  if (tenant !== undefined && parentTenant !== undefined && parentTenant !== 'id' && rest.length > 0) {
    // What belongs to nobody is shared, and may be named by everybody.
    const mixed = `from ${child} c join ${parent} p on ${join(rest)} where p.${quoteName(parentTenant)} <> c.${quoteName(tenant)}`
    rules.push({
      id: `data:tenant:${key.table}.${key.name}`,
      table: key.table,
      severity: 'isolation',
      says: (count) =>
        `${rowsOf(count)} of ${what} belong to another organisation than what they name in ${key.parent}`,
      count: `select ${owner}::text as agency, count(*)::int as count ${mixed} group by 1`,
      show: `select c.*, p.${quoteName(parentTenant)} as belongs_to ${mixed}`,
    })
  }
  return rules
}

function accountRules(there: ReadonlySet<string>): Rule[] {
  if (!there.has('auth.users.id') || !there.has('users.id')) return []
  const people = `from public.users u left join public.clients c on c.id = u.client_id`
  const without = `${people} where not exists (select from auth.users a where a.id = u.id)`
  const differing = `${people} join auth.users a on a.id = u.id where u.email is distinct from lower(a.email)`
  const accounts = `from auth.users a where not exists (select from public.users u where u.id = a.id)`
  return [
    {
      id: 'data:users-without-account',
      table: 'users',
      severity: 'data',
      says: (count) => `${persons(count)} in users cannot sign in: there is no account of that id`,
      count: `select c.agency_id::text as agency, count(*)::int as count ${without} group by 1`,
      show: `select u.id, u.email ${without}`,
    },
    {
      id: 'data:accounts-without-user',
      table: 'users',
      // Nothing is wrong with it: whoever signs up has an account before they join anything, and whoever is removed keeps theirs.
      severity: 'note',
      says: (count) =>
        `${count === 1 ? '1 account belongs' : `${String(count)} accounts belong`} to nobody in users: signed up and not joined yet, or left an organisation`,
      count: `select null as agency, count(*)::int as count ${accounts} having count(*) > 0`,
      show: `select a.id, a.email, a.created_at ${accounts}`,
    },
    {
      id: 'data:users-with-other-email',
      table: 'users',
      severity: 'data',
      says: (count) => `${persons(count)} in users have another e-mail address than their account`,
      count: `select c.agency_id::text as agency, count(*)::int as count ${differing} group by 1`,
      show: `select u.id, u.email, a.email as account_email ${differing}`,
    },
  ]
}

function invoiceRules(there: ReadonlySet<string>): Rule[] {
  if (!there.has('invoices.type') || !there.has('invoices.agency_id')) return []
  const odd = `from public.invoices i where i.type is null or i.type not in ('incoming', 'outgoing')`
  return [
    {
      id: 'data:invoices-without-type',
      table: 'invoices',
      severity: 'data',
      says: (count) => `${rowsOf(count)} of invoices are neither incoming nor outgoing`,
      count: `select i.agency_id::text as agency, count(*)::int as count ${odd} group by 1`,
      show: `select i.id, i.type ${odd}`,
    },
  ]
}

const rowsOf = (count: number) => (count === 1 ? '1 row' : `${String(count)} rows`)
const persons = (count: number) => (count === 1 ? '1 person' : `${String(count)} people`)

function asFinding(rule: Rule, count: number): Found {
  return {
    schema: 'public',
    id: rule.id,
    class: 'data',
    severity: rule.severity,
    kind: 'row',
    table: rule.table,
    subject: rule.table,
    says: rule.says(count),
    expected: '0',
    actual: String(count),
    mend: { by: 'person', sql: [rule.show] },
    facts: [],
    folded: count - 1,
  }
}
