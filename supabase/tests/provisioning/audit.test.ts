import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditShared } from '../../../lib/provisioning/audit'
import { EXIT, worstOf, type Severity } from '../../../lib/provisioning/findings'
import { health } from '../../../lib/provisioning/health'
import { painter, renderReport } from '../../../lib/provisioning/render'
import { emptyReport } from '../../../lib/provisioning/report'
import { compareShared, readSharedState } from '../../../lib/provisioning/shared-state'
import { openOrgStage, type OrgStage } from './org-stage'

let stage: OrgStage
beforeAll(async () => {
  stage = await openOrgStage()
}, 120_000)
afterAll(async () => {
  await stage.stop()
})

const audit = (...argv: string[]) => stage.run((context) => auditShared(context, []), 'audit', ...argv)

test('a migrated database with the demo data has no findings at all', async () => {
  const reports = await audit()
  expect(reports.flatMap(({ findings }) => findings.map(({ says }) => says))).toEqual([])
  expect(reports.map(({ target }) => target)).toEqual(['database', 'harbour-and-main', 'linden-property'])
  expect(reports[0]?.counts['tables probed']).toBeGreaterThan(30)
})

test('an audit leaves a line in the ledger for each organisation, and a dry run leaves none', async () => {
  const lines = async () =>
    (await stage.sql`select count(*)::int as n from org_schema_ledger where command = 'audit'`)[0]
      ?.n as number
  const before = await lines()
  await audit('--dry-run')
  expect(await lines()).toBe(before)
  await audit('--org', 'harbour-and-main')
  expect(await lines()).toBe(before + 2)
})

test('the probe leaves nothing behind', async () => {
  const [row] = await stage.sql`select count(*)::int as n from agencies where slug like 'probe-%'`
  expect(row?.n).toBe(0)
})

const POLICY = "Staff read their agency's clients and viewers their own"

/** What is planted, and the finding that has to name it. */
const DRIFTS: [string, string, string, Severity][] = [
  ['a table dropped', 'drop table saved_views', 'missing:table:saved_views', 'function'],
  [
    'a column dropped',
    'alter table clients drop column website',
    'missing:column:clients.website',
    'function',
  ],
  [
    'a default lost',
    'alter table tickets alter column priority drop default',
    'changed:column:tickets.priority',
    'data',
  ],
  [
    'a column that may be empty',
    'alter table tickets alter column title drop not null',
    'changed:column:tickets.title',
    'data',
  ],
  ['a table more', 'create table surprise (id int)', 'extra:table:surprise', 'isolation'],
  [
    'row-level security off',
    'alter table tickets disable row level security',
    'changed:rls:tickets',
    'isolation',
  ],
  [
    'row-level security not forced',
    'alter table tickets no force row level security',
    'changed:rls:tickets',
    'isolation',
  ],
  ['a grant too many', 'grant select on tickets to anon', 'extra:grant:anon select tickets', 'isolation'],
  [
    'a column grant too many',
    'grant update (client_id) on users to authenticated',
    'extra:grant:authenticated update users.client_id',
    'isolation',
  ],
  [
    'a grant lost',
    'revoke delete on cc_zones from authenticated',
    'missing:grant:authenticated delete cc_zones',
    'function',
  ],
  ['an index dropped', 'drop index alerts_asleep', 'missing:index:alerts.alerts_asleep', 'performance'],
  [
    'a trigger asleep',
    'alter table users disable trigger users_guard_standing',
    'changed:trigger:users.users_guard_standing',
    'data',
  ],
  [
    'a trigger dropped',
    'drop trigger users_guard_standing on users',
    'missing:trigger:users.users_guard_standing',
    'data',
  ],
  ['an enum label', `alter type user_role add value 'visitor'`, 'changed:enum:user_role', 'function'],
  [
    'a search path open',
    'alter function private.my_agency_id() reset search_path',
    'private/changed:function:my_agency_id()',
    'isolation',
  ],
  [
    'an elevated function for everybody',
    'grant execute on function private.my_agency_id() to public',
    'private/extra:grant:public execute my_agency_id()',
    'isolation',
  ],
  [
    'a view with its owner’s rights',
    'alter view private.live_publications set (security_invoker = false)',
    'private/changed:view:live_publications',
    'isolation',
  ],
  [
    'a bucket for everybody',
    `update storage.buckets set public = true where id = 'documents'`,
    'storage/changed:bucket:documents',
    'isolation',
  ],
  [
    'a migration that has not run',
    `delete from supabase_migrations.schema_migrations where version = '20261121120700'`,
    'missing:migration:20261121120700',
    'function',
  ],
]

