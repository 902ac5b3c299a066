import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invoiceTotals } from '../../lib/rules/invoices'
import { addBillingAgency, openInvoiceStage, WORK, type InvoiceStage } from './invoice-stage'
import type { Stage } from './stage'

/** Invoices: what they add up to, how drafts are written, and which steps they take. */

let stage: InvoiceStage['stage']
let nordlicht: InvoiceStage['nordlicht']
let other: InvoiceStage['other']
let biller: InvoiceStage['biller']
let save: InvoiceStage['save']
let refusalOfSave: InvoiceStage['refusalOfSave']
let draft: InvoiceStage['draft']
let bill: InvoiceStage['bill']
let step: InvoiceStage['step']
let refusalOfStep: InvoiceStage['refusalOfStep']
let read: InvoiceStage['read']

beforeAll(async () => {
  ;({ stage, nordlicht, other, biller, save, refusalOfSave, draft, bill, step, refusalOfStep, read } =
    await openInvoiceStage())
})
afterAll(() => stage.stop())

describe('what an invoice comes to', () => {
  test('is the same in the database and in the interface, line by line and rate by rate', async () => {
    let state = 7
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * below)
    }
    for (let round = 0; round < 25; round++) {
      const numbers = Array.from({ length: 1 + next(12) }, () => ({
        quantityMilli: BigInt(next(5) === 0 ? next(1_000_000_000) : next(20_000)),
        unitPriceMinor: BigInt(next(2_000_000) - 500_000),
        rateHundredths: BigInt([0, 700, 1900, 550, 1925][next(5)] ?? 0),
      }))
      const saved = await save(
        { type: 'outgoing', client_id: nordlicht.client },
        numbers.map((line) => ({
          description: 'Work',
          quantity: (Number(line.quantityMilli) / 1000).toFixed(3),
          unit_price_minor: Number(line.unitPriceMinor),
          tax_rate: (Number(line.rateHundredths) / 100).toFixed(2),
        })),
      )
      const [shares] = await stage.sql<
        { rates: { tax_rate: number; net_minor: number; tax_minor: number }[] }[]
      >`
        select to_jsonb(tax_by_rate(i)) as rates from invoices i where id = ${saved.id}`
      const totals = invoiceTotals(numbers)
      expect([saved.subtotal_minor, saved.tax_minor, saved.total_minor].map(BigInt)).toEqual([
        totals.subtotalMinor,
        totals.taxMinor,
        totals.totalMinor,
      ])
      expect(shares?.rates.map((rate) => [rate.tax_rate * 100, rate.net_minor, rate.tax_minor])).toEqual(
        totals.rates.map((rate) => [rate.rateHundredths, rate.netMinor, rate.taxMinor].map(Number)),
      )
    }
  })

  test('follows every change of a line, and nobody writes it by hand', async () => {
    const id = await draft()
    await stage.as(
      nordlicht.owner,
      (tx) => tx`update invoice_lines set quantity = 2.5 where invoice_id = ${id}`,
    )
    expect(await read(id)).toMatchObject({ subtotal_minor: '25000', tax_minor: '4750', total_minor: '29750' })
    await stage.as(nordlicht.owner, (tx) => tx`delete from invoice_lines where invoice_id = ${id}`)
    expect(await read(id)).toMatchObject({ subtotal_minor: '0', tax_minor: '0', total_minor: '0' })
    const refusal = await stage.refusal(
      nordlicht.owner,
      (tx) => tx`update invoices set total_minor = 1 where id = ${id}`,
    )
    expect(refusal.code).toBe('42501')
  })

  test('stays a number that every interface counts exactly', async () => {
    const most = { description: 'Work', quantity: 1_000_000, unit_price_minor: 10_000_000_000, tax_rate: 100 }
    expect(
      await refusalOfSave(nordlicht.owner, { type: 'outgoing', client_id: nordlicht.client }, [most]),
    ).toMatchObject({
      code: 'PT400',
      message: 'invalid_invoice_lines',
    })
  })
})

