-- Publishing: a run appears on any number of portals under one market mode. Additive over the single-portal shape.

-- tables

alter table public.cc_n3_runs
  add column market_mode text not null default 'INVITE_ONLY' check (market_mode in ('OPEN', 'INVITE_ONLY', 'CLOSED')),
  add column publish_version int not null default 0,
  add column created_by uuid default private.my_user_id();
comment on column public.cc_n3_runs.market_mode is 'Who may take part: OPEN to everybody, INVITE_ONLY, or CLOSED. Changed by publish_run.';
comment on column public.cc_n3_runs.publish_version is 'Counts the changes of market mode and publications; publish_run refuses a stale one.';
comment on column public.cc_n3_runs.created_by is 'Who made it. No foreign key: the run outlives the person''s account.';

create table public.cc_run_portal_publications (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  run_id uuid not null,
  portal_id uuid not null references public.cc_portals (id) on delete cascade,
  listing text not null default 'hidden' check (listing in ('full', 'teaser', 'hidden')),
  publish_at timestamptz not null default now(),
  unpublish_at timestamptz,
  published_at timestamptz not null default now(),
  published_by uuid default private.my_user_id(),
  unpublished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (run_id, portal_id),
  check (unpublish_at > publish_at),
  -- `infinity` is a moment to Postgres and to nobody else.
  check (isfinite(publish_at) and isfinite(unpublish_at)),
  foreign key (tenant_id, run_id) references public.cc_n3_runs (tenant_id, id) on delete cascade
);
comment on table public.cc_run_portal_publications is 'A run on a portal. Unpublishing keeps the row, so its schedule and listing are remembered.';
comment on column public.cc_run_portal_publications.listing is
  'full: listed with details; teaser: name, dates and zone only; hidden: not listed, and its address answers like nonsense.';
comment on column public.cc_run_portal_publications.publish_at is 'From this moment it may be seen; compared when read, so no scheduler can be late.';
comment on column public.cc_run_portal_publications.published_by is 'Who decided it last. No foreign key: history outlives people.';
comment on column public.cc_run_portal_publications.unpublished_at is 'Set when somebody took it off the portal; null while the decision to show it stands.';

-- Runs that already had their one portal keep showing on it, as they did: openly and in full.
insert into public.cc_run_portal_publications (tenant_id, run_id, portal_id, listing, publish_at, published_at)
select r.tenant_id, r.id, r.portal_id, 'full', r.created_at, r.created_at
from public.cc_n3_runs r join public.cc_portals p on p.id = r.portal_id and (p.owning_tenant_id = r.tenant_id or p.owning_tenant_id is null);

update public.cc_n3_runs r set market_mode = 'OPEN'
where exists (select from public.cc_run_portal_publications p where p.run_id = r.id);

-- `not valid`: rows of the older shape may break these and stay; nothing new may. After the back-fill, which must be able to touch such rows.
alter table public.cc_n3_runs
  add constraint cc_n3_runs_name_length check (char_length(btrim(name)) between 1 and 200) not valid,
  add constraint cc_n3_runs_description_length check (char_length(description) <= 5000) not valid,
  add constraint cc_n3_runs_ends_after_start check (ends_at > starts_at) not valid,
  add constraint cc_n3_runs_times_finite check (isfinite(starts_at) and isfinite(ends_at)) not valid,
  add constraint cc_n3_runs_metadata_object check (jsonb_typeof(metadata) = 'object' and pg_column_size(metadata) <= 65536) not valid;

-- indexes

create index cc_run_portal_publications_by_run on public.cc_run_portal_publications (tenant_id, run_id, portal_id);
create index cc_run_portal_publications_by_agency_portal on public.cc_run_portal_publications (tenant_id, portal_id, run_id) where unpublished_at is null;
-- The public page reads one portal across all agencies, so this one starts with the portal.
create index cc_run_portal_publications_by_portal on public.cc_run_portal_publications (portal_id, run_id);
create index cc_n3_runs_by_market_mode on public.cc_n3_runs (tenant_id, market_mode, starts_at, id);
create index cc_n3_runs_by_status_and_market_mode on public.cc_n3_runs (tenant_id, status, market_mode, starts_at, id);

-- access

alter table public.cc_run_portal_publications enable row level security;
alter table public.cc_run_portal_publications force row level security;
-- Written by publish_run and undo_publish only, so that no write slips past the version check.
grant select on public.cc_run_portal_publications to authenticated;
grant select, insert, update, delete on public.cc_run_portal_publications to service_role;
grant select, insert, update, delete on public.cc_run_portal_publications to audienceos_definer;
grant update (market_mode, publish_version, updated_at) on public.cc_n3_runs to audienceos_definer;

