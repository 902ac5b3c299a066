import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CATEGORY_IDS } from '../../lib/notifications/categories'
import {
  claimAs,
  emptyQueue,
  inviteOne,
  lease,
  record,
  worker,
  type Invited,
  type Leased,
} from './presence-stage'
import { addAgency, addRun, anon, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  await emptyQueue(stage)
  run = await addRun(stage.sql, nordlicht)
})

const page = async (token: string) =>
  (await stage.as(anon, (tx) => tx`select * from unsubscribe_page(token => ${token})`))[0]
const say = (call: 'unsubscribe' | 'resubscribe', token: string, category: string | null = null) =>
  stage.as(anon, (tx) =>
    tx.unsafe(`select done from ${call}(token => $1, category => $2)`, [token, category]),
  )
const isOn = async (token: string, name: string) =>
  ((await page(token))?.categories as { category: string; is_on: boolean }[]).find(
    ({ category }) => category === name,
  )?.is_on

async function invitationMail(): Promise<Invited & { mail: Leased }> {
  const invited = await inviteOne(stage, nordlicht.member, run)
  const [mail] = await lease(stage)
  if (!mail) throw new Error('No mail.')
  return { ...invited, mail }
}
async function notificationMail(guest: Member): Promise<Leased> {
  await emptyQueue(stage)
  await stage.as(nordlicht.member, (tx) => tx`select notify_run_stakeholders(${run}, 'News', 'All is well.')`)
  const mail = (await lease(stage)).find(({ template }) => template === 'notification')
  if (!mail) throw new Error(`No mail for ${guest.id}.`)
  return mail
}

describe('without an account', () => {
  test('the page of a mail shows what it is about and changes nothing', async () => {
    const { mail, email } = await invitationMail()
    const before = await stage.sql`select count(*)::int as n from cc_suppressions`
    const shown = await page(mail.unsubscribe_token)
    expect(shown).toMatchObject({
      address_hint: `${email.charAt(0)}•••@example.test`,
      agency_name: 'nordlicht',
      category: 'invitations',
    })
    expect((shown?.categories as { category: string }[]).map(({ category }) => category)).toEqual([
      'invitations',
      'runs',
    ])
    expect(await stage.sql`select count(*)::int as n from cc_suppressions`).toEqual(before)
  })

  test('one press ends the category of the mail, and another takes it back', async () => {
    const { mail, email } = await invitationMail()
    expect([...(await say('unsubscribe', mail.unsubscribe_token))]).toEqual([{ done: true }])
    await say('unsubscribe', mail.unsubscribe_token)
    expect([
      await isOn(mail.unsubscribe_token, 'invitations'),
      await isOn(mail.unsubscribe_token, 'runs'),
    ]).toEqual([false, true])
    const [row] = await stage.as(
      nordlicht.member,
      async (tx) =>
        tx<
          { outcome: string }[]
        >`select outcome from create_run_invitations(${await addRun(stage.sql, nordlicht)}, ${tx.json([{ email }])})`,
    )
    expect(row).toEqual({ outcome: 'suppressed' })
    await say('resubscribe', mail.unsubscribe_token)
    expect(await isOn(mail.unsubscribe_token, 'invitations')).toBe(true)
  })

  test('keeps no address, only its hash', async () => {
    const { mail, email } = await invitationMail()
    await say('unsubscribe', mail.unsubscribe_token, 'all')
    const rows = await stage.sql<{ row: string }[]>`select s::text as row from cc_suppressions s`
    expect(rows.some(({ row }) => row.includes(email))).toBe(false)
  })

  test('a link that we did not make does nothing, and all such links answer alike', async () => {
    const { mail } = await invitationMail()
    const flipped = mail.unsubscribe_token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const token of ['', 'x', flipped, mail.unsubscribe_token.toUpperCase(), 'f'.repeat(64)]) {
      expect(await page(token)).toBeUndefined()
      expect([...(await say('unsubscribe', token))]).toEqual([{ done: false }])
    }
    expect([...(await say('unsubscribe', mail.unsubscribe_token, 'gossip'))]).toEqual([{ done: false }])
    expect(await isOn(mail.unsubscribe_token, 'invitations')).toBe(true)
  })

  test('who wants no invitations is not sent one again, and whoever tries hears it', async () => {
    const { mail, id, token } = await invitationMail()
    const again = () => stage.refusal(nordlicht.member, (tx) => tx`select resend_invitation(${id})`)
    const replay = () =>
      stage.refusal(nordlicht.member, (tx) => tx`select replay_delivery(${mail.delivery_id})`)
    const refused = { code: 'PT409', message: 'recipient_refuses_mail' }
    await record(stage, [{ delivery_id: mail.delivery_id, lease_token: mail.lease_token, outcome: 'failed' }])
    await say('unsubscribe', mail.unsubscribe_token)
    expect([await again(), await replay()]).toMatchObject([refused, refused])
    await say('resubscribe', mail.unsubscribe_token)
    await stage.as(anon, (tx) => tx`select stop_invitations(token => ${token})`)
    expect([await again(), await replay()]).toMatchObject([refused, refused])
  })

  test('what already waits for the address is not sent', async () => {
    const { mail, email } = await invitationMail()
    await inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht), { email })
    await stage.sql`update cc_notification_deliveries set next_attempt_at = now() where status = 'queued'`
    await say('unsubscribe', mail.unsubscribe_token)
    expect(await lease(stage)).toEqual([])
    expect(
      await stage.sql`select skip_reason from cc_notification_deliveries where address = ${email} and status = 'skipped'`,
    ).toEqual([{ skip_reason: 'suppressed' }])
  })
})

