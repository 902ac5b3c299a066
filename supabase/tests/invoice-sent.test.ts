import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CURRENCIES, currencyDigits } from '../../lib/rules/invoices'
import { openInvoiceStage, WORK, type InvoiceStage } from './invoice-stage'
import { toldTo } from './presence-stage'
import { untilSomebodyWaits } from './stage'

/** The people of a client are told of an invoice when it is sent to them, once, and nobody else is. */

let stage: InvoiceStage['stage']
let nordlicht: InvoiceStage['nordlicht']
let other: InvoiceStage['other']
let invoices: InvoiceStage

beforeAll(async () => {
  invoices = await openInvoiceStage()
  ;({ stage, nordlicht, other } = invoices)
})
afterAll(() => stage.stop())
beforeEach(async () => {
  await stage.sql`delete from cc_notifications`
  await stage.sql`delete from cc_notification_deliveries`
})

const notices = () => stage.sql`
  select n.recipient_individual_id as who, n.subject, n.body, n.action_url, n.sender_tenant_id as agency
  from cc_notifications n where n.type = 'invoice.sent'`

test('with its number, its amount and the day it is due, by notification and by mail', async () => {
  const { id } = await invoices.save({
    type: 'outgoing',
    client_id: nordlicht.client,
    currency: 'EUR',
    issued_on: '2026-11-20',
    due_on: '2026-12-04',
  })
  expect(await notices()).toEqual([])
  await invoices.step(id, 'sent')
  const { number } = await invoices.read(id)
  expect(await notices()).toEqual([
    {
      who: nordlicht.viewer.id,
      subject: `nordlicht sent you invoice ${number ?? ''}`,
      body: 'EUR 119.00 for Client, due 4 Dec 2026. Open it to read it or to download its PDF.',
      action_url: `/clients/${nordlicht.client}/invoices?invoice=${id}`,
      agency: nordlicht.id,
    },
  ])
  const mails = await stage.sql`
    select recipient_individual_id as who, status, category from cc_notification_deliveries where payload ->> 'type' = 'invoice.sent'`
  expect(mails).toEqual([{ who: nordlicht.viewer.id, status: 'queued', category: 'documents' }])
})

test('once, whatever becomes of it afterwards', async () => {
  const id = await invoices.bill()
  for (const status of ['paid', 'sent', 'void']) await invoices.step(id, status)
  expect(await toldTo(stage, nordlicht.viewer.id)).toEqual(['invoice.sent'])
})

test('once and with one number, also when two people send it at the same moment', async () => {
  const id = await invoices.draft()
  const second = await stage.sql.begin(async (tx) => {
    await tx`update invoices set status = 'sent' where id = ${id}`
    const waiting = stage
      .as(
        invoices.biller,
        (own) => own`update invoices set status = 'sent' where id = ${id} and version = 2 returning id`,
      )
      .then((rows) => rows.length)
    await untilSomebodyWaits(stage.sql)
    return { waiting }
  })
  expect(await second.waiting).toBe(0)
  expect(await notices()).toHaveLength(1)
})

test('not of a draft, nor of what a supplier charges, nor of what others are sent', async () => {
  await invoices.draft()
  const supplied = await invoices.save({
    type: 'incoming',
    client_id: nordlicht.client,
    number: 'S-1',
    party_name: 'Paper Ltd',
  })
  await invoices.step(supplied.id, 'sent')
  expect(await notices()).toEqual([])
  await invoices.bill(other)
  expect((await notices()).map(({ who }) => who as string)).toEqual([other.viewer.id])
})

test('not by mail when they want none of these', async () => {
  await stage.sql`insert into cc_notification_preferences (individual_id, overrides)
    values (${nordlicht.viewer.id}, '{"documents": {"email": "off"}}')`
  await invoices.bill()
  expect(await toldTo(stage, nordlicht.viewer.id)).toEqual(['invoice.sent'])
  expect(await stage.sql`select status from cc_notification_deliveries`).toEqual([{ status: 'skipped' }])
  await stage.sql`delete from cc_notification_preferences`
})

test('in any currency with the places it has, as the interface writes them', async () => {
  const known = [...CURRENCIES, 'HUF', 'KRW', 'KWD']
  const rows = await stage.sql<{ code: string; digits: number }[]>`
    select code, private.currency_digits(code) as digits from unnest(${known}::text[]) code`
  expect(rows.filter(({ code, digits }) => digits !== currencyDigits(code))).toEqual([])
  const { id } = await invoices.save({ type: 'outgoing', client_id: nordlicht.client, currency: 'JPY' }, [
    { ...WORK, unit_price_minor: 1_234_567, tax_rate: 0 },
  ])
  await invoices.step(id, 'sent')
  expect((await notices())[0]?.body).toMatch(/^JPY 1,234,567 for Client/)
})
