import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, inviteMembers, inviteOne, inviteToRun } from './presence-stage'
import { addAgency, addRun, openStage, type Agency, type Member, type Stage } from './stage'

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

const invite = (rows: readonly unknown[], isDryRun = false, who: Member = nordlicht.member) =>
  stage.as(who, (tx) => inviteToRun(tx, run, rows, isDryRun))
const outcomes = async (rows: readonly unknown[], isDryRun = false) =>
  (await invite(rows, isDryRun)).map(({ outcome }) => outcome)
const fresh = () => `guest-${randomUUID()}@example.test`
const counts = async () =>
  (
    await stage.sql`select (select count(*)::int from cc_invitations) as invitations, (select count(*)::int from cc_invitation_tokens) as tokens,
      (select count(*)::int from cc_notification_deliveries) as deliveries, (select count(*)::int from cc_external_contact_points) as contacts,
      (select count(*)::int from activity_log) as log, (select count(*)::int from cc_notifications) as notifications`
  )[0]
const statusOf = async (id: string) =>
  (await stage.sql<{ status: string }[]>`select status from cc_invitations where id = ${id}`)[0]?.status

describe('inviting', () => {
  test('gives each row its own outcome, and one bad row never fails the others', async () => {
    const known = await inviteOne(stage, nordlicht.member, run)
    const joined = await inviteOne(stage, nordlicht.member, run)
    await claimAs(stage, joined)
    const unwanted = await inviteOne(stage, nordlicht.member, await addRun(stage.sql, nordlicht))
    await stage.as(
      { id: null, role: 'anon' },
      (tx) => tx`select stop_invitations(token => ${unwanted.token})`,
    )
    const one = fresh()
    expect(
      await outcomes([
        { email: one, name: 'Ada', role: 'observer', message: 'Welcome' },
        { email: ` MAILTO:${one.toUpperCase()} ` },
        { email: known.email },
        { email: joined.email },
        { email: unwanted.email },
        { email: 'no address' },
        { phone: '+49 (30) 123-4567' },
        { phone: '0049 30 1234567' },
        { phone: '030 1234567' },
        { email: fresh(), role: 'agency_owner' },
        { email: fresh(), message: 'x'.repeat(501) },
        { email: fresh(), name: 'x'.repeat(121) },
        {},
        7,
        null,
        { email: { a: 1 } },
        { email: `${'\u200B'.repeat(400)}${fresh()}` },
        { email: nordlicht.member.id },
        { email: 'member-nordlicht@example.test' },
      ]),
    ).toEqual([
      'invited',
      'duplicate_in_list',
      'already_invited',
      'already_member',
      'suppressed',
      'invalid',
      'invited',
      'duplicate_in_list',
      'invalid',
      ...Array.from({ length: 9 }, () => 'invalid'),
      'already_member',
    ])
  })

  test('names the invitation that is already there, and never its link', async () => {
    const known = await inviteOne(stage, nordlicht.member, run)
    expect(await invite([{ email: known.email }])).toEqual([
      { row_no: 1, outcome: 'already_invited', invitation_id: known.id, token: null },
    ])
  })

  test('as a dry run says the same and writes nothing', async () => {
    const rows = [{ email: fresh() }, { email: 'x' }, { phone: `+49301${Date.now() % 1_000_000}` }]
    const before = await counts()
    const dry = await invite(rows, true)
    expect(await counts()).toEqual(before)
    expect(dry.every(({ invitation_id, token }) => invitation_id === null && token === null)).toBe(true)
    expect((await invite(rows)).map(({ outcome }) => outcome)).toEqual(dry.map(({ outcome }) => outcome))
  })

  test('stops at the agency’s limit of a day, row by row', async () => {
    await stage.sql`insert into private.settings values (${`invitations_per_day:${kai.id}`}, '3')`
    const theirs = await addRun(stage.sql, kai)
    const rows = Array.from({ length: 4 }, () => ({ email: fresh() }))
    const first = await stage.as(kai.member, (tx) => inviteToRun(tx, theirs, rows))
    expect(first.map(({ outcome }) => outcome)).toEqual(['invited', 'invited', 'invited', 'over_limit'])
    const again = await stage.as(kai.member, (tx) => inviteToRun(tx, theirs, [{ email: fresh() }]))
    expect(again.map(({ outcome }) => outcome)).toEqual(['over_limit'])
    expect(await outcomes([{ email: fresh() }])).toEqual(['invited'])
  })

  test('counts what was deleted since towards the limit, and forgets it a day later', async () => {
    const busy = await addAgency(stage.sql, 'busy')
    await stage.sql`insert into private.settings values (${`invitations_per_day:${busy.id}`}, '2')`
    const theirs = await addRun(stage.sql, busy)
    const inviteTheirs = async (count: number) =>
      (
        await stage.as(busy.member, (tx) =>
          inviteToRun(
            tx,
            theirs,
            Array.from({ length: count }, () => ({ email: fresh() })),
          ),
        )
      ).map(({ outcome }) => outcome)
    expect(await inviteTheirs(2)).toEqual(['invited', 'invited'])
    await stage.as(busy.admin, (tx) => tx`delete from cc_invitations where inviter_tenant_id = ${busy.id}`)
    expect(await inviteTheirs(1)).toEqual(['over_limit'])
    await stage.sql`update activity_log set created_at = now() - interval '25 hours' where agency_id = ${busy.id}`
    expect(await inviteTheirs(1)).toEqual(['invited'])
    // What is older than a day was not sent today, whenever it is deleted.
    await stage.sql`update cc_invitations set created_at = now() - interval '25 hours' where inviter_tenant_id = ${busy.id}`
    await stage.as(busy.admin, (tx) => tx`delete from cc_invitations where inviter_tenant_id = ${busy.id}`)
    expect(await inviteTheirs(2)).toEqual(['invited', 'invited'])
  })

  test('judges a long list as a whole before any part of it is sent', async () => {
    const list = Array.from({ length: 1_200 }, () => ({ email: fresh() }))
    await stage.sql`insert into private.settings values (${`invitations_per_day:${nordlicht.id}`}, '1100')`
    const dry = await invite(list, true)
    await stage.sql`delete from private.settings where name = ${`invitations_per_day:${nordlicht.id}`}`
    const made = await stage.sql<{ made: number }[]>`
      select count(*)::int as made from cc_invitations where inviter_tenant_id = ${nordlicht.id}`
    expect(dry.filter(({ outcome }) => outcome === 'invited')).toHaveLength(1_100 - (made[0]?.made ?? 0))
    const tooMany = Array.from({ length: 10_001 }, () => ({}))
    expect(await stage.refusal(nordlicht.member, (tx) => inviteToRun(tx, run, tooMany, true))).toMatchObject({
      code: 'PT400',
      message: 'too_many_rows',
    })
  })

  test('two batches at once invite an address once', async () => {
    const email = fresh()
    const both = await Promise.all([
      invite([{ email }], false, nordlicht.member),
      invite([{ email }], false, nordlicht.admin),
    ])
    expect(both.map(([row]) => row?.outcome).sort()).toEqual(['already_invited', 'invited'])
  })

  test('keeps nothing of the link but its hash', async () => {
    const { token, id } = await inviteOne(stage, nordlicht.member, run)
    expect(token).toMatch(/^[\w-]{43}$/)
    const [stored] = await stage.sql`
      select token_hash = sha256(convert_to(${token}, 'UTF8')) as "isHash" from cc_invitation_tokens where invitation_id = ${id}`
    expect(stored?.isHash).toBe(true)
  })

  test('notes the address among the contacts and queues one mail; a phone number gets none', async () => {
    const email = fresh()
    const phone = `+4940${String(Date.now() % 10_000_000)}`
    await invite([{ email, name: 'Ada' }, { phone }])
    expect(
      await stage.sql`select kind, name from cc_external_contact_points where value in (${email}, ${phone}) order by kind`,
    ).toEqual([
      { kind: 'email', name: 'Ada' },
      { kind: 'phone', name: null },
    ])
    expect(
      await stage.sql`select address, lane, template, status from cc_notification_deliveries where address in (${email}, ${phone})`,
    ).toEqual([{ address: email, lane: 1, template: 'invitation', status: 'queued' }])
  })

  test('waits ten minutes with the second mail to one address', async () => {
    const email = fresh()
    await invite([{ email }])
    run = await addRun(stage.sql, nordlicht)
    await invite([{ email }])
    const [gap] = await stage.sql`
      select extract(epoch from max(next_attempt_at) - min(next_attempt_at))::int as seconds
      from cc_notification_deliveries where address = ${email}`
    expect(gap).toEqual({ seconds: 600 })
  })

  test('refuses lists that are none, too long ones and runs of others, which answer like runs of nobody', async () => {
    const refused = (act: Parameters<Stage['refusal']>[1], who = nordlicht.member) => stage.refusal(who, act)
    expect(await refused((tx) => tx`select create_run_invitations(${run}, '{}')`)).toMatchObject({
      code: 'PT400',
      message: 'invalid_rows',
    })
    expect(
      await refused((tx) =>
        inviteToRun(
          tx,
          run,
          Array.from({ length: 1001 }, () => ({})),
        ),
      ),
    ).toMatchObject({ code: 'PT400', message: 'too_many_rows' })
    const foreign = await refused((tx) => inviteToRun(tx, run, [{ email: fresh() }]), kai.owner)
    expect(foreign).toEqual(
      await refused((tx) => inviteToRun(tx, randomUUID(), [{ email: fresh() }]), kai.owner),
    )
    expect(foreign).toMatchObject({ code: 'PT404', message: 'run_not_found' })
    expect(await refused((tx) => inviteToRun(tx, run, [{ email: fresh() }]), nordlicht.viewer)).toMatchObject(
      { code: 'PT404' },
    )
  })

  test('an overdue invitation does not stand in the way of a new one', async () => {
    const old = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 second' where id = ${old.id}`
    expect(await outcomes([{ email: old.email }])).toEqual(['invited'])
    expect(await statusOf(old.id)).toBe('expired')
  })
})

