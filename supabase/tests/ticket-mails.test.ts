import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addAgency, openStage, type Agency, type Member, type Stage } from './stage'
import { addTicket } from './ticket-stage'

/** Mails about one ticket within ten minutes are one mail: the first goes out at once, what follows waits and gathers. */

let stage: Stage
let agency: Agency
let ticket: string

beforeAll(async () => {
  stage = await openStage()
  agency = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  await stage.sql`delete from cc_notification_preferences`
  ticket = await addTicket(stage, agency)
})

/** What happens to the ticket of the owner, who is the one that is told. */
const comment = (body: string, who: Member = agency.member, of = ticket) =>
  stage.as(
    who,
    (tx) =>
      tx`insert into ticket_comments ${tx({ agency_id: agency.id, client_id: agency.client, ticket_id: of, body })}`,
  )
const setStatus = (status: string, who: Member = agency.member) =>
  stage.as(who, (tx) => tx`update tickets set status = ${status} where id = ${ticket}`)

/** As if these minutes had passed; what was due by then has been sent. */
const pass = async (minutes: number) => {
  await stage.sql`update cc_notifications set created_at = created_at - ${minutes} * interval '1 minute'`
  await stage.sql`update cc_notification_deliveries set created_at = created_at - ${minutes} * interval '1 minute',
    next_attempt_at = next_attempt_at - ${minutes} * interval '1 minute'`
  await stage.sql`update cc_notification_deliveries set status = 'sent' where status = 'queued' and next_attempt_at <= now()`
}

type Mail = { status: string; wait: number; subject: string; body: string }
/** The mails to the owner about this ticket, in the order in which they are due; `wait` in minutes from now. */
const mails = (of = ticket) =>
  stage.sql<Mail[]>`
    select status, round(extract(epoch from next_attempt_at - now()) / 60)::int as wait, payload ->> 'subject' as subject, payload ->> 'body' as body
    from cc_notification_deliveries
    where recipient_individual_id = ${agency.owner.id} and payload ->> 'action_url' = (
      select '/clients/' || client_id || '/tickets?ticket=' || number from tickets where id = ${of}) and status <> 'skipped'
    order by next_attempt_at, created_at`
const plan = async (of = ticket) => (await mails(of)).map(({ status, wait }) => [status, wait])

test.each([
  ['in the app and by mail', {}],
  ['by mail alone', { tickets: { in_app: 'off' } }],
])('three within ten minutes are two mails for whoever is told %s', async (_, overrides) => {
  await stage.as(
    agency.owner,
    (tx) =>
      tx`insert into cc_notification_preferences ${tx({ individual_id: agency.owner.id, overrides } as never)}`,
  )
  await comment('First word.')
  await pass(1)
  await comment('Second word.')
  await pass(3)
  await setStatus('in_progress')
  await comment('Last word.', agency.admin)
  expect(await plan()).toEqual([
    ['sent', -4],
    ['queued', 6],
  ])
  const [first, gathered] = await mails()
  expect(first?.body).toContain('First word.')
  expect(first?.body).not.toContain('Second word.')
  expect(gathered?.subject).toMatch(/^admin commented on #\d+$/)
  // Each with who did it, in the order in which it happened, and once.
  const parts = [
    'member commented on #',
    'Second word.',
    ' is in progress',
    'admin commented on #',
    'Last word.',
  ]
  const places = parts.map((part) => gathered?.body.indexOf(part) ?? -1)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(places[0]).toBeGreaterThanOrEqual(0)
  for (const part of parts) expect(gathered?.body.split(part), part).toHaveLength(2)
})

test('nothing is sent about a ticket less than ten minutes after the mail before, and at once after that', async () => {
  await comment('One.')
  await pass(1)
  await comment('Two.')
  // The second went out two minutes ago.
  await pass(11)
  await comment('Three.')
  expect(await plan()).toEqual([
    ['sent', -12],
    ['sent', -2],
    ['queued', 8],
  ])
  await pass(19)
  await comment('Four.')
  expect((await plan()).at(-1)).toEqual(['queued', 0])
  expect((await mails()).at(-1)?.body).not.toContain('Three.')
})

test('what happens to another ticket, and what another person is told, waits for nothing', async () => {
  const other = await addTicket(stage, agency)
  await comment('One.')
  await comment('Elsewhere.', agency.member, other)
  expect(await plan()).toEqual([['queued', 0]])
  expect(await plan(other)).toEqual([['queued', 0]])
  await stage.as(
    agency.owner,
    (tx) => tx`update tickets set assignee_id = ${agency.admin.id} where id = ${ticket}`,
  )
  const [assigned] = await stage.sql`
    select next_attempt_at <= now() as is_due from cc_notification_deliveries
    where recipient_individual_id = ${agency.admin.id} and payload ->> 'type' = 'ticket.assigned'`
  expect(assigned?.is_due).toBe(true)
})

test('what waits because the address fails keeps the next mail no longer than ten minutes', async () => {
  await comment('One.')
  await stage.sql`update cc_notification_deliveries set next_attempt_at = now() + interval '3 hours', attempts = 5 where status = 'queued'`
  await comment('Two.')
  expect(await plan()).toEqual([['queued', 10]])
  expect((await mails())[0]?.body).toMatch(/One\.[^]*Two\./)
})
