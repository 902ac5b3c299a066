import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimAs, inviteOne, inviteToRun, lease } from './presence-stage'
import { addAccount, addAgency, addRun, openStage, type Agency, type Member, type Stage } from './stage'

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
const statusOf = async (id: string) =>
  (await stage.sql<{ status: string }[]>`select status from cc_invitations where id = ${id}`)[0]?.status

describe('an invitation', () => {
  const call = async <T extends object>(who: Member, text: string) => [
    ...(await stage.as(who, (tx) => tx.unsafe<T[]>(`select * from ${text}`))),
  ]
  const refused = (who: Member, text: string) =>
    stage.refusal(who, (tx) => tx.unsafe(`select * from ${text}`))
  const stateOf = async (token: string) =>
    (await stage.sql<{ state: string }[]>`select state from open_invitation(token => ${token})`)[0]?.state

  test('has as many links as are copied; older ones keep working until all are reset', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    const [copy] = await call<{ token: string }>(nordlicht.admin, `invitation_link('${id}')`)
    expect(await stateOf(token)).toBe('open')
    expect(await stateOf(copy?.token ?? '')).toBe('open')
    expect(await statusOf(id)).toBe('sent')
    expect(await call(nordlicht.member, `reset_invitation_links('${id}')`)).toEqual([
      { invitation_id: id, revoked_links: 2 },
    ])
    expect([await stateOf(token), await stateOf(copy?.token ?? '')]).toEqual(['revoked', 'revoked'])
    const [another] = await call<{ token: string }>(nordlicht.admin, `invitation_link('${id}')`)
    expect(await stateOf(another?.token ?? '')).toBe('open')
  })

  test('is mailed again at most every ten minutes, and ten times an hour by one person', async () => {
    const { id, email } = await inviteOne(stage, nordlicht.member, run)
    const soon = await refused(nordlicht.member, `resend_invitation('${id}')`)
    expect(soon).toMatchObject({ code: 'PT429', message: 'mailed_recently' })
    expect(Date.parse(soon.detail)).toBeGreaterThan(Date.now())
    const longAgo = () =>
      stage.sql`update cc_notification_deliveries set created_at = now() - interval '11 minutes', next_attempt_at = now() - interval '11 minutes'
        where address = ${email}`
    for (let n = 0; n < 10; n++) {
      await longAgo()
      await call(nordlicht.member, `resend_invitation('${id}')`)
    }
    await longAgo()
    expect(await refused(nordlicht.member, `resend_invitation('${id}')`)).toMatchObject({
      code: 'PT429',
      message: 'too_many_resends',
    })
    expect(await call(nordlicht.admin, `resend_invitation('${id}')`)).toHaveLength(1)
  })

  test('by phone cannot be mailed', async () => {
    const [made] = await invite([{ phone: `+4989${String(Date.now() % 10_000_000)}` }])
    expect(
      await refused(nordlicht.member, `resend_invitation('${made?.invitation_id ?? ''}')`),
    ).toMatchObject({
      code: 'PT400',
      message: 'no_email_address',
    })
  })

  test('that ran out can be extended or sent again, and older links work again', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    const runOut = () =>
      stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 day', status = 'expired' where id = ${id}`
    await runOut()
    expect(await stateOf(token)).toBe('expired')
    expect(await refused(nordlicht.member, `invitation_link('${id}')`)).toMatchObject({
      code: 'PT410',
      message: 'invitation_expired',
    })
    await call(nordlicht.member, `extend_invitation('${id}', 7)`)
    expect(await stateOf(token)).toBe('open')
    await runOut()
    await stage.sql`update cc_notification_deliveries set created_at = now() - interval '1 day', next_attempt_at = now() - interval '1 day' where invitation_id = ${id}`
    await call(nordlicht.owner, `resend_invitation('${id}')`)
    expect(await stateOf(token)).toBe('open')
    for (const days of ['0', '91', 'null'])
      expect(await refused(nordlicht.member, `extend_invitation('${id}', ${days})`)).toMatchObject({
        code: 'PT400',
        message: 'invalid_days',
      })
  })

  test('to a run that is closed is not sent again, also not one that ran out', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_notification_deliveries set status = 'failed' where invitation_id = ${id}`
    await stage.sql`update cc_n3_runs set market_mode = 'CLOSED' where id = ${run}`
    const closed = { code: 'PT409', message: 'run_closed' }
    expect(await refused(nordlicht.owner, `resend_invitation('${id}')`)).toMatchObject(closed)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 day', status = 'expired' where id = ${id}`
    expect(await refused(nordlicht.owner, `resend_invitation('${id}')`)).toMatchObject(closed)
    expect(await statusOf(id)).toBe('expired')
  })

  test('that ran out is not brought back beside a newer one', async () => {
    const old = await inviteOne(stage, nordlicht.member, run)
    await stage.sql`update cc_invitations set claim_token_expires_at = now() - interval '1 day' where id = ${old.id}`
    await invite([{ email: old.email }])
    expect(await refused(nordlicht.member, `extend_invitation('${old.id}', 7)`)).toMatchObject({
      code: 'PT409',
      message: 'already_invited',
    })
  })

  test('revoked takes its mail along; within ten minutes both come back', async () => {
    const { id, token } = await inviteOne(stage, nordlicht.member, run)
    const mail = async () =>
      (
        await stage.sql<
          { status: string }[]
        >`select status from cc_notification_deliveries where invitation_id = ${id}`
      )[0]?.status
    expect(await call(nordlicht.member, `revoke_invitation('${id}')`)).toEqual([
      { invitation_id: id, status: 'revoked' },
    ])
    expect([await stateOf(token), await mail()]).toEqual(['revoked', 'cancelled'])
    expect(await call(nordlicht.member, `revoke_invitation('${id}')`)).toEqual([
      { invitation_id: id, status: 'revoked' },
    ])
    expect(await call(nordlicht.member, `restore_invitation('${id}')`)).toEqual([
      { invitation_id: id, status: 'pending' },
    ])
    expect([await stateOf(token), await mail()]).toEqual(['open', 'queued'])
    await call(nordlicht.member, `revoke_invitation('${id}')`)
    await stage.sql`update cc_invitations set revoked_at = now() - interval '11 minutes' where id = ${id}`
    expect(await refused(nordlicht.member, `restore_invitation('${id}')`)).toMatchObject({
      code: 'PT409',
      message: 'nothing_to_undo',
    })
  })

  test('claimed is out of reach: nothing revokes, extends or changes it', async () => {
    const invited = await inviteOne(stage, nordlicht.member, run)
    await claimAs(stage, invited)
    for (const text of [
      `revoke_invitation('${invited.id}')`,
      `extend_invitation('${invited.id}', 7)`,
      `resend_invitation('${invited.id}')`,
      `change_invitation_role('${invited.id}', 'observer')`,
      `invitation_link('${invited.id}')`,
      `reset_invitation_links('${invited.id}')`,
    ])
      expect(await refused(nordlicht.owner, text)).toMatchObject({
        code: 'PT409',
        message: 'invitation_claimed',
      })
  })

  test('changes its role within what fits and what the inviter has', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    expect(await call(nordlicht.member, `change_invitation_role('${id}', 'contractor')`)).toHaveLength(1)
    for (const role of [`'client_viewer'`, `'king'`, 'null'])
      expect(await refused(nordlicht.member, `change_invitation_role('${id}', ${role})`)).toMatchObject({
        code: 'PT400',
        message: 'invalid_role',
      })
    expect(await refused(nordlicht.member, `change_invitation_role('${id}', 'agency_owner')`)).toMatchObject({
      code: 'PT403',
      message: 'role_above_own',
    })
  })

  test('of another agency answers like one that nobody has, in every function, and stays as it is', async () => {
    const { id } = await inviteOne(stage, nordlicht.member, run)
    const before =
      await stage.sql`select i.*, (select count(*) from cc_invitation_tokens t where t.invitation_id = i.id and t.revoked_at is null) as links from cc_invitations i where id = ${id}`
    for (const [name, more] of [
      ['invitation_link', ''],
      ['reset_invitation_links', ''],
      ['resend_invitation', ''],
      ['revoke_invitation', ''],
      ['restore_invitation', ''],
      ['extend_invitation', ', 7'],
      ['change_invitation_role', `, 'observer'`],
      ['set_invitation_reminders', ', false'],
    ]) {
      const foreign = await refused(kai.owner, `${name ?? ''}('${id}'${more ?? ''})`)
      expect(foreign).toEqual(await refused(kai.owner, `${name ?? ''}('${randomUUID()}'${more ?? ''})`))
      expect(foreign).toMatchObject({ code: 'PT404', message: 'invitation_not_found' })
    }
    expect(
      await stage.sql`select i.*, (select count(*) from cc_invitation_tokens t where t.invitation_id = i.id and t.revoked_at is null) as links from cc_invitations i where id = ${id}`,
    ).toEqual(before)
  })
})

