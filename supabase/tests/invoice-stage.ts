import { addAgency, openStage, type Agency, type Member, type Refusal, type Stage } from './stage'

export interface Line {
  id?: string
  description?: string
  quantity?: number | string
  unit_price_minor?: number
  tax_rate?: number | string
}
export interface Saved {
  id: string
  version: number
  subtotal_minor: string
  tax_minor: string
  total_minor: string
}
export interface InvoiceRow {
  status: string
  number: string | null
  sequence_no: number | null
  version: number
  subtotal_minor: string
  tax_minor: string
  total_minor: string
  party_name: string
  sender: Record<string, string> | null
  /** From issue to due. */
  days: number
  paid_at: Date | null
}
export const WORK: Line = { description: 'Work', quantity: 1, unit_price_minor: 10_000, tax_rate: 19 }

/** A stage with two agencies and somebody who bills without being an admin, and what stories of invoices do on it. */
export interface InvoiceStage {
  stage: Stage
  nordlicht: Agency
  other: Agency
  /** A team member of Nordlicht who looks after its money; `member` does not. */
  biller: Member
  save: (
    invoice: object,
    lines?: readonly Line[],
    options?: { who?: Member; id?: string; version?: number },
  ) => Promise<Saved>
  refusalOfSave: (
    who: Member,
    invoice: object,
    lines?: readonly unknown[],
    id?: string | null,
    version?: number | null,
  ) => Promise<Refusal>
  draft: (agency?: Agency, lines?: readonly Line[]) => Promise<string>
  bill: (agency?: Agency) => Promise<string>
  step: (id: string, status: string, who?: Member) => Promise<unknown>
  refusalOfStep: (id: string, status: string, who?: Member) => Promise<Refusal>
  read: (id: string) => Promise<InvoiceRow>
}

/** An agency that has said how it bills, as every one has that was registered or provisioned. */
export async function addBillingAgency(sql: Stage['sql'], slug: string): Promise<Agency> {
  const agency = await addAgency(sql, slug)
  await sql`insert into billing_settings (agency_id) values (${agency.id})`
  return agency
}

export async function openInvoiceStage(): Promise<InvoiceStage> {
  const stage = await openStage()
  const nordlicht = await addAgency(stage.sql, 'nordlicht')
  const other = await addBillingAgency(stage.sql, 'other')
  const [row] = await stage.sql<{ id: string }[]>`
    insert into users (id, client_id, email, role, permissions)
    values (gen_random_uuid(), ${nordlicht.house}, 'biller@example.test', 'team_member', '["billing"]') returning id`
  await stage.sql`insert into billing_settings (agency_id, legal_name, number_prefix, payment_days)
    values (${nordlicht.id}, 'Nordlicht GmbH', 'NL-', 10) on conflict (agency_id) do update
    set legal_name = excluded.legal_name, number_prefix = excluded.number_prefix, payment_days = excluded.payment_days`

  const save: InvoiceStage['save'] = async (invoice, lines = [WORK], options = {}) => {
    const { who = nordlicht.owner, id = null, version = null } = options
    const [saved] = await stage.as(
      who,
      (tx) =>
        tx<
          Saved[]
        >`select * from save_invoice(${id}, ${version}, ${tx.json(invoice as never)}, ${tx.json(lines as never)})`,
    )
    if (!saved) throw new Error('Nothing was saved.')
    return saved
  }
  const draft: InvoiceStage['draft'] = async (agency = nordlicht, lines = [WORK]) =>
    (await save({ type: 'outgoing', client_id: agency.client }, lines, { who: agency.owner })).id
  const step: InvoiceStage['step'] = (id, status, who = nordlicht.owner) =>
    stage.as(who, (tx) => tx`update invoices set status = ${status} where id = ${id}`)
  return {
    stage,
    nordlicht,
    other,
    biller: { id: row?.id ?? '', role: 'authenticated' },
    save,
    refusalOfSave: (who, invoice, lines = [WORK], id = null, version = null) =>
      stage.refusal(
        who,
        (tx) =>
          tx`select * from save_invoice(${id}, ${version}, ${tx.json(invoice as never)}, ${tx.json(lines as never)})`,
      ),
    draft,
    bill: async (agency = nordlicht) => {
      const id = await draft(agency)
      await step(id, 'sent', agency.owner)
      return id
    },
    step,
    refusalOfStep: (id, status, who = nordlicht.owner) =>
      stage.refusal(who, (tx) => tx`update invoices set status = ${status} where id = ${id}`),
    read: async (id) => {
      const [found] = await stage.sql<
        InvoiceRow[]
      >`select *, due_on - issued_on as days from invoices where id = ${id}`
      if (!found) throw new Error('The invoice is gone.')
      return found
    },
  }
}
