-- Tenancy: agencies → clients → users. Everything else in the product hangs from these three tables.

-- tables

create type public.user_role as enum ('agency_owner', 'agency_admin', 'team_member', 'client_viewer', 'stakeholder');

create table public.agencies (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(btrim(name)) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and char_length(slug) between 3 and 48),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object' and pg_column_size(settings) <= 65536),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.agencies is 'The root tenant. Every tenant row names one.';
comment on column public.agencies.slug is 'Unique short name in addresses: lowercase letters, digits and single hyphens.';
comment on column public.agencies.settings is 'Agency-wide preferences, e.g. {"time_zone": "Europe/Berlin"}.';

create table public.clients (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references public.agencies (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  is_house boolean not null default false,
  status text not null default 'active' check (status in ('active', 'paused', 'archived')),
  website text check (char_length(website) <= 500),
  notes text check (char_length(notes) <= 10000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, id)
);
comment on table public.clients is 'A client of an agency, or its house client, to which the agency''s own staff belong.';
comment on column public.clients.is_house is 'True for the one client that stands for the agency itself.';

create table public.users (
  id uuid primary key,
  client_id uuid references public.clients (id) on delete cascade,
  email text not null unique check (email = lower(email) and char_length(email) <= 320),
  full_name text check (char_length(full_name) <= 120),
  role public.user_role not null default 'team_member',
  permissions jsonb not null default '[]' check (jsonb_typeof(permissions) = 'array' and pg_column_size(permissions) <= 4096),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A person without a client is a pure stakeholder, and only such a person is one.
  check ((role = 'stakeholder') = (client_id is null))
);
comment on table public.users is 'A person. `id` equals `auth.users.id` (kept in step by our functions, no foreign key); a row is only made by a function.';
comment on column public.users.client_id is 'The one client this person belongs to, hence the one agency. Null: a pure stakeholder.';
comment on column public.users.permissions is 'Additive grants, e.g. ["billing"].';

-- indexes

create unique index clients_one_house_client_per_agency on public.clients (agency_id) where is_house;
create index clients_by_agency_and_name on public.clients (agency_id, status, name, id);
create index users_by_client on public.users (client_id, id);

-- access: helpers. Each runs once per statement because policies call it inside `(select …)`; plpgsql keeps its plan.

-- Nearly every policy asks for one of these two, once for each table of a statement, so they read the claim in place and save a call.
create function private.my_client_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select u.client_id from public.users u
    -- As in private.my_user_id().
    where u.id = nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid
  );
end $$;

create function private.my_agency_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (select c.agency_id from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id());
end $$;

-- The agency's id for its staff, null for everybody else: most policies need nothing more, so they pay for one look-up.
create function private.my_staff_agency_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select c.agency_id from public.users u join public.clients c on c.id = u.client_id
    -- As in private.my_user_id().
    where u.id = nullif(nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub', '')::uuid
      and c.is_house and u.role in ('agency_owner', 'agency_admin', 'team_member')
  );
end $$;

create function private.my_admin_agency_id() returns uuid
language plpgsql stable parallel safe security definer set search_path = ''
as $$
begin
  return (
    select c.agency_id from public.users u join public.clients c on c.id = u.client_id
    where u.id = private.my_user_id() and c.is_house and u.role in ('agency_owner', 'agency_admin')
  );
end $$;

-- `users` has no agency column (its columns are fixed), so its policies compare the client with this list.
create function private.my_staff_client_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = ''
as $$ begin return array(select c.id from public.clients c where c.agency_id = private.my_staff_agency_id()); end $$;

create function private.my_admin_client_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = ''
as $$ begin return array(select c.id from public.clients c where c.agency_id = private.my_admin_agency_id()); end $$;

comment on function private.my_client_id() is 'The caller''s client, or null.';
comment on function private.my_agency_id() is 'The caller''s agency through their client, or null.';
comment on function private.my_staff_agency_id() is 'The agency whose staff the caller is, or null.';
comment on function private.my_admin_agency_id() is 'The agency of which the caller is owner or admin, or null.';
comment on function private.my_staff_client_ids() is 'All clients of the agency whose staff the caller is; empty for others.';
comment on function private.my_admin_client_ids() is 'All clients of the agency of which the caller is owner or admin; empty for others.';

grant select on public.agencies, public.clients, public.users to audienceos_definer;
alter function private.my_client_id() owner to audienceos_definer;
alter function private.my_agency_id() owner to audienceos_definer;
alter function private.my_staff_agency_id() owner to audienceos_definer;
alter function private.my_admin_agency_id() owner to audienceos_definer;
alter function private.my_staff_client_ids() owner to audienceos_definer;
alter function private.my_admin_client_ids() owner to audienceos_definer;
grant execute on function
  private.my_client_id(), private.my_agency_id(), private.my_staff_agency_id(), private.my_admin_agency_id(),
  private.my_staff_client_ids(), private.my_admin_client_ids()
to authenticated;

-- access: agencies

alter table public.agencies enable row level security;
alter table public.agencies force row level security;
grant select, update (name, slug, settings) on public.agencies to authenticated;
grant select, insert, update, delete on public.agencies to service_role;

