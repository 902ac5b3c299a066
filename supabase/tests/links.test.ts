import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, inviteOne, inviteToRun } from './presence-stage'
import { addAccount, addAgency, addRun, anon, openStage, type Agency, type Member, type Stage } from './stage'

let stage: Stage
let nordlicht: Agency
let kai: Agency
let run: string

beforeAll(async () => {
  stage = await openStage()
  nordlicht = await addAgency(stage.sql, 'nordlicht')
  kai = await addAgency(stage.sql, 'kai')
})
afterAll(() => stage.stop())
beforeEach(async () => {
  run = await addRun(stage.sql, nordlicht)
})

const open = async (token: string, who: Parameters<Stage['as']>[0] = anon) =>
  (await stage.as(who, (tx) => tx`select * from open_invitation(token => ${token})`))[0]
const stateOf = async (token: string, who?: Parameters<Stage['as']>[0]) =>
  (await open(token, who))?.state as string
const runOut = (id: string) =>
  stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${id}`
const refused = (who: Parameters<Stage['as']>[0], act: (tx: TransactionSql) => Promise<unknown>) =>
  stage.refusal(who, act)
const rowOf = async (id: string) => (await stage.sql`select * from cc_invitations where id = ${id}`)[0]

describe('a link shows', () => {
  test('what the invited person needs while it can be claimed, to whoever holds it', async () => {
    const { token, email } = await inviteOne(stage, nordlicht.member, run, {
      message: 'Bring gloves',
      role: 'contractor',
    })
    expect(await open(token)).toMatchObject({
      state: 'open',
      context_type: 'service_run',
      context_name: 'Window cleaning',
      agency_name: 'nordlicht',
      inviter_name: 'member',
      role: 'contractor',
      time_zone: 'Europe/Berlin',
      zone_name: 'Harbour',
      message: 'Bring gloves',
      invitee_hint: `${email.charAt(0)}•••@example.test`,
      needs_code: true,
      is_yours: null,
      my_email: null,
      run_id: null,
    })
    const guest = await addAccount(stage.sql, email)
    expect(await open(token, guest)).toMatchObject({ is_yours: true, my_email: email })
    const stranger = await addAccount(stage.sql, 'stranger@example.test')
    expect(await open(token, stranger)).toMatchObject({ is_yours: false, my_email: 'stranger@example.test' })
  })

  test('the agency and nothing more once it cannot be claimed', async () => {
    const bare = (state: string) => ({
      state,
      agency_name: 'nordlicht',
      context_name: null,
      message: null,
      invitee_hint: null,
      inviter_name: null,
    })
    const revoked = await inviteOne(stage, nordlicht.member, run)
    await stage.as(nordlicht.member, (tx) => tx`select revoke_invitation(${revoked.id})`)
    expect(await open(revoked.token)).toMatchObject(bare('revoked'))
    const overdue = await inviteOne(stage, nordlicht.member, run)
    await runOut(overdue.id)
    expect(await open(overdue.token)).toMatchObject(bare('expired'))
    const claimed = await inviteOne(stage, nordlicht.member, run)
    const guest = await claimAs(stage, claimed)
    expect(await open(claimed.token)).toMatchObject(bare('claimed'))
    expect(await open(claimed.token, guest)).toMatchObject({ state: 'claimed_by_you', run_id: run })
  })

  test('declined and closed by name, and both may change again', async () => {
    const { token } = await inviteOne(stage, nordlicht.member, run)
    await stage.as(anon, (tx) => tx`select decline_invitation(token => ${token}, reason => 'No time')`)
    expect(await stateOf(token)).toBe('declined')
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${run}`
    expect(await stateOf(token)).toBe('closed')
    await stage.sql`update cc_n3_runs set market_mode = 'OPEN', status = 'cancelled' where id = ${run}`
    expect(await stateOf(token)).toBe('closed')
  })

  test('the same of everything unknown: malformed, made up, empty, endless', async () => {
    const answers = new Set<string>()
    for (const token of [
      '',
      'x',
      randomUUID(),
      'A'.repeat(43),
      'A'.repeat(5000),
      `' or true --`,
      'ü'.repeat(43),
    ])
      answers.add(JSON.stringify(await open(token)))
    expect(answers.size).toBe(1)
    expect(JSON.parse([...answers][0] ?? '{}')).toMatchObject({ state: 'unknown', agency_name: null })
  })

  test('nothing more to whoever guesses: after twenty a minute they have to wait', async () => {
    const guess = () =>
      stage.sql.begin(async (tx) => {
        await tx`select set_config('request.headers', '{"x-visitor-address": "203.0.113.9"}', true), set_config('role', 'anon', true)`
        await tx`select open_invitation(token => ${randomUUID()})`
      })
    for (let n = 0; n < 20; n++) await guess()
    await expect(guess()).rejects.toThrow('too_many_unknown_links')
  })
})

