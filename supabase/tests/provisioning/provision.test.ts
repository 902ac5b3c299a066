import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditShared } from '../../../lib/provisioning/audit'
import { EXIT, worstOf } from '../../../lib/provisioning/findings'
import { history } from '../../../lib/provisioning/history'
import { provisionShared } from '../../../lib/provisioning/provision'
import type { Report } from '../../../lib/provisioning/report'
import { rollback } from '../../../lib/provisioning/rollback'
import { openOrgStage, type OrgStage } from './org-stage'

let stage: OrgStage
beforeAll(async () => {
  stage = await openOrgStage()
}, 120_000)
afterAll(async () => {
  await stage.stop()
})

const audit = () => stage.run((context) => auditShared(context, []), 'audit', '--dry-run')
const provision = (...argv: string[]) => stage.run(provisionShared, 'provision', ...argv)
const codeOf = (reports: readonly Report[]) => worstOf(reports.map(({ exitCode }) => exitCode))
const statementsOf = (reports: readonly Report[]) => reports.flatMap(({ statements }) => statements)
const lastRun = async (target: string): Promise<string> => {
  const [row] = await stage.sql<{ id: string }[]>`
    select id::text from org_schema_ledger where target = ${target} and command = 'provision' order by finished_at desc limit 1`
  return row?.id ?? ''
}

/** An organisation with nothing but its name, as a half-done registration would leave it. */
async function bareAgency(slug: string): Promise<string> {
  const id = randomUUID()
  await stage.sql`insert into agencies (id, name, slug) values (${id}, ${slug}, ${slug})`
  return id
}

test('what is missing is added, and a second run has nothing to do', async () => {
  await stage.sql.unsafe(`
    drop index alerts_asleep;
    drop policy "Staff read their agency" on agencies;
    revoke delete on cc_zones from authenticated;
    alter table tickets no force row level security;
    alter table users disable trigger users_guard_standing;
    alter table clients drop column website;
    drop table saved_views cascade`)
  const first = await provision('--all')
  expect(first[0]?.findings.map(({ says }) => says)).toEqual([])
  expect(statementsOf(first).length).toBeGreaterThan(20)
  expect(codeOf(await audit())).toBe(EXIT.clean)
  const second = await provision('--all')
  expect(statementsOf(second)).toEqual([])
  expect(second.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged'])
})

test('a dry run does all of it, tells of it, and leaves everything as it was', async () => {
  await bareAgency('half-done')
  await stage.sql`drop index alerts_asleep`
  const before = await stage.fingerprint()
  const tried = await provision('--all', '--dry-run')
  expect(statementsOf(tried)).toHaveLength(2)
  expect(tried.find(({ target }) => target === 'half-done')?.lines).toContain('cc_portals: 1 new')
  expect(tried[0]?.locks).toContainEqual({ table: 'alerts', mode: 'ShareLock' })
  expect(await stage.fingerprint()).toBe(before)
  expect(
    await stage.sql`select from cc_portals p join agencies a on a.id = p.owning_tenant_id where a.slug = 'half-done'`,
  ).toHaveLength(0)
  const done = await provision('--all')
  expect(statementsOf(done)).toEqual(statementsOf(tried))
})

test('an organisation without an owner is completed, and says that it needs a person', async () => {
  const id = await bareAgency('ownerless')
  const [, report] = await provision('--org', 'ownerless')
  expect(report?.findings.map((finding) => finding.id)).toEqual(['required:owner'])
  expect(report?.exitCode).toBe(EXIT.person)
  expect(await stage.sql`select from clients where agency_id = ${id} and is_house`).toHaveLength(1)
})

test('what a run made is taken back while it holds nothing', async () => {
  const id = await bareAgency('taken-back')
  await provision('--org', 'taken-back')
  const run = await lastRun('taken-back')
  const tried = await stage.run(rollback, 'rollback', '--run', run, '--dry-run')
  expect(tried[0]?.status).toBe('would be taken back')
  expect(await stage.sql`select from clients where agency_id = ${id}`).toHaveLength(1)
  const done = await stage.run(rollback, 'rollback', '--run', run.slice(0, 13))
  expect(done[0]?.status).toBe('rolled back')
  expect(await stage.sql`select from clients where agency_id = ${id}`).toHaveLength(0)
  expect(await stage.sql`select from agencies where id = ${id}`).toHaveLength(1)
})

test('nothing is taken back once it holds something, or was changed', async () => {
  const id = await bareAgency('in-use')
  await provision('--org', 'in-use')
  const run = await lastRun('in-use')
  const refused = async () => {
    const [report] = await stage.run(rollback, 'rollback', '--run', run)
    expect(report?.exitCode).toBe(EXIT.person)
    expect(report?.statements).toEqual([])
    return report?.findings.map(({ subject }) => subject) ?? []
  }
  const [person] = await stage.sql<{ id: string }[]>`
    insert into users (id, client_id, email, role) select ${randomUUID()}, id, 'first@in-use.test', 'team_member' from clients where agency_id = ${id}
    returning id`
  expect(await refused()).toEqual(['clients.users'])
  await stage.sql`delete from users where id = ${person?.id ?? ''}`
  await stage.sql`update billing_settings set legal_name = 'In use Ltd' where agency_id = ${id}`
  expect(await refused()).toEqual([expect.stringMatching(/^billing_settings /)])
})

test('structure that a run added is taken back while it is empty, and stays once it is not', async () => {
  await stage.sql`alter table clients drop column website`
  await provision('--all')
  const run = await lastRun('database')
  await stage.sql`update clients set website = 'https://example.test' where is_house`
  const [refused] = await stage.run(rollback, 'rollback', '--run', run)
  expect(refused?.exitCode).toBe(EXIT.person)
  await stage.sql`update clients set website = null`
  const [done] = await stage.run(rollback, 'rollback', '--run', run)
  expect(done?.status).toBe('rolled back')
  expect((await audit())[0]?.findings.map(({ id }) => id)).toContain('missing:column:clients.website')
  await provision('--all')
})

test('history says whether the state is still the one that the last run left', async () => {
  await provision('--all')
  await stage.run((context) => auditShared(context, []), 'audit')
  const statusOf = async () =>
    (await stage.run(history, 'history')).find(({ target }) => target === 'database')?.status
  expect(await statusOf()).toBe('as the last run left it')
  await stage.sql`create index surplus on tickets (agency_id, title)`
  expect(await statusOf()).toBe('changed since the last run')
  await stage.sql`drop index surplus`
})

test('nothing is added while migrations wait, because they would add it again', async () => {
  await stage.sql`delete from supabase_migrations.schema_migrations where version = '20261121120700'`
  await expect(provision('--all')).rejects.toThrow(/have not run/)
  await stage.sql`insert into supabase_migrations.schema_migrations (version, name) values ('20261121120700', 'list_tickets')`
})

test('the ledger cannot be corrected, not even by its owner', async () => {
  await expect(stage.sql`update org_schema_ledger set status = 'clean'`).rejects.toThrow(
    'tenant_key_is_fixed',
  )
})
