-- Foundation: the unexposed schema, the role that elevated functions run as, and the few helpers every domain uses.

-- roles

-- Elevated functions belong to a role that owns nothing else and cannot sign in: what it may do is exactly what the
-- grants below each table say, so a mistake in one function cannot reach further than that.
do $$
begin
  if not exists (select from pg_roles where rolname = 'audienceos_definer') then
    create role audienceos_definer nologin noinherit bypassrls;
  end if;
  -- Handing a function over needs the right to become its new owner; a superuser has it already.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant audienceos_definer to %I', current_user);
  end if;
end $$;

-- access

create schema private;
comment on schema private is 'Policy helpers and elevated functions. Never exposed through the API.';

-- `create` is needed by the owner of a function at the moment it is handed over.
grant usage, create on schema private to audienceos_definer;
grant usage on schema private to anon, authenticated, service_role;
grant usage on schema public to audienceos_definer, anon, authenticated, service_role;

-- Nothing is callable or readable until a migration says so, whoever creates it and wherever it runs.
alter default privileges in schema public revoke all on tables from anon, authenticated, public;
alter default privileges in schema public revoke all on sequences from anon, authenticated, public;
alter default privileges in schema public revoke execute on functions from anon, authenticated, public;
alter default privileges revoke execute on functions from public;

-- functions

-- plpgsql, because an SQL function with a pinned search path is never inlined and then costs three times as much a call.
-- Read as json: building a jsonb of which one claim is read was half of what this costs.
create function private.my_user_id() returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$ begin return nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid; end $$;
comment on function private.my_user_id() is
  'The caller''s id: the `sub` of the verified token, the only claim that authorisation ever reads.';

-- No person's own setting can reach this: whoever is signed in acts for themselves, whatever else is said.
create function private.acting_rule() returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$
begin
  return case when private.my_user_id() is null then nullif(current_setting('audienceos.acting_rule', true), '')::uuid end;
end $$;
comment on function private.acting_rule() is 'The rule of automation on whose behalf this is done, while one is at work; else null.';

-- Only the migration's own role may read `auth` on hosted Supabase, so this one stays with it. It reveals the caller's own address only.
create function private.my_verified_email() returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select lower(u.email) from auth.users u where u.id = private.my_user_id() and u.email_confirmed_at is not null);
end $$;
comment on function private.my_verified_email() is 'The caller''s e-mail address once they have proved it by a mailed code, else null.';

create function private.refuse(status int, code text, detail text default null, hint text default null) returns void
language plpgsql set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || status::text, message = refuse.code,
    detail = coalesce(refuse.detail, ''), hint = coalesce(refuse.hint, '');
end $$;
comment on function private.refuse(int, text, text, text) is
  'Raises a machine code that the API answers with the given HTTP status; English lives in the interface.';

create function private.set_updated_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- Composite keys keep parent and child in one agency; this keeps the pair from moving to another agency together.
create function private.refuse_key_change() returns trigger
language plpgsql set search_path = ''
as $$
declare
  key_column text;
begin
  foreach key_column in array tg_argv loop
    if to_jsonb(old) -> key_column is distinct from to_jsonb(new) -> key_column then
      raise exception using errcode = '42501', message = 'tenant_key_is_fixed', detail = key_column;
    end if;
  end loop;
  return new;
end $$;
comment on function private.refuse_key_change() is 'Trigger: the columns named in its arguments never change after insert, for anybody.';

grant execute on function private.my_user_id() to anon, authenticated, service_role, audienceos_definer;
grant execute on function private.acting_rule(), private.my_verified_email() to audienceos_definer;
grant execute on function private.refuse(int, text, text, text) to authenticated, service_role, audienceos_definer;