describe('with an account', () => {
  test('the same link changes the preferences, of mail only, and what was chosen else stays', async () => {
    const guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    await stage.as(
      guest,
      (tx) =>
        tx`insert into cc_notification_preferences (individual_id, overrides) values (${guest.id}, '{"runs": {"in_app": "off"}}')`,
    )
    const mail = await notificationMail(guest)
    await say('unsubscribe', mail.unsubscribe_token)
    const overrides = async () =>
      (
        await stage.sql`select overrides from cc_notification_preferences where individual_id = ${guest.id}`
      )[0]?.overrides as unknown
    expect(await overrides()).toEqual({ runs: { in_app: 'off', email: 'off' } })
    const shown = (await page(mail.unsubscribe_token))?.categories as { category: string }[]
    expect(shown.map(({ category }) => category).sort()).toEqual([...CATEGORY_IDS].sort())
    await say('resubscribe', mail.unsubscribe_token, 'runs')
    expect(await overrides()).toEqual({ runs: { in_app: 'off', email: 'instant' } })
  })

  test('one press ends everything there is', async () => {
    const guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    const mail = await notificationMail(guest)
    await say('unsubscribe', mail.unsubscribe_token, 'all')
    for (const category of CATEGORY_IDS)
      expect(await isOn(mail.unsubscribe_token, category), category).toBe(false)
    await say('resubscribe', mail.unsubscribe_token, 'all')
    for (const category of CATEGORY_IDS)
      expect(await isOn(mail.unsubscribe_token, category), category).toBe(true)
  })

  test('whoever had said no before they joined can say yes again', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const [first] = await lease(stage)
    await say('unsubscribe', first?.unsubscribe_token ?? '', 'runs')
    const guest = await claimAs(stage, invited)
    await emptyQueue(stage)
    await stage.as(nordlicht.member, (tx) => tx`select notify_run_stakeholders(${run}, 'News', 'one')`)
    expect((await lease(stage)).filter(({ template }) => template === 'notification')).toEqual([])
    const [row] = await stage.sql<{ token: string }[]>`
      select private.preference_token(id) as token from cc_notification_deliveries where recipient_individual_id = ${guest.id} limit 1`
    await say('resubscribe', row?.token ?? '', 'runs')
    expect((await notificationMail(guest)).address).toBe(invited.email)
  })

  test('of a digest, one press ends all that it is made of', async () => {
    const guest = await claimAs(stage, await inviteOne(stage, nordlicht.member, run))
    const [made] = await stage.sql<{ token: string }[]>`
      with d as (insert into cc_notification_deliveries (tenant_id, recipient_individual_id, address, category, template, payload, idempotency_key)
        values (${nordlicht.id}, ${guest.id}, 'x@example.test', 'invitations', 'digest', '{"items": [{"category": "runs"}, {"category": "team"}]}', ${guest.id})
        returning id) select id::text as token from d`
    const [row] = await stage.sql<
      { token: string }[]
    >`select private.preference_token(${made?.token ?? ''}) as token`
    await say('unsubscribe', row?.token ?? '')
    expect(
      await stage.sql`select overrides from cc_notification_preferences where individual_id = ${guest.id}`,
    ).toEqual([{ overrides: { runs: { email: 'off' }, team: { email: 'off' } } }])
  })
})