describe('saving a draft', () => {
  test('keeps lines that are named, changes them in place and drops the others', async () => {
    const { id, version } = await save({ type: 'outgoing', client_id: nordlicht.client }, [
      WORK,
      { ...WORK, description: 'More' },
    ])
    const lines = () =>
      stage.sql<{ id: string; description: string; position: number }[]>`
        select id, description, position from invoice_lines where invoice_id = ${id} order by position`
    const [first, second] = await lines()
    await save(
      { notes: 'Thank you' },
      [
        { ...WORK, description: 'New' },
        { ...WORK, id: second?.id ?? '', description: 'More of it' },
      ],
      { id, version },
    )
    const after = await lines()
    expect(after.map(({ description }) => description)).toEqual(['New', 'More of it'])
    expect(after[1]?.id).toBe(second?.id)
    expect(after.some((line) => line.id === first?.id)).toBe(false)
    expect((await read(id)).party_name).toBe('Client')
  })

  test('is refused to whoever saw an earlier version, and names the present one', async () => {
    const { id, version } = await save({ type: 'outgoing', client_id: nordlicht.client })
    const saved = await save({ notes: 'First' }, [WORK], { id, version })
    expect(await refusalOfSave(nordlicht.admin, { notes: 'Second' }, [WORK], id, version)).toMatchObject({
      code: 'PT409',
      message: 'invoice_changed',
      detail: String(saved.version),
    })
  })

  test('changes nothing when a line is refused', async () => {
    const { id, version } = await save({ type: 'outgoing', client_id: nordlicht.client })
    await refusalOfSave(nordlicht.owner, { notes: 'Half' }, [WORK, { ...WORK, quantity: -1 }], id, version)
    expect(await read(id)).toMatchObject({ version, total_minor: '11900' })
  })

  test.each([
    [{ type: 'outgoing' }, [WORK], 'PT400', 'invalid_invoice'],
    [{ type: 'sideways' }, [WORK], 'PT400', 'invalid_invoice'],
    [{ type: 'incoming', currency: 'euro' }, [WORK], 'PT400', 'invalid_invoice'],
    [{ type: 'incoming', total_minor: 5 }, [WORK], 'PT400', 'invalid_invoice'],
    [{ type: 'incoming', issued_on: '2026-02-02', due_on: '2026-02-01' }, [WORK], 'PT400', 'invalid_invoice'],
    [{ type: 'incoming' }, [{ ...WORK, description: ' ' }], 'PT400', 'invalid_invoice_lines'],
    [{ type: 'incoming' }, [{ ...WORK, tax_rate: 101 }], 'PT400', 'invalid_invoice_lines'],
    [{ type: 'incoming' }, Array.from({ length: 201 }, () => WORK), 'PT400', 'invalid_invoice_lines'],
  ])('%j is refused', async (invoice, lines, code, message) => {
    expect(await refusalOfSave(nordlicht.owner, invoice, lines)).toMatchObject({ code, message })
  })

  test('is in the currency that its agency bills in when nobody names one, and in none that nobody chose', async () => {
    const currencyOf = async (id: string) =>
      (await stage.sql`select currency from invoices where id = ${id}`)[0]?.currency as string
    const plain = (tx: TransactionSql) => tx<{ id: string }[]>`
      insert into invoices (agency_id, client_id, type) values (${nordlicht.id}, ${nordlicht.client}, 'outgoing') returning id`
    await stage.sql`update billing_settings set currency = 'DKK' where agency_id = ${nordlicht.id}`
    try {
      const charged = { type: 'outgoing', client_id: nordlicht.client }
      expect(await currencyOf((await save(charged)).id)).toBe('DKK')
      expect(await currencyOf((await save({ ...charged, currency: 'USD' })).id)).toBe('USD')
      expect(await currencyOf((await stage.as(biller, plain))[0]?.id ?? '')).toBe('DKK')
      const [kept] =
        await stage.sql`delete from billing_settings where agency_id = ${nordlicht.id} returning *`
      const refused = { code: 'PT400', message: 'currency_required' }
      expect(await refusalOfSave(nordlicht.owner, charged)).toMatchObject(refused)
      expect(await stage.refusal(biller, plain)).toMatchObject(refused)
      // Whoever may write none learns nothing of it.
      expect((await stage.refusal(nordlicht.member, plain)).message).toMatch(/row-level security/)
      expect(await currencyOf((await save({ ...charged, currency: 'USD' })).id)).toBe('USD')
      await stage.sql`insert into billing_settings ${stage.sql(kept ?? {})}`
    } finally {
      await stage.sql`update billing_settings set currency = 'EUR' where agency_id = ${nordlicht.id}`
    }
  })

  test('for a client of another agency is refused as for one that nobody has', async () => {
    const foreign = await refusalOfSave(nordlicht.owner, { type: 'outgoing', client_id: other.client })
    const unknown = await refusalOfSave(nordlicht.owner, {
      type: 'outgoing',
      client_id: '00000000-0000-4000-8000-00000000dead',
    })
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'PT404', message: 'client_not_found' })
  })
})

