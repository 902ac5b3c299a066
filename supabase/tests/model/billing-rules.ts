import type { TableName } from '../../access-matrix'
import { text, type Known } from './oracle'
import type { Row, World } from './world'

/** What is about an agency's money, and what works on its behalf. */
export const MONEY_TABLES: readonly string[] = [
  'billing_settings',
  'invoices',
  'invoice_lines',
  'workflow_settings',
  'workflow_triggers',
]
/** What an invoice says; fixed once it is sent. */
const CONTENT = [
  'client_id',
  'number',
  'party_name',
  'party_address',
  'currency',
  'issued_on',
  'due_on',
  'notes',
]
const STEPS: Record<string, readonly string[]> = { draft: ['sent'], sent: ['paid', 'void'], paid: ['sent'] }
const isSame = (one: unknown, other: unknown) => (one ?? null) === (other ?? null)

/** Whether somebody looks after the money of their agency. */
export function mayBill(world: World, who: Known): boolean {
  if (who.standing === 'agency_owner' || who.standing === 'agency_admin') return true
  const permissions = world.tables.users.find(({ id }) => id === who.id)?.permissions
  return who.standing === 'team_member' && Array.isArray(permissions) && permissions.includes('billing')
}

export function isSentTo(invoice: Row, who: Known): boolean {
  return (
    who.client !== null &&
    invoice.client_id === who.client &&
    invoice.type === 'outgoing' &&
    invoice.status !== 'draft'
  )
}

const invoiceOf = (world: World, line: Row) =>
  world.tables.invoices.find(({ id, agency_id }) => id === line.invoice_id && agency_id === line.agency_id)

export function isLineSentTo(world: World, line: Row, who: Known): boolean {
  const invoice = invoiceOf(world, line)
  return invoice !== undefined && isSentTo(invoice, who)
}

/** A line for an invoice that was sent; told only to those who may know of it. */
export function billingInsertFault(world: World, who: Known, table: TableName, row: Row): string | null {
  if (table !== 'invoice_lines') return null
  const invoice = invoiceOf(world, row)
  if (!invoice || invoice.status === 'draft') return null
  const mayKnow = who.standing === 'service' || (invoice.agency_id === who.agency && mayBill(world, who))
  return mayKnow ? 'PT409' : null
}

export function billingUpdateFault(world: World, table: TableName, before: Row, after: Row): string | null {
  if (table === 'invoice_lines') return invoiceOf(world, before)?.status === 'draft' ? null : 'PT409'
  if (table !== 'invoices') return null
  if (before.status !== 'draft' && CONTENT.some((column) => !isSame(before[column], after[column])))
    return 'PT409'
  if (before.status === after.status) return null
  if (!STEPS[text(before.status) ?? '']?.includes(text(after.status) ?? '')) return 'PT409'
  if (before.status !== 'draft') return null
  const hasLines = world.tables.invoice_lines.some(({ invoice_id }) => invoice_id === before.id)
  const isNamed = after.type === 'outgoing' || (Boolean(after.number) && Boolean(after.party_name))
  return hasLines && isNamed ? null : 'PT409'
}

/** What was sent stays, for everybody but the operator; and so does the client it was sent to. */
export function billingRemovalFault(world: World, who: Known, table: TableName, row: Row): string | null {
  if (table === 'invoices') return row.status === 'draft' ? null : 'PT409'
  if (table === 'invoice_lines') return invoiceOf(world, row)?.status === 'draft' ? null : 'PT409'
  const isCharged = world.tables.invoices.some(
    ({ client_id, status }) => client_id === row.id && status !== 'draft',
  )
  return table === 'clients' && who.standing !== 'service' && isCharged ? 'PT409' : null
}
