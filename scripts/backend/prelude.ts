import { SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql, getStorageSchemaSql } from '@supabase/lite'

/** The role the API signs in with. Not `authenticator`, so that an own Postgres which already has that role keeps it as it is. */
export const API_ROLE = 'audienceos_api'

/**
 * What a Supabase project has before its first migration: the three request roles, the schemas `auth`, `storage` and
 * `extensions`, and default privileges as projects created since May 2026 have them, i.e. no table, view or sequence is granted to anybody
 * by itself. Safe to run again.
 */
export function preludeSql(has: { auth: boolean; storage: boolean }): string {
  return `
do $$ begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
  if not exists (select from pg_roles where rolname = '${API_ROLE}') then create role ${API_ROLE} nologin noinherit; end if;
  if (select count(*) < 3 from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = '${API_ROLE}'::regrole and r.rolname in ('anon', 'authenticated', 'service_role')) then
    grant anon, authenticated, service_role to ${API_ROLE};
  end if;
  -- The audit looks at everything as these roles. Whoever made them may take their part, but only a superuser does so unasked.
  if not (select rolsuper from pg_roles where rolname = current_user)
    and pg_has_role(current_user, 'authenticated', 'member with admin option') then
    execute format('grant anon, authenticated, service_role to %I', current_user);
  end if;
end $$;
create schema if not exists extensions;
${has.auth ? '' : SUPABASE_AUTH_HELPERS_SQL + getAuthSchemaSql()}
${has.storage ? '' : getStorageSchemaSql()}
create or replace function auth.uid() returns uuid language sql stable as
$f$ select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid $f$;
create or replace function auth.role() returns text language sql stable as
$f$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $f$;
create or replace function auth.email() returns text language sql stable as
$f$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email' $f$;
grant usage on schema public, auth, extensions, storage to anon, authenticated, service_role;
-- As on Supabase, policies alone decide about objects; there is none until a migration makes one.
grant select, insert, update, delete on storage.objects, storage.buckets to anon, authenticated, service_role;
-- The API process answers /auth/v1 itself, so its own role (never anon or authenticated) keeps the accounts.
grant usage on schema auth to ${API_ROLE};
grant select, insert, update, delete on all tables in schema auth to ${API_ROLE};
grant usage on all sequences in schema auth to ${API_ROLE};
`
}