describe('the steps of an invoice', () => {
  test('sending gives number, dates and sender, and keeps them whatever the settings say later', async () => {
    const id = await bill()
    const sent = await read(id)
    expect(sent).toMatchObject({ status: 'sent', days: 10, sender: { legal_name: 'Nordlicht GmbH' } })
    expect(sent.number).toMatch(/^NL-\d{4}$/)
    await stage.sql`update billing_settings set legal_name = 'Nordlicht AG' where agency_id = ${nordlicht.id}`
    expect((await read(id)).sender).toMatchObject({ legal_name: 'Nordlicht GmbH' })
    await stage.sql`update billing_settings set legal_name = 'Nordlicht GmbH' where agency_id = ${nordlicht.id}`
  })

  const path: Record<string, string[]> = {
    draft: [],
    sent: ['sent'],
    paid: ['sent', 'paid'],
    void: ['sent', 'void'],
  }
  const allowed = ['draft sent', 'sent paid', 'sent void', 'paid sent']
  const pairs = Object.keys(path).flatMap((from) => Object.keys(path).map((to) => [from, to] as const))
  test.each(pairs.filter(([from, to]) => from !== to))('from %s to %s', async (from, to) => {
    const id = await draft()
    for (const stop of path[from] ?? []) await step(id, stop)
    if (allowed.includes(`${from} ${to}`)) {
      await step(id, to)
      expect((await read(id)).status).toBe(to)
    } else {
      expect(await refusalOfStep(id, to)).toMatchObject({ code: 'PT409', message: `invoice_is_${from}` })
      expect((await read(id)).status).toBe(from)
    }
  })

  test('a payment that is taken back leaves no date of it', async () => {
    const id = await bill()
    await step(id, 'paid')
    expect((await read(id)).paid_at).not.toBeNull()
    await step(id, 'sent')
    expect((await read(id)).paid_at).toBeNull()
  })

  test('nothing is sent that is empty, nor one from a supplier without their number', async () => {
    expect(await refusalOfStep(await draft(nordlicht, []), 'sent')).toMatchObject({
      message: 'invoice_has_no_lines',
    })
    const { id } = await save({ type: 'incoming', party_name: 'Printer' })
    expect(await refusalOfStep(id, 'sent')).toMatchObject({ code: 'PT409', message: 'invoice_needs_number' })
    await stage.as(nordlicht.owner, (tx) => tx`update invoices set number = 'R-77' where id = ${id}`)
    await step(id, 'sent')
    expect(await read(id)).toMatchObject({ number: 'R-77', sequence_no: null, sender: null })
  })

  test('what was sent does not change in anything it says, for anybody', async () => {
    const id = await bill()
    const before = await read(id)
    const attempts = [
      "party_name = 'Somebody else'",
      "currency = 'USD'",
      "due_on = '2030-01-01'",
      "notes = 'And more'",
      `client_id = '${nordlicht.sibling}'`,
      "number = 'NL-9999'",
    ]
    for (const attempt of attempts)
      for (const who of [nordlicht.owner, biller, { id: null, role: 'service_role' as const }])
        expect(
          await stage.refusal(who, (tx) => tx.unsafe(`update invoices set ${attempt} where id = '${id}'`)),
        ).toMatchObject({ code: 'PT409', message: 'invoice_is_fixed' })
    for (const statement of [
      `update invoice_lines set quantity = 9 where invoice_id = '${id}'`,
      `delete from invoice_lines where invoice_id = '${id}'`,
      `insert into invoice_lines (agency_id, invoice_id, description) values ('${nordlicht.id}', '${id}', 'More')`,
      `delete from invoices where id = '${id}'`,
    ])
      for (const who of [nordlicht.owner, { id: null, role: 'service_role' as const }])
        expect(await stage.refusal(who, (tx) => tx.unsafe(statement))).toMatchObject({
          code: 'PT409',
          message: 'invoice_is_fixed',
        })
    expect(await refusalOfSave(nordlicht.owner, { notes: 'x' }, [WORK], id, before.version)).toMatchObject({
      message: 'invoice_is_fixed',
    })
    expect(await read(id)).toEqual(before)
  })

  test('who was charged stays: a client goes only while all its invoices are drafts', async () => {
    const agency = await addBillingAgency(stage.sql, 'leaving')
    const remove = (client: string) => (tx: Parameters<Parameters<Stage['as']>[1]>[0]) =>
      tx`delete from clients where id = ${client}`
    await draft(agency)
    await bill(agency)
    expect(await stage.refusal(agency.owner, remove(agency.client))).toMatchObject({
      message: 'invoice_is_fixed',
    })
    await save({ type: 'outgoing', client_id: agency.sibling }, [WORK], { who: agency.owner })
    await stage.as(agency.owner, remove(agency.sibling))
    expect(await stage.sql`select from clients where id = ${agency.sibling}`).toHaveLength(0)
    // The operator erases the whole of it.
    await stage.sql`delete from agencies where id = ${agency.id}`
    expect(await stage.sql`select from invoices where agency_id = ${agency.id}`).toHaveLength(0)
  })
})
