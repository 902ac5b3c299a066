-- Runs in their first shape: zones, portals, and runs that name at most one portal.

-- tables

create type public.cc_portal_status as enum ('draft', 'active', 'archived');
create type public.cc_portal_audience as enum ('public', 'residents', 'businesses', 'visitors', 'providers');

create table public.cc_zones (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.agencies (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id),
  unique (tenant_id, name)
);
comment on table public.cc_zones is 'A place or district that runs and portals refer to.';

create table public.cc_portals (
  id uuid primary key default gen_random_uuid(),
  owning_tenant_id uuid references public.agencies (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and char_length(slug) between 3 and 64),
  status public.cc_portal_status not null default 'draft',
  primary_audience public.cc_portal_audience not null default 'public',
  is_active boolean not null default true,
  default_zone_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (owning_tenant_id, id),
  -- A shared portal belongs to nobody, so it cannot point into one agency's zones.
  check (owning_tenant_id is not null or default_zone_id is null),
  foreign key (owning_tenant_id, default_zone_id) references public.cc_zones (tenant_id, id) on delete set null (default_zone_id)
);
comment on table public.cc_portals is 'A public page that lists runs. Live only while `status` is active and `is_active` is true.';
comment on column public.cc_portals.owning_tenant_id is 'The agency that owns it; null for a shared portal that every agency may publish to.';
comment on column public.cc_portals.is_active is 'Pause switch: false takes a finished portal off the air without archiving it.';

create table public.cc_n3_runs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.agencies (id) on delete cascade,
  name text not null,
  description text,
  status text not null default 'draft' check (status in ('draft', 'scheduled', 'in_progress', 'completed', 'cancelled')),
  starts_at timestamptz,
  ends_at timestamptz,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  portal_id uuid references public.cc_portals (id) on delete set null,
  zone_id uuid,
  unique (tenant_id, id),
  foreign key (tenant_id, zone_id) references public.cc_zones (tenant_id, id) on delete set null (zone_id)
);
comment on table public.cc_n3_runs is 'A service run: something a provider does at a time and a place.';
comment on column public.cc_n3_runs.metadata is 'Extension point; `time_zone` is the IANA zone in which the run''s times are shown.';
comment on column public.cc_n3_runs.portal_id is 'Legacy single portal; back-filled into cc_run_portal_publications, no longer written.';

-- indexes

create index cc_portals_by_default_zone on public.cc_portals (owning_tenant_id, default_zone_id);
create index cc_portals_by_owner on public.cc_portals (owning_tenant_id, status, name, id);
create index cc_n3_runs_by_start on public.cc_n3_runs (tenant_id, starts_at, id);
create index cc_n3_runs_by_status on public.cc_n3_runs (tenant_id, status, starts_at, id);
create index cc_n3_runs_by_zone on public.cc_n3_runs (tenant_id, zone_id, starts_at, id);
create index cc_n3_runs_by_name on public.cc_n3_runs (tenant_id, name, id);
create index cc_n3_runs_by_change on public.cc_n3_runs (tenant_id, updated_at desc, id desc);
create index cc_n3_runs_by_legacy_portal on public.cc_n3_runs (portal_id);
-- People search for any part of a name, which takes an index over groups of three letters.
create extension if not exists pg_trgm with schema extensions;
create index cc_n3_runs_by_name_parts on public.cc_n3_runs using gin (name extensions.gin_trgm_ops);

-- access: zones

alter table public.cc_zones enable row level security;
alter table public.cc_zones force row level security;
grant select, insert (tenant_id, name), update (name), delete on public.cc_zones to authenticated;
grant select, insert, update, delete on public.cc_zones to service_role;
grant select on public.cc_zones to audienceos_definer;

create policy "Staff read their agency's zones" on public.cc_zones for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff add zones to their agency" on public.cc_zones for insert to authenticated
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff change their agency's zones" on public.cc_zones for update to authenticated
using (tenant_id = (select private.my_staff_agency_id()))
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Admins delete their agency's zones" on public.cc_zones for delete to authenticated
using (tenant_id = (select private.my_admin_agency_id()));

-- access: portals