create policy "Staff read their agency's publications" on public.cc_run_portal_publications for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()));

-- functions: what may be seen

create type public.portal_listing as (
  run_id uuid,
  name text,
  description text,
  status text,
  starts_at timestamptz,
  ends_at timestamptz,
  time_zone text,
  zone_name text,
  market_mode text,
  has_details boolean,
  organiser text,
  updated_at timestamptz
);
comment on type public.portal_listing is
  'What a stranger may know of a run on a portal. Description, status and organiser are null unless `has_details`.';

-- The one visibility predicate. Every public surface (list, detail, sitemap) selects from here and adds nothing to it.
create view private.live_publications with (security_invoker = true) as
select
  live.run_id, live.portal_id, live.portal_slug, live.portal_name, live.market_mode, live.is_listed, live.starts_at, live.ends_at, live.updated_at,
  row(
    live.run_id, live.name, case when live.has_details then live.description end, case when live.has_details then live.status end,
    live.starts_at, live.ends_at, live.time_zone, live.zone_name, live.market_mode, live.has_details,
    case when live.has_details then live.organiser end, live.updated_at
  )::public.portal_listing as listing
from (
  select
    p.run_id, p.portal_id, portal.slug as portal_slug, portal.name as portal_name, r.market_mode, r.name, r.description, r.status, r.starts_at, r.ends_at,
    coalesce(r.metadata ->> 'time_zone', a.settings ->> 'time_zone', 'UTC') as time_zone,
    z.name as zone_name, a.name as organiser,
    p.listing <> 'hidden' as is_listed,
    p.listing = 'full' and r.market_mode <> 'INVITE_ONLY' as has_details,
    greatest(r.updated_at, p.updated_at) as updated_at
  from public.cc_run_portal_publications p
  join public.cc_portals portal on portal.id = p.portal_id
  join public.cc_n3_runs r on r.tenant_id = p.tenant_id and r.id = p.run_id
  join public.agencies a on a.id = r.tenant_id
  left join public.cc_zones z on z.tenant_id = r.tenant_id and z.id = r.zone_id
  where p.unpublished_at is null
    and p.publish_at <= now()
    and (p.unpublish_at is null or p.unpublish_at > now())
    and portal.status = 'active' and portal.is_active
    and r.status not in ('draft', 'cancelled')
) live;
comment on view private.live_publications is 'Publications that are live now. `is_listed`: anybody may see `listing`, which holds the public columns only.';
grant select on private.live_publications to audienceos_definer;

-- isolation: definer-without-check Strangers are meant: of portals only what is active, of runs only what the view above lets out.
create function private.portal_page(slug text)
returns table (portal_id uuid, portal_slug text, name text, primary_audience public.cc_portal_audience, default_zone text, runs public.portal_listing[])
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select portal.id, portal.slug, portal.name, portal.primary_audience, zone.name,
    coalesce((
      select array_agg(upcoming.listing order by upcoming.is_over, upcoming.starts_at, upcoming.run_id)
      from (
        select live.listing, live.run_id, live.starts_at, coalesce(live.ends_at, live.starts_at) < now() as is_over
        from private.live_publications live
        where live.portal_id = portal.id and live.is_listed
        order by coalesce(live.ends_at, live.starts_at) < now(), live.starts_at, live.run_id
        limit 500
      ) upcoming
    ), '{}')
  from public.cc_portals portal
  left join public.cc_zones zone on zone.tenant_id = portal.owning_tenant_id and zone.id = portal.default_zone_id
  where portal.slug = portal_page.slug and portal.status = 'active' and portal.is_active;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
end $$;

create function private.portal_run(slug text, run_id uuid)
returns table (portal_id uuid, portal_slug text, portal_name text, run public.portal_listing)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select live.portal_id, live.portal_slug, live.portal_name, live.listing
  from private.live_publications live
  where live.portal_slug = portal_run.slug and live.run_id = portal_run.run_id and live.is_listed;
  if not found then
    perform private.refuse(404, 'not_found');
  end if;
end $$;

