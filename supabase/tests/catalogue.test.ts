import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { guards } from './guards/all'

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

describe('the migrated database', () => {
  test.each(guards)('$says', async ({ find }) => {
    expect(await find(sql)).toEqual([])
  })
})

/** A guard that never fails guards nothing, so each of these adds one fault and expects to be told. */
const plants = [
  ['an unlisted table', 'create table public.surprise (id int)'],
  ['an unlisted table out of sight', 'create table private.surprise (id int)'],
  ['an unlisted view', 'create view public.surprise with (security_invoker) as select 1 as one'],
  [
    'an unlisted function',
    `create function public.surprise() returns int language sql set search_path = '' as 'select 1'`,
  ],
  ['an unlisted type', `create type public.surprise as enum ('a')`],
  ['an elevated function in sight', `alter function public.portal_page(text) security definer`],
  [
    'an elevated function of the migration’s role',
    `alter function private.portal_page(text) owner to current_user`,
  ],
  ['an open search path', 'alter function private.portal_page(text) reset search_path'],
  ['a function for everybody', 'grant execute on function private.my_client_id() to public'],
  ['a function for anon', 'grant execute on function public.publish_run(uuid, text, jsonb, int) to anon'],
  ['a table for anon', 'grant select on public.agencies to anon'],
  ['a column too many', 'grant update (client_id) on public.users to authenticated'],
  ['a missing grant', 'revoke delete on public.cc_zones from authenticated'],
  ['a sequence for somebody', 'grant usage on sequence public.activity_log_id_seq to authenticated'],
  ['grants on things to come', 'alter default privileges in schema public grant select on tables to anon'],
  ['a schema to create in', 'grant create on schema public to authenticated'],
  [
    'a second policy',
    'create policy "Another one is here" on public.agencies for select to authenticated using (false)',
  ],
  ['a policy for everybody', 'alter policy "Staff read their agency" on public.agencies to public'],
  [
    'a helper called for each row',
    'alter policy "Staff read their agency" on public.agencies using (id = private.my_staff_agency_id())',
  ],
  [
    'a policy that trusts metadata',
    `alter policy "Staff read their agency" on public.agencies using (id::text = current_setting('request.jwt.claims')::jsonb ->> 'user_metadata')`,
  ],
  ['half a condition', 'alter policy "Admins change their agency" on public.agencies with check (true)'],
  ['row-level security switched off', 'alter table public.cc_zones disable row level security'],
  ['row-level security not forced', 'alter table public.cc_zones no force row level security'],
  ['a view with its owner’s rights', 'alter view private.live_publications set (security_invoker = false)'],
  ['a missing index', 'drop index public.cc_portals_by_default_zone'],
  [
    'a missing composite key',
    'alter table public.cc_n3_runs drop constraint cc_n3_runs_tenant_id_zone_id_fkey',
  ],
  ['a missing trigger', 'drop trigger cc_zones_keep_their_agency on public.cc_zones'],
  ['a trigger asleep', 'alter table public.users disable trigger users_guard_standing'],
  ['history that is not written', 'drop trigger cc_n3_runs_log_updates on public.cc_n3_runs'],
] as const

describe('the guards notice', () => {
  test.each(plants)('%s', async (_, statement) => {
    await sql.unsafe('begin')
    try {
      await sql.unsafe(statement).simple()
      const faults: string[] = []
      for (const { find } of guards) faults.push(...(await find(sql)))
      expect(faults).not.toEqual([])
    } finally {
      await sql.unsafe('rollback')
    }
  })
})