test('no secret of a link is anywhere in the database, whatever has happened to it', async () => {
  const invited = await inviteOne(stage, nordlicht.member, run, { name: 'Ada', message: 'Come' })
  const secrets = [invited.token]
  await stage.sql`update cc_notification_deliveries set next_attempt_at = now() where address = ${invited.email}`
  for (const mail of await lease(stage, 500)) if (mail.invitation_token) secrets.push(mail.invitation_token)
  const [copy] = await stage.as(
    nordlicht.member,
    (tx) => tx<{ token: string }[]>`select * from invitation_link(${invited.id})`,
  )
  secrets.push(copy?.token ?? '')
  const guest = await addAccount(stage.sql, invited.email)
  for (const name of ['open_invitation', 'mark_invitation_viewed', 'decline_invitation', 'claim_invitation'])
    await stage.as(guest, (tx) => tx.unsafe(`select ${name}('${invited.token}')`))
  expect(secrets.length).toBeGreaterThan(2)
  const tables = await stage.sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'private', 'auth')`
  for (const { name } of tables) {
    const [found] = await stage.sql.unsafe(
      `select count(*)::int as hits from ${name} t where exists (select from unnest($1::text[]) s where t::text like '%' || s || '%')`,
      [secrets],
    )
    expect({ name, hits: found?.hits as number }).toEqual({ name, hits: 0 })
  }
})