describe('looking', () => {
  test('changes nothing until a person says that they looked, and that only once', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    const before = await rowOf(id)
    await open(token)
    expect(await rowOf(id)).toEqual(before)
    await stage.as(anon, (tx) => tx`select mark_invitation_viewed(token => ${token})`)
    const viewed = await rowOf(id)
    expect(viewed).toMatchObject({ status: 'viewed' })
    await stage.as(anon, (tx) => tx`select mark_invitation_viewed(token => ${token})`)
    expect(await rowOf(id)).toEqual(viewed)
  })

  test('at one that is over does not bring it back', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    await stage.as(nordlicht.member, (tx) => tx`select revoke_invitation(${id})`)
    const marked = await stage.as(anon, (tx) => tx`select * from mark_invitation_viewed(token => ${token})`)
    expect([...marked]).toEqual([{ state: 'revoked' }])
    expect(await rowOf(id)).toMatchObject({ status: 'revoked' })
  })
})

describe('saying no', () => {
  test('tells the inviter once, with the reason, and ends mail and reminders', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run, { name: 'Grace' })
    for (let n = 0; n < 2; n++)
      await stage.as(anon, (tx) => tx`select decline_invitation(token => ${token}, reason => ' No time ')`)
    expect(await rowOf(id)).toMatchObject({
      status: 'declined',
      decline_reason: 'No time',
      next_reminder_at: null,
    })
    const said =
      await stage.sql`select subject, body from cc_notifications where dedupe_key like ${`%${id}:declined`}`
    expect(said).toHaveLength(1)
    expect(said[0]?.subject).toBe('Grace declined Window cleaning')
    expect(said[0]?.body).toContain('No time')
    expect(
      await stage.sql`select status from cc_notification_deliveries where invitation_id = ${id}`,
    ).toEqual([{ status: 'cancelled' }])
  })

  test('is refused for a link that is unknown, over or claimed', async () => {
    const act = (token: string) => (tx: TransactionSql) => tx`select decline_invitation(token => ${token})`
    expect(await refused(anon, act(randomUUID()))).toMatchObject({
      code: 'PT404',
      message: 'invitation_unknown',
    })
    const one = await inviteOne(stage, nordlicht.member, run)
    await runOut(one.id)
    expect(await refused(anon, act(one.token))).toMatchObject({
      code: 'PT410',
      message: 'invitation_expired',
    })
    const two = await inviteOne(stage, nordlicht.member, run)
    await claimAs(stage, two)
    expect(await refused(anon, act(two.token))).toMatchObject({
      code: 'PT409',
      message: 'invitation_claimed',
    })
  })

  test('for good keeps this agency from writing to the address again, and no other', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    await stage.as(
      anon,
      (tx) => tx`select stop_invitations(token => ${invited.token}, report => 'I never asked')`,
    )
    expect(await rowOf(invited.id)).toMatchObject({
      status: 'declined',
      metadata: { report: 'I never asked' },
    })
    const again = await addRun(stage.sql, nordlicht)
    const outcomeOf = async (who: Member, where: string) =>
      (await stage.as(who, (tx) => inviteToRun(tx, where, [{ email: invited.email }])))[0]?.outcome
    expect(await outcomeOf(nordlicht.member, again)).toBe('suppressed')
    expect(await outcomeOf(kai.member, await addRun(stage.sql, kai))).toBe('invited')
    expect(
      await stage.sql`select count(*)::int as waiting from cc_notification_deliveries where tenant_id = ${nordlicht.id} and address = ${invited.email} and status = 'queued'`,
    ).toEqual([{ waiting: 0 }])
  })

  test('a new link can be asked for once the old one is over, once a day', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    const ask = (tx: TransactionSql) => tx`select * from ask_for_new_link(token => ${token})`
    expect(await refused(anon, ask)).toMatchObject({ code: 'PT409', message: 'link_still_works' })
    await runOut(id)
    for (let n = 0; n < 2; n++) expect([...(await stage.as(anon, ask))]).toEqual([{ state: 'expired' }])
    expect(
      await stage.sql`select from cc_notifications where dedupe_key like ${`%${id}:asked%`}`,
    ).toHaveLength(1)
    expect(await refused(anon, (tx) => tx`select ask_for_new_link(token => 'x')`)).toMatchObject({
      code: 'PT404',
    })
  })
})