-- Only what search engines may keep: live portals, and on them the runs that are open to everybody.
-- isolation: definer-without-check Strangers and search engines are meant; the view above decides what is open to them.
create function private.portal_sitemap()
returns table (portal_slug text, run_id uuid, updated_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select portal.slug, null::uuid, portal.updated_at
  from public.cc_portals portal where portal.status = 'active' and portal.is_active
  union all
  (
    select live.portal_slug, live.run_id, live.updated_at
    from private.live_publications live
    where live.is_listed and live.market_mode = 'OPEN'
    order by live.updated_at desc limit 45000 -- a sitemap file holds at most 50,000 addresses
  );
end $$;

-- functions: publishing

create type private.publish_outcome as (portal_id uuid, outcome text, reason text);

-- Why a publication that was just written is nevertheless not to be seen.
create function private.hidden_reason(run_status text) returns text
language sql immutable set search_path = ''
as $$ select case run_status when 'draft' then 'run_is_draft' when 'cancelled' then 'run_is_cancelled' end $$;

create function private.publish_run(p_run_id uuid, p_market_mode text, p_portals jsonb, p_expected_version int)
returns setof private.publish_outcome
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  run public.cc_n3_runs;
  fault record;
  outcomes private.publish_outcome[];
begin
  -- The row lock makes two publishers take turns; the second then sees the first one's version.
  select r.* into run from public.cc_n3_runs r where r.id = p_run_id and r.tenant_id = agency for no key update;
  if run.id is null then
    perform private.refuse(404, 'run_not_found');
  end if;
  if p_market_mode is null or p_market_mode not in ('OPEN', 'INVITE_ONLY', 'CLOSED') then
    perform private.refuse(400, 'invalid_market_mode');
  end if;
  if p_portals is null or jsonb_typeof(p_portals) <> 'array' or jsonb_array_length(p_portals) > 500 then
    perform private.refuse(400, 'invalid_portals');
  end if;
  if p_expected_version is distinct from run.publish_version then
    perform private.refuse(409, 'stale_version', run.publish_version::text);
  end if;
  if char_length(btrim(run.name)) = 0 or run.ends_at <= run.starts_at then
    perform private.refuse(400, 'run_incomplete');
  end if;

  begin
    select
      count(*) filter (where w.portal_id is null) + count(w.portal_id) - count(distinct w.portal_id)
        + count(*) filter (where w.listing not in ('full', 'teaser', 'hidden')) as malformed,
      count(*) filter (where w.portal_id is not null and portal.id is null) as unknown,
      min(portal.id::text) filter (where portal.status <> 'active' or not portal.is_active) as inactive,
      count(*) filter (where w.unpublish_at <= coalesce(w.publish_at, now()) or not isfinite(w.publish_at) or not isfinite(w.unpublish_at)) as backwards
    into fault
    from jsonb_to_recordset(p_portals) w (portal_id uuid, listing text, publish_at timestamptz, unpublish_at timestamptz)
    left join public.cc_portals portal
      on portal.id = w.portal_id and (portal.owning_tenant_id = agency or portal.owning_tenant_id is null);
  exception when data_exception or invalid_parameter_value then
    perform private.refuse(400, 'invalid_portals');
  end;
  if fault.malformed > 0 then
    perform private.refuse(400, 'invalid_portals');
  elsif fault.unknown > 0 then
    perform private.refuse(404, 'portal_not_found');
  elsif fault.inactive is not null then
    perform private.refuse(409, 'portal_inactive', fault.inactive);
  elsif fault.backwards > 0 then
    perform private.refuse(400, 'invalid_schedule');
  end if;

  with wanted as (
    select w.portal_id, current.id as current_id, current.unpublished_at is null and current.id is not null as is_standing,
      current.listing as old_listing, current.publish_at as old_publish_at, current.unpublish_at as old_unpublish_at,
      coalesce(w.listing, case p_market_mode when 'OPEN' then 'full' else 'hidden' end) as listing,
      -- No time given means now; what is already showing keeps the time from which it did.
      coalesce(w.publish_at, case when current.unpublished_at is null and current.publish_at <= now() then current.publish_at end, now()) as publish_at,
      w.unpublish_at
    from jsonb_to_recordset(p_portals) w (portal_id uuid, listing text, publish_at timestamptz, unpublish_at timestamptz)
    left join public.cc_run_portal_publications current on current.run_id = run.id and current.portal_id = w.portal_id
  ), decided as (
    select w.*, case
      when not w.is_standing then case when w.publish_at > now() then 'scheduled' else 'published' end
      when w.listing = w.old_listing and w.publish_at = w.old_publish_at and w.unpublish_at is not distinct from w.old_unpublish_at then 'unchanged'
      when w.publish_at > now() and w.publish_at <> w.old_publish_at then 'scheduled'
      when w.old_publish_at > now() and w.publish_at <= now() then 'published'
      else 'updated'
    end as outcome
    from wanted w
  ), written as (
    insert into public.cc_run_portal_publications as p
      (tenant_id, run_id, portal_id, listing, publish_at, unpublish_at, published_at, published_by)
    select agency, run.id, d.portal_id, d.listing, d.publish_at, d.unpublish_at, now(), private.my_user_id()
    from decided d where d.outcome <> 'unchanged'
    on conflict (run_id, portal_id) do update set
      listing = excluded.listing, publish_at = excluded.publish_at, unpublish_at = excluded.unpublish_at,
      published_at = excluded.published_at, published_by = excluded.published_by, unpublished_at = null
  ), dropped as (
    update public.cc_run_portal_publications p set unpublished_at = now()
    where p.tenant_id = agency and p.run_id = run.id and p.unpublished_at is null
      and not exists (select from wanted w where w.portal_id = p.portal_id)
    returning p.portal_id
  )
  select array_agg(o) into outcomes from (
    select row(d.portal_id, d.outcome, case when d.outcome <> 'unchanged' then private.hidden_reason(run.status) end)::private.publish_outcome as o
    from decided d
    union all
    select row(dropped.portal_id, 'unpublished', null)::private.publish_outcome from dropped
  ) all_outcomes;

  if run.market_mode <> p_market_mode or exists (select from unnest(outcomes) o where o.outcome <> 'unchanged') then
    update public.cc_n3_runs r set market_mode = p_market_mode, publish_version = r.publish_version + 1 where r.id = run.id;
  end if;
  return query select o.portal_id, o.outcome, o.reason from unnest(outcomes) o;
end $$;

create function private.undo_publish(p_run_id uuid, p_publish_version int)
returns setof private.publish_outcome
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  run public.cc_n3_runs;
  act public.activity_log;
begin
  select r.* into run from public.cc_n3_runs r where r.id = p_run_id and r.tenant_id = agency for no key update;
  if run.id is null then
    perform private.refuse(404, 'run_not_found');
  end if;
  if p_publish_version is distinct from run.publish_version then
    perform private.refuse(409, 'stale_version', run.publish_version::text);
  end if;
  select l.* into act from public.activity_log l
  where l.agency_id = agency and l.subject_id = run.id and l.table_name = 'cc_n3_runs' and l.action = 'update'
    and l.new_values ->> 'publish_version' = p_publish_version::text
  order by l.id desc limit 1;
  if act.id is null then
    perform private.refuse(409, 'nothing_to_undo');
  end if;

  -- All changes of one act carry the start of its transaction, and the version shows that no later act touched them.
  return query
  with changes as (
    select l.action, l.row_id, l.old_values, coalesce(l.new_values, l.old_values) as known
    from public.activity_log l
    where l.agency_id = agency and l.subject_id = run.id and l.table_name = 'cc_run_portal_publications' and l.created_at = act.created_at
  ), removed as (
    delete from public.cc_run_portal_publications p using changes c
    where c.action = 'insert' and p.tenant_id = agency and p.id = c.row_id
    returning p.portal_id
  ), restored as (
    update public.cc_run_portal_publications p set
      listing = old.listing, publish_at = old.publish_at, unpublish_at = old.unpublish_at,
      published_at = old.published_at, published_by = old.published_by, unpublished_at = old.unpublished_at
    from changes c
    join public.cc_run_portal_publications now_row on now_row.id = c.row_id
    cross join lateral jsonb_populate_record(now_row, c.old_values) old
    where c.action = 'update' and p.tenant_id = agency and p.id = c.row_id
    returning p.portal_id, case
      when p.unpublished_at is not null then 'unpublished'
      when c.old_values ? 'unpublished_at' then 'published'
      else 'updated'
    end as outcome
  ), returned as (
    insert into public.cc_run_portal_publications
    select (jsonb_populate_record(null::public.cc_run_portal_publications, c.old_values || jsonb_build_object('updated_at', now()))).*
    from changes c
    where c.action = 'delete' and exists (select from public.cc_portals p where p.id = (c.old_values ->> 'portal_id')::uuid)
    returning portal_id
  )
  select r.portal_id, 'unpublished', null::text from removed r
  union all
  select r.portal_id, r.outcome, case when r.outcome <> 'unpublished' then private.hidden_reason(run.status) end from restored r
  union all
  select r.portal_id, 'published', private.hidden_reason(run.status) from returned r;

  update public.cc_n3_runs r
  set market_mode = coalesce(act.old_values ->> 'market_mode', r.market_mode), publish_version = r.publish_version + 1
  where r.id = run.id;
end $$;

alter function private.portal_page(text) owner to audienceos_definer;
alter function private.portal_run(text, uuid) owner to audienceos_definer;
alter function private.portal_sitemap() owner to audienceos_definer;
alter function private.publish_run(uuid, text, jsonb, int) owner to audienceos_definer;
alter function private.undo_publish(uuid, int) owner to audienceos_definer;
grant execute on function private.hidden_reason(text) to audienceos_definer;
grant execute on function private.portal_page(text), private.portal_run(text, uuid), private.portal_sitemap() to anon, authenticated;
grant execute on function private.publish_run(uuid, text, jsonb, int), private.undo_publish(uuid, int) to authenticated;

-- functions: what the API offers

create function public.portal_page(slug text)
returns table (portal_id uuid, portal_slug text, name text, primary_audience public.cc_portal_audience, default_zone text, runs public.portal_listing[])
language sql stable set search_path = ''
as $$ select * from private.portal_page(slug) $$;
comment on function public.portal_page(text) is 'A live portal with the runs a stranger may see, soonest first, at most 500. 404 `not_found` otherwise.';

create function public.portal_run(slug text, run_id uuid)
returns table (portal_id uuid, portal_slug text, portal_name text, run public.portal_listing)
language sql stable set search_path = ''
as $$ select * from private.portal_run(slug, run_id) $$;
comment on function public.portal_run(text, uuid) is 'One run as a stranger may see it on a portal. Hidden, unpublished and unknown all answer 404 `not_found`.';

create function public.portal_sitemap()
returns table (portal_slug text, run_id uuid, updated_at timestamptz)
language sql stable set search_path = ''
as $$ select * from private.portal_sitemap() $$;
comment on function public.portal_sitemap() is 'Addresses that search engines may keep: live portals (run_id null) and their listed OPEN runs.';

create function public.publish_run(run_id uuid, market_mode text, portals jsonb, expected_version int)
returns table (portal_id uuid, outcome text, reason text)
language sql set search_path = ''
as $$ select * from private.publish_run(run_id, market_mode, portals, expected_version) $$;
comment on function public.publish_run(uuid, text, jsonb, int) is
  'Declares where and how a run shows: [{portal_id, listing?, publish_at?, unpublish_at?}]; portals left out are unpublished. All or nothing. '
  'Outcome: published, scheduled, updated, unchanged, unpublished. Refusals: 400 invalid_market_mode, invalid_portals, invalid_schedule, run_incomplete; '
  '404 run_not_found, portal_not_found; 409 stale_version (detail: the current one), portal_inactive.';

create function public.undo_publish(run_id uuid, publish_version int)
returns table (portal_id uuid, outcome text, reason text)
language sql set search_path = ''
as $$ select * from private.undo_publish(run_id, publish_version) $$;
comment on function public.undo_publish(uuid, int) is
  'Restores market mode and publications to what they were before the publish that made this version. 404 run_not_found; 409 stale_version, nothing_to_undo.';

grant execute on function public.portal_page(text), public.portal_run(text, uuid), public.portal_sitemap() to anon, authenticated;
grant execute on function public.publish_run(uuid, text, jsonb, int), public.undo_publish(uuid, int) to authenticated;

-- triggers

create trigger cc_run_portal_publications_set_updated_at before update on public.cc_run_portal_publications
  for each row execute function private.set_updated_at();
create trigger cc_run_portal_publications_keep_their_agency before update on public.cc_run_portal_publications
  for each row execute function private.refuse_key_change('tenant_id', 'run_id', 'portal_id');

-- A composite key cannot say "mine or shared", so this says it, for everybody: portals never change owner.
create function private.guard_publication_portal() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.cc_portals p where p.id = new.portal_id and p.owning_tenant_id <> new.tenant_id) then
    raise exception using errcode = '23503', message = 'portal_of_another_agency';
  end if;
  return new;
end $$;
alter function private.guard_publication_portal() owner to audienceos_definer;
create trigger cc_run_portal_publications_guard_portal before insert on public.cc_run_portal_publications
  for each row execute function private.guard_publication_portal();

call private.keep_history('public.cc_run_portal_publications', 'tenant_id', 'run_id');