create policy "Staff read their agency" on public.agencies for select to authenticated
using (id = (select private.my_staff_agency_id()));

create policy "Admins change their agency" on public.agencies for update to authenticated
using (id = (select private.my_admin_agency_id()))
with check (id = (select private.my_admin_agency_id()));

-- access: clients

alter table public.clients enable row level security;
alter table public.clients force row level security;
grant select, insert (agency_id, name, status, website, notes), update (name, status, website, notes), delete
  on public.clients to authenticated;
grant select, insert, update, delete on public.clients to service_role;

create policy "Staff read their agency's clients and viewers their own" on public.clients for select to authenticated
using (
  agency_id = (select private.my_agency_id())
  and ((select private.my_staff_agency_id()) is not null or id = (select private.my_client_id()))
);

create policy "Admins add clients to their agency" on public.clients for insert to authenticated
with check (agency_id = (select private.my_admin_agency_id()));

create policy "Admins change their agency's clients" on public.clients for update to authenticated
using (agency_id = (select private.my_admin_agency_id()))
with check (agency_id = (select private.my_admin_agency_id()));

create policy "Admins remove their agency's clients but never the house client" on public.clients for delete to authenticated
using (agency_id = (select private.my_admin_agency_id()) and not is_house);

-- access: users

alter table public.users enable row level security;
alter table public.users force row level security;
grant select, update (full_name, role, permissions), delete on public.users to authenticated;
grant select, insert, update, delete on public.users to service_role;

create policy "People read themselves and staff read their agency's people" on public.users for select to authenticated
using (id = (select private.my_user_id()) or client_id = any ((select private.my_staff_client_ids())::uuid[]));

create policy "People change themselves and admins their agency's people" on public.users for update to authenticated
using (id = (select private.my_user_id()) or client_id = any ((select private.my_admin_client_ids())::uuid[]))
with check (id = (select private.my_user_id()) or client_id = any ((select private.my_admin_client_ids())::uuid[]));

create policy "Admins remove their agency's people" on public.users for delete to authenticated
using (client_id = any ((select private.my_admin_client_ids())::uuid[]));

-- functions

-- Policies see a row before or after, never both; what may change *between* the two is decided here.
-- It runs as the caller on purpose: elevated functions, cascades and the operator are recognised by not being an API role.
create function private.guard_user_change() returns trigger
language plpgsql set search_path = ''
as $$
declare
  house boolean;
  caller_role public.user_role;
begin
  if tg_op <> 'DELETE' then
    select c.is_house into house from public.clients c where c.id = new.client_id;
    if house and new.role not in ('agency_owner', 'agency_admin', 'team_member') or not house and new.role <> 'client_viewer' then
      raise exception using errcode = '23514', message = 'role_does_not_fit_client';
    end if;
  end if;
  if current_user not in ('anon', 'authenticated') then
    return coalesce(new, old);
  end if;

  if tg_op = 'UPDATE' and new.full_name is distinct from old.full_name and new.id is distinct from private.my_user_id() then
    perform private.refuse(403, 'name_is_the_persons_own');
  end if;
  if tg_op = 'UPDATE' and new.role = old.role and new.permissions = old.permissions then
    return new;
  end if;
  if tg_op = 'UPDATE' and new.id = private.my_user_id() then
    perform private.refuse(403, 'own_role_is_fixed');
  end if;

  -- Somebody's standing changes. This lock makes two admins take turns, so that the count of owners below is true.
  perform 1 from public.clients c where c.agency_id = private.my_admin_agency_id() and c.is_house for update;
  select u.role into caller_role from public.users u where u.id = private.my_user_id();
  if caller_role is distinct from 'agency_owner' and caller_role is distinct from 'agency_admin' then
    perform private.refuse(403, 'admin_required');
  end if;
  if caller_role <> 'agency_owner' and (old.role = 'agency_owner' or tg_op = 'UPDATE' and new.role = 'agency_owner') then
    perform private.refuse(403, 'owner_required');
  end if;
  if old.role = 'agency_owner' and (tg_op = 'DELETE' or new.role <> 'agency_owner') and not exists (
    select from public.users u where u.client_id = old.client_id and u.role = 'agency_owner' and u.id <> old.id
  ) then
    perform private.refuse(409, 'last_owner');
  end if;
  return coalesce(new, old);
end $$;
comment on function private.guard_user_change() is
  'Trigger: nobody changes their own standing, only owners touch owners, an agency keeps an owner, a role fits its client.';

-- triggers

create trigger agencies_set_updated_at before update on public.agencies for each row execute function private.set_updated_at();
create trigger clients_set_updated_at before update on public.clients for each row execute function private.set_updated_at();
create trigger users_set_updated_at before update on public.users for each row execute function private.set_updated_at();
create trigger clients_keep_their_agency before update on public.clients
  for each row execute function private.refuse_key_change('agency_id', 'is_house');
create trigger users_guard_standing before insert or update or delete on public.users
  for each row execute function private.guard_user_change();