describe('codes', () => {
  const allow = (token: string, kind: string) => (tx: TransactionSql) =>
    tx`select * from allow_claim_attempt(token => ${token}, kind => ${kind})`

  test('go to the invited address, five in a quarter of an hour for each kind', async () => {
    const { token, email } = await inviteOne(stage, nordlicht.member, run)
    for (const kind of ['send_code', 'check_code']) {
      for (let n = 0; n < 5; n++) expect([...(await stage.as(anon, allow(token, kind)))]).toEqual([{ email }])
      const refusal = await refused(anon, allow(token, kind))
      expect(refusal).toMatchObject({ code: 'PT429', message: 'too_many_codes' })
      const wait = Date.parse(refusal.detail) - Date.now()
      expect(wait).toBeGreaterThan(13 * 60_000)
      expect(wait).toBeLessThan(16 * 60_000)
    }
    await stage.sql`update private.rate_limits set until = now() where key like 'claim:%'`
    expect([...(await stage.as(anon, allow(token, 'send_code')))]).toEqual([{ email }])
  })

  test('are counted as well where the address is the person’s own choice', async () => {
    const [phone] = await stage.as(nordlicht.member, (tx) =>
      inviteToRun(tx, run, [{ phone: '+49 170 5550002' }]),
    )
    const token = phone?.token ?? ''
    for (const kind of ['send_code', 'check_code']) {
      for (let n = 0; n < 5; n++)
        expect([...(await stage.as(anon, allow(token, kind)))]).toEqual([{ email: null }])
      expect(await refused(anon, allow(token, kind))).toMatchObject({
        code: 'PT429',
        message: 'too_many_codes',
      })
    }
  })

  test('are not for links that cannot be claimed, all of which answer alike', async () => {
    const addressOf = async (token: string) => [...(await stage.as(anon, allow(token, 'send_code')))]
    expect(await addressOf(randomUUID())).toEqual([])
    const over = await inviteOne(stage, nordlicht.member, run)
    await runOut(over.id)
    expect(await addressOf(over.token)).toEqual([])
    expect(await refused(anon, allow(over.token, 'guess'))).toMatchObject({
      code: 'PT400',
      message: 'invalid_kind',
    })
  })
})

test.each(['allow_claim_attempt', 'mark_invitation_viewed', 'open_invitation'])(
  'unknown links are counted per caller by %s, across all functions, and known ones are not',
  async (name) => {
    const { token } = await inviteOne(stage, nordlicht.member, run)
    const address = randomUUID()
    const call = (secret: string) => async (tx: TransactionSql) => {
      await tx`select set_config('request.headers', ${JSON.stringify({ 'x-visitor-address': address })}, true)`
      return name === 'allow_claim_attempt'
        ? tx`select * from allow_claim_attempt(token => ${secret}, kind => 'send_code')`
        : tx.unsafe(`select * from ${name}(token => $1)`, [secret])
    }
    for (let n = 0; n < 20; n++) await stage.as(anon, call(randomUUID()))
    expect(await refused(anon, call(randomUUID()))).toMatchObject({
      code: 'PT429',
      message: 'too_many_unknown_links',
    })
    expect(await stage.as(anon, call(token))).toHaveLength(1)
  },
)

describe('without the link', () => {
  test('whoever proves the address finds what waits, and can claim it; nobody else does', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    const over = await inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht), {
      email: invited.email,
    })
    await runOut(over.id)
    const guest = await addAccount(stage.sql, invited.email)
    const stranger = await addAccount(stage.sql, `${randomUUID()}@example.test`)
    const mine = (who: Parameters<Stage['as']>[0]) =>
      stage.as(who, (tx) => tx`select * from my_invitations()`)
    expect((await mine(guest)).map(({ invitation_id }) => invitation_id as string)).toEqual([invited.id])
    expect(await mine(stranger)).toHaveLength(0)
    const foreign = await refused(stranger, (tx) => tx`select claim_my_invitation(${invited.id})`)
    expect(foreign).toEqual(await refused(stranger, (tx) => tx`select claim_my_invitation(${randomUUID()})`))
    await stage.as(guest, (tx) => tx`select claim_my_invitation(${invited.id})`)
    expect(await mine(guest)).toHaveLength(0)
  })
})