describe('inviting to the team or a client', () => {
  const member = (who: Member, client: string, row: object) =>
    stage.as(who, (tx) => inviteMembers(tx, client, [{ email: fresh(), ...row }]))
  const outcome = async (...args: Parameters<typeof member>) => (await member(...args))[0]?.outcome

  test('never grants more than the inviter has', async () => {
    expect(await outcome(nordlicht.admin, nordlicht.house, { role: 'agency_admin' })).toBe('invited')
    expect(await outcome(nordlicht.admin, nordlicht.house, { role: 'agency_owner' })).toBe('invalid')
    expect(await outcome(nordlicht.owner, nordlicht.house, { role: 'agency_owner' })).toBe('invited')
  })

  test('fits the role to the client', async () => {
    expect(await outcome(nordlicht.admin, nordlicht.house, {})).toBe('invited')
    expect(await outcome(nordlicht.admin, nordlicht.client, {})).toBe('invited')
    expect(await outcome(nordlicht.admin, nordlicht.house, { role: 'client_viewer' })).toBe('invalid')
    expect(await outcome(nordlicht.admin, nordlicht.client, { role: 'team_member' })).toBe('invalid')
    expect(await outcome(nordlicht.admin, nordlicht.client, { role: 'observer' })).toBe('invalid')
  })

  test('is for admins; a foreign client answers like an unknown one', async () => {
    const act = (client: string) => (tx: Parameters<typeof inviteMembers>[0]) =>
      inviteMembers(tx, client, [{ email: fresh() }])
    expect(await stage.refusal(nordlicht.member, act(nordlicht.house))).toMatchObject({
      code: 'PT403',
      message: 'admin_required',
    })
    const foreign = await stage.refusal(nordlicht.admin, act(kai.house))
    expect(foreign).toEqual(await stage.refusal(nordlicht.admin, act(randomUUID())))
    expect(foreign).toMatchObject({ code: 'PT404', message: 'client_not_found' })
  })

  test('whoever is in the agency already is a member', async () => {
    expect(await outcome(nordlicht.admin, nordlicht.house, { email: 'viewer-nordlicht@example.test' })).toBe(
      'already_member',
    )
  })

  test('their invitations are out of a team member’s hands', async () => {
    const [made] = await member(nordlicht.admin, nordlicht.house, {})
    const id = made?.invitation_id ?? ''
    for (const call of ['invitation_link', 'revoke_invitation', 'resend_invitation'])
      expect(
        await stage.refusal(nordlicht.member, (tx) => tx.unsafe(`select ${call}('${id}')`)),
      ).toMatchObject({ code: 'PT403', message: 'admin_required' })
    await stage.as(nordlicht.admin, (tx) => tx`select revoke_invitation(${id})`)
    expect(await statusOf(id)).toBe('revoked')
  })
})