describe('what a provider reports', () => {
  const event = async (id: string, kind: string, eventId: string) =>
    (
      await stage.as(
        worker,
        (tx) => tx`select applied from record_delivery_event(${id}, ${kind}, ${eventId}, 'mailbox unknown')`,
      )
    )[0]?.applied as boolean
  const sent = async () => {
    const { mail, email, id, token } = await invitationMail()
    await record(stage, [
      {
        delivery_id: mail.delivery_id,
        lease_token: mail.lease_token,
        outcome: 'sent',
        provider_message_id: `<${mail.delivery_id}@example.test>`,
      },
    ])
    return { mail, email, id, token, messageId: `<${mail.delivery_id}@example.test>` }
  }
  const statusOf = async (id: string) =>
    (await stage.sql`select status, failure from cc_notification_deliveries where id = ${id}`)[0]

  test('as delivered counts once, and not after a bounce', async () => {
    const { mail, messageId } = await sent()
    expect([await event(messageId, 'delivered', 'e1'), await event(messageId, 'delivered', 'e1')]).toEqual([
      true,
      false,
    ])
    expect(await statusOf(mail.delivery_id)).toEqual({ status: 'delivered', failure: null })
    expect([await event(messageId, 'bounced', 'e2'), await event(messageId, 'delivered', 'e3')]).toEqual([
      true,
      false,
    ])
    expect(await statusOf(mail.delivery_id)).toEqual({ status: 'failed', failure: 'bounced' })
  })

  test('as bounced tells the inviter, ends reminders and mail to the address, until somebody replays it', async () => {
    const { mail, email, messageId } = await sent()
    await event(messageId, 'bounced', 'e1')
    expect(
      await stage.sql`select subject from cc_notifications where type = 'invitation.bounced' order by created_at desc limit 1`,
    ).toEqual([{ subject: `Your invitation to ${email} did not arrive` }])
    expect(await stage.sql`select next_reminder_at from cc_invitations where email_norm = ${email}`).toEqual([
      { next_reminder_at: null },
    ])
    expect(
      await stage.sql`select reason from cc_suppressions where address_hash = sha256(convert_to(${email}, 'UTF8'))`,
    ).toEqual([{ reason: 'bounce' }])
    const replay = (who: Member) =>
      stage.as(who, (tx) => tx`select * from replay_delivery(${mail.delivery_id})`)
    expect([...(await replay(nordlicht.member))]).toEqual([
      { delivery_id: mail.delivery_id, status: 'queued' },
    ])
    expect((await lease(stage)).map(({ delivery_id }) => delivery_id)).toContain(mail.delivery_id)
  })

  test('as bounced is forgotten when somebody sends the invitation again, and that goes out', async () => {
    const { email, id, messageId } = await sent()
    await event(messageId, 'bounced', 'e1')
    await stage.as(nordlicht.member, (tx) => tx`select resend_invitation(${id})`)
    expect((await lease(stage)).map(({ address }) => address)).toContain(email)
  })

  test('as bounced does not hide that the person wants no more mail', async () => {
    const { id, token, messageId } = await sent()
    await event(messageId, 'bounced', 'e1')
    await stage.as(anon, (tx) => tx`select stop_invitations(token => ${token})`)
    expect(await stage.refusal(nordlicht.member, (tx) => tx`select resend_invitation(${id})`)).toMatchObject({
      code: 'PT409',
      message: 'recipient_refuses_mail',
    })
  })

  test('as a complaint is final for every agency', async () => {
    const { mail, email, id, messageId } = await sent()
    await event(messageId, 'complained', 'e1')
    expect(
      await stage.sql`select tenant_id, reason from cc_suppressions where address_hash = sha256(convert_to(${email}, 'UTF8'))`,
    ).toEqual([{ tenant_id: null, reason: 'complaint' }])
    expect(
      await stage.refusal(nordlicht.member, (tx) => tx`select replay_delivery(${mail.delivery_id})`),
    ).toMatchObject({ code: 'PT409', message: 'recipient_complained' })
    expect(await stage.refusal(nordlicht.member, (tx) => tx`select resend_invitation(${id})`)).toMatchObject({
      code: 'PT409',
      message: 'recipient_refuses_mail',
    })
  })

  test('about a mail we never sent changes nothing', async () => {
    expect(await event('<nobody@example.test>', 'bounced', 'e1')).toBe(false)
    await expect(event('<nobody@example.test>', 'opened', 'e1')).rejects.toThrow('invalid_kind')
  })
})