describe('drift is found, and named', () => {
  test.each(DRIFTS)('%s', async (_, plant, id, severity) => {
    class Undone extends Error {}
    let found: { id: string; severity: string }[] = []
    await stage.sql
      .begin(async (tx) => {
        await tx.unsafe(plant)
        found = compareShared(stage.reference, await readSharedState(tx))
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    expect(found.map((finding) => [finding.id, finding.severity])).toContainEqual([id, severity])
  })

  test('a policy that opens a table is found twice: as another text, and by somebody getting through', async () => {
    await stage.sql.unsafe(`alter policy "${POLICY}" on clients using (true)`)
    try {
      const reports = await audit('--dry-run')
      const ids = reports.flatMap(({ findings }) => findings.map(({ id }) => id))
      expect(ids).toContain(`changed:policy:clients.${POLICY}`)
      expect(ids).toContain('leak:clients:select:stranger:organisation')
      expect(ids).toContain('leak:clients:select:viewer:client')
      expect(worstOf(reports.map(({ exitCode }) => exitCode))).toBe(EXIT.isolation)
    } finally {
      const fact = stage.reference.public.find(({ name }) => name === POLICY)
      const using = fact?.definition.slice(fact.definition.indexOf(' using ')) ?? ''
      await stage.sql.unsafe(`alter policy "${POLICY}" on clients ${using}`)
    }
  })
})

describe('data that contradicts itself is found, in its organisation', () => {
  const withoutFences = async (act: string) =>
    stage.sql.begin(async (tx) => {
      await tx`select set_config('session_replication_role', 'replica', true)`
      await tx.unsafe(act)
    })

  test('a row of one organisation that names one of another, a person without account, an account without person', async () => {
    const [ticket] = await stage.sql`
      select t.id, t.client_id as old, (select c.id from clients c where c.agency_id <> t.agency_id limit 1) as other
      from tickets t join agencies a on a.id = t.agency_id where a.slug = 'harbour-and-main' limit 1`
    const ghost = '00000000-0000-4000-8000-00000000dead'
    await withoutFences(`
      update tickets set client_id = '${String(ticket?.other)}' where id = '${String(ticket?.id)}';
      insert into users (id, client_id, email, role) select '${ghost}', c.id, 'ghost@example.test', 'team_member'
      from clients c join agencies a on a.id = c.agency_id where a.slug = 'linden-property' and c.is_house;
      insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000beef', 'left-over@example.test');`)
    try {
      const reports = await audit('--dry-run')
      const idsOf = (target: string) =>
        reports.find((report) => report.target === target)?.findings.map(({ id }) => id)
      expect(idsOf('harbour-and-main')?.some((id) => id.startsWith('data:tenant:tickets.'))).toBe(true)
      expect(idsOf('linden-property')).toEqual(['data:users-without-account'])
      expect(idsOf('database')).toEqual(['data:accounts-without-user'])
      expect(worstOf(reports.map(({ exitCode }) => exitCode))).toBe(EXIT.isolation)
      const answers = await stage.run((context) => health(context, []), 'health', '--dry-run')
      const bad = answers.flatMap(({ checks }) =>
        checks.filter(({ isGood }) => !isGood).map(({ name }) => name),
      )
      expect(bad.toSorted()).toEqual([
        'people and accounts agree',
        'rows lead to rows of the same organisation',
      ])
    } finally {
      await withoutFences(`
        update tickets set client_id = '${String(ticket?.old)}' where id = '${String(ticket?.id)}';
        delete from users where id = '${ghost}'; delete from auth.users where email = 'left-over@example.test';`)
    }
  })

  test('whoever signed up and joined nothing yet, or was removed, is named and is no fault', async () => {
    await stage.sql`insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000cafe', 'signing-up@example.test')`
    try {
      const reports = await audit()
      const [database] = reports
      expect(database?.findings.map(({ id, severity }) => [id, severity])).toEqual([
        ['data:accounts-without-user', 'note'],
      ])
      expect(reports.map(({ exitCode, status }) => [exitCode, status])).toEqual(
        reports.map(() => [EXIT.clean, 'clean']),
      )
      const [line] = await stage.sql`
        select status, findings from org_schema_ledger where agency_id is null order by started_at desc, id desc limit 1`
      expect(line).toEqual({ status: 'clean', findings: 0 })
      const shown = renderReport(database ?? emptyReport(''), painter(false), false).join('\n')
      expect(shown).toMatch(/^✓ database .*1 note/)
      expect(shown).toContain('1 account belongs to nobody in users')
      const answers = await stage.run((context) => health(context, []), 'health', '--dry-run')
      expect(answers.flatMap(({ checks }) => checks).filter(({ isGood }) => !isGood)).toEqual([])
    } finally {
      await stage.sql`delete from auth.users where email = 'signing-up@example.test'`
    }
  })

  test('an exception takes a finding out until its last day', async () => {
    await stage.sql`create index surplus on tickets (agency_id, title)`
    const exception = {
      id: 'extra:index:tickets.surplus',
      target: '*',
      reason: 'being tried',
      owner: 'Ann',
    }
    const found = async (expires: string) =>
      (
        await stage.run((context) => auditShared(context, [{ ...exception, expires }]), 'audit', '--dry-run')
      )[0]
    try {
      const accepted = await found('2026-11-21')
      expect(accepted?.findings).toEqual([])
      expect(accepted?.accepted.map(({ finding }) => finding.id)).toEqual([exception.id])
      expect(accepted?.exitCode).toBe(EXIT.clean)
      expect((await found('2026-11-20'))?.findings.map(({ id }) => id)).toEqual([exception.id])
    } finally {
      await stage.sql`drop index surplus`
    }
  })
})