alter table public.cc_portals enable row level security;
alter table public.cc_portals force row level security;
grant select,
  insert (owning_tenant_id, name, slug, status, primary_audience, is_active, default_zone_id),
  update (name, slug, status, primary_audience, is_active, default_zone_id),
  delete
on public.cc_portals to authenticated;
grant select, insert, update, delete on public.cc_portals to service_role;
grant select on public.cc_portals to audienceos_definer;

create policy "Staff read their agency's portals and the shared ones" on public.cc_portals for select to authenticated
using (
  owning_tenant_id = (select private.my_staff_agency_id())
  or owning_tenant_id is null and (select private.my_staff_agency_id()) is not null
);
create policy "Staff add portals to their agency" on public.cc_portals for insert to authenticated
with check (owning_tenant_id = (select private.my_staff_agency_id()));
create policy "Staff change their agency's portals" on public.cc_portals for update to authenticated
using (owning_tenant_id = (select private.my_staff_agency_id()))
with check (owning_tenant_id = (select private.my_staff_agency_id()));
create policy "Admins delete their agency's portals" on public.cc_portals for delete to authenticated
using (owning_tenant_id = (select private.my_admin_agency_id()));

-- access: runs

alter table public.cc_n3_runs enable row level security;
alter table public.cc_n3_runs force row level security;
grant select,
  insert (tenant_id, name, description, status, starts_at, ends_at, metadata, zone_id),
  update (name, description, status, starts_at, ends_at, metadata, zone_id),
  delete
on public.cc_n3_runs to authenticated;
grant select, insert, update, delete on public.cc_n3_runs to service_role;
grant select on public.cc_n3_runs to audienceos_definer;

create policy "Staff read their agency's runs" on public.cc_n3_runs for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff add runs to their agency" on public.cc_n3_runs for insert to authenticated
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff change their agency's runs" on public.cc_n3_runs for update to authenticated
using (tenant_id = (select private.my_staff_agency_id()))
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Admins delete their agency's runs" on public.cc_n3_runs for delete to authenticated
using (tenant_id = (select private.my_admin_agency_id()));

-- functions

-- Elevated, because under policies an index over parts of texts cannot be used: its operators might tell of rows they skip.
create function private.find_run_ids(p_query text) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  typed constant text := left(btrim(coalesce(p_query, '')), 200);
  pattern constant text := '%' || replace(replace(replace(typed, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  if agency is null or typed = '' then
    return '{}';
  end if;
  return array(
    select r.id from public.cc_n3_runs r
    where r.tenant_id = agency and r.name ilike pattern
    order by r.updated_at desc, r.id desc limit 5000
  );
end $$;

-- In a sub-select, so that runs are looked for once and not once for each row that is compared.
create function public.find_runs(query text) returns setof public.cc_n3_runs
language sql stable set search_path = ''
as $$ select r.* from public.cc_n3_runs r where r.id = any ((select private.find_run_ids(query))::uuid[]) $$;
comment on function public.find_runs(text) is
  'Runs of the agency whose name holds the text, wherever in it and in whichever case, as rows that can be filtered and ordered like the '
  'table: the 5,000 that changed last. For staff; others find nothing.';

alter function private.find_run_ids(text) owner to audienceos_definer;
grant execute on function private.find_run_ids(text), public.find_runs(text) to authenticated;

-- triggers

create trigger cc_zones_set_updated_at before update on public.cc_zones for each row execute function private.set_updated_at();
create trigger cc_portals_set_updated_at before update on public.cc_portals for each row execute function private.set_updated_at();
create trigger cc_n3_runs_set_updated_at before update on public.cc_n3_runs for each row execute function private.set_updated_at();
create trigger cc_zones_keep_their_agency before update on public.cc_zones
  for each row execute function private.refuse_key_change('tenant_id');
create trigger cc_portals_keep_their_agency before update on public.cc_portals
  for each row execute function private.refuse_key_change('owning_tenant_id');
create trigger cc_n3_runs_keep_their_agency before update on public.cc_n3_runs
  for each row execute function private.refuse_key_change('tenant_id');

call private.keep_history('public.cc_zones', 'tenant_id', 'id');
call private.keep_history('public.cc_portals', 'owning_tenant_id', 'id');
call private.keep_history('public.cc_n3_runs', 'tenant_id', 'id');
