import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addBillingAgency, openInvoiceStage, WORK, type InvoiceStage } from './invoice-stage'
import { untilSomebodyWaits, type Agency, type Member } from './stage'

/** Invoices: how they get their numbers, and who ever sees them. */

let stage: InvoiceStage['stage']
let nordlicht: InvoiceStage['nordlicht']
let other: InvoiceStage['other']
let biller: InvoiceStage['biller']
let save: InvoiceStage['save']
let refusalOfSave: InvoiceStage['refusalOfSave']
let draft: InvoiceStage['draft']
let bill: InvoiceStage['bill']
let step: InvoiceStage['step']
let read: InvoiceStage['read']

beforeAll(async () => {
  ;({ stage, nordlicht, other, biller, save, refusalOfSave, draft, bill, step, read } =
    await openInvoiceStage())
})
afterAll(() => stage.stop())

describe('numbers', () => {
  const numbersOf = async (agency: Agency) =>
    (
      await stage.sql<{ sequence_no: number }[]>`
        select sequence_no from invoices where agency_id = ${agency.id} and sequence_no is not null order by sequence_no`
    ).map((row) => row.sequence_no)
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

  test('have no gap and no twin when many are sent at once', async () => {
    const agency = await addBillingAgency(stage.sql, 'racing')
    const ids = await Promise.all(upTo(24).map(() => draft(agency)))
    await Promise.all(ids.map((id) => step(id, 'sent', agency.owner)))
    expect(await numbersOf(agency)).toEqual(upTo(24))
  })

  test('are not used up by a sending that fails', async () => {
    const agency = await addBillingAgency(stage.sql, 'failing')
    const [one, two] = [await draft(agency), await draft(agency)]
    await expect(
      stage.as(agency.owner, async (tx) => {
        await tx`update invoices set status = 'sent' where id = ${one}`
        throw new Error('The connection broke.')
      }),
    ).rejects.toThrow('The connection broke.')
    await step(two, 'sent', agency.owner)
    await step(one, 'sent', agency.owner)
    expect(await numbersOf(agency)).toEqual([1, 2])
  })

  test('are given once when two people send the same invoice', async () => {
    const agency = await addBillingAgency(stage.sql, 'twice')
    const id = await draft(agency)
    await Promise.allSettled(
      [agency.owner, agency.admin].map((who) =>
        stage.as(who, (tx) => tx`update invoices set status = 'sent' where id = ${id} and status = 'draft'`),
      ),
    )
    await step(await draft(agency), 'sent', agency.owner)
    expect(await numbersOf(agency)).toEqual([1, 2])
  })

  test('a line that comes while it is being sent waits, and is then too late', async () => {
    const id = await draft()
    const late = stage.as(nordlicht.owner, async (tx) => {
      await tx`update invoices set status = 'sent' where id = ${id}`
      const line = stage.refusal(
        nordlicht.admin,
        (second) =>
          second`insert into invoice_lines (agency_id, invoice_id, description, unit_price_minor) values (${nordlicht.id}, ${id}, 'Late', 1)`,
      )
      await untilSomebodyWaits(stage.sql)
      return { line }
    })
    const { line } = await late
    expect(await line).toMatchObject({ message: 'invoice_is_fixed' })
    expect((await read(id)).total_minor).toBe('11900')
  })
})

const countFor = async (who: Member, table: 'invoices' | 'invoice_lines' | 'billing_settings') =>
  (await stage.as(who, (tx) => tx`select 1 from ${tx(table)}`)).length

describe('who sees and writes invoices', () => {
  test('viewers: what was sent to their own client, with its lines, and nothing else', async () => {
    const agency = await addBillingAgency(stage.sql, 'seen')
    const sent = await bill(agency)
    await draft(agency)
    const { id: cost } = await save(
      { type: 'incoming', client_id: agency.client, number: '1', party_name: 'Printer' },
      [WORK],
      {
        who: agency.owner,
      },
    )
    await step(cost, 'sent', agency.owner)
    const seen = await stage.as(agency.viewer, (tx) => tx<{ id: string }[]>`select id from invoices`)
    expect(seen.map(({ id }) => id)).toEqual([sent])
    expect(await countFor(agency.viewer, 'invoice_lines')).toBe(1)
    expect(await countFor(agency.viewer, 'billing_settings')).toBe(0)
    expect(await countFor(agency.siblingViewer, 'invoices')).toBe(0)
    expect(await countFor(agency.siblingViewer, 'invoice_lines')).toBe(0)
    const [counts] = await stage.as(
      agency.viewer,
      (tx) =>
        tx<{ counts: Record<string, number> }[]>`select to_jsonb(invoice_counts(c)) as counts from clients c`,
    )
    expect(counts?.counts).toMatchObject({ everything: 1, draft: 0, sent: 1 })
    expect(await stage.as(agency.viewer, (tx) => tx`select id from find_invoices('client')`)).toHaveLength(1)
    expect(
      await stage.as(agency.siblingViewer, (tx) => tx`select id from find_invoices('client')`),
    ).toHaveLength(0)
    // A void one stays with whoever got it.
    await step(sent, 'void', agency.owner)
    expect(await countFor(agency.viewer, 'invoices')).toBe(1)
  })

  test('team members: all with the permission, nothing without, and both from the next request on', async () => {
    const id = await bill()
    expect(await countFor(biller, 'invoices')).toBeGreaterThan(0)
    await step(id, 'paid', biller)
    for (const table of ['invoices', 'invoice_lines', 'billing_settings'] as const)
      expect(await countFor(nordlicht.member, table)).toBe(0)
    expect(await refusalOfSave(nordlicht.member, { type: 'incoming' })).toMatchObject({
      code: 'PT403',
      message: 'billing_required',
    })
    await stage.as(nordlicht.member, (tx) => tx`update invoices set status = 'void' where id = ${id}`)
    expect((await read(id)).status).toBe('paid')

    const give = (permissions: string[]) =>
      stage.as(
        nordlicht.admin,
        (tx) => tx`update users set permissions = ${tx.json(permissions)} where id = ${nordlicht.member.id}`,
      )
    await give(['billing'])
    expect(await countFor(nordlicht.member, 'invoices')).toBeGreaterThan(0)
    await give([])
    expect(await countFor(nordlicht.member, 'invoices')).toBe(0)
  })

  test('staff of an agency are no viewers of what its house client was charged', async () => {
    await step((await save({ type: 'outgoing', client_id: nordlicht.house })).id, 'sent')
    expect(await countFor(nordlicht.member, 'invoices')).toBe(0)
  })

  test('history: staff without the permission read nothing of the money, and those with it do', async () => {
    await bill()
    const told = (who: Member) =>
      stage.as(
        who,
        (tx) =>
          tx`select from activity_log where table_name in ('invoices', 'invoice_lines', 'billing_settings')`,
      )
    expect(await told(nordlicht.member)).toHaveLength(0)
    expect((await told(biller)).length).toBeGreaterThan(0)
  })

  test('a foreign invoice is answered like one that nobody has', async () => {
    const id = await bill()
    const unknown = '00000000-0000-4000-8000-00000000dead'
    expect(await refusalOfSave(other.owner, {}, [WORK], id, 1)).toEqual(
      await refusalOfSave(other.owner, {}, [WORK], unknown, 1),
    )
    const add = (invoice: string) =>
      stage.refusal(
        other.owner,
        (tx) =>
          tx`insert into invoice_lines (agency_id, invoice_id, description) values (${nordlicht.id}, ${invoice}, 'x')`,
      )
    expect(await add(id)).toEqual(await add(unknown))
  })
})
