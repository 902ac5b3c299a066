-- A world for the benchmarks: 200 agencies, half of all runs in ten of them, triggers off while it is written.
-- Takes one setting: bench.runs.
set session_replication_role = replica;

insert into public.agencies (id, name, slug)
select md5('agency ' || n)::uuid, 'Agency ' || n, 'agency-' || n from generate_series(1, 200) n;

insert into public.clients (id, agency_id, name, is_house)
select md5('client ' || n || ' ' || k)::uuid, md5('agency ' || n)::uuid, 'Client ' || k, k = 0
from generate_series(1, 200) n, generate_series(0, 25) k;

insert into auth.users (id, email) select md5('user ' || n || ' ' || k)::uuid, 'user-' || n || '-' || k || '@example.com'
from generate_series(1, 200) n, generate_series(0, 39) k;
insert into public.users (id, client_id, email, role)
select md5('user ' || n || ' ' || k)::uuid, md5('client ' || n || ' ' || case when k < 10 then 0 else k % 25 + 1 end)::uuid,
  'user-' || n || '-' || k || '@example.com',
  (case when k = 0 then 'agency_owner' when k = 1 then 'agency_admin' when k < 10 then 'team_member' else 'client_viewer' end)::public.user_role
from generate_series(1, 200) n, generate_series(0, 39) k;

insert into public.cc_zones (id, tenant_id, name)
select md5('zone ' || n || ' ' || k)::uuid, md5('agency ' || n)::uuid, 'Zone ' || k
from generate_series(1, 200) n, generate_series(1, 8) k;

insert into public.cc_portals (id, owning_tenant_id, name, slug, status)
select md5('portal ' || n || ' ' || k)::uuid, md5('agency ' || n)::uuid, 'Portal ' || k, 'portal-' || n || '-' || k, 'active'
from generate_series(1, 200) n, generate_series(1, 110) k;

insert into public.cc_n3_runs (id, tenant_id, name, description, status, starts_at, ends_at, zone_id, market_mode, publish_version, created_at, updated_at)
select md5('run ' || i)::uuid, md5('agency ' || a.n)::uuid, 'Run ' || i, repeat('What happens on this run. ', 6),
  (array['draft', 'scheduled', 'scheduled', 'in_progress', 'completed', 'cancelled'])[1 + i % 6],
  now() + (i % 700 - 350) * interval '1 day' + i % 1440 * interval '1 minute',
  now() + (i % 700 - 350) * interval '1 day' + (i % 1440 + 120) * interval '1 minute',
  md5('zone ' || a.n || ' ' || (1 + i % 8))::uuid, (array['OPEN', 'INVITE_ONLY', 'CLOSED'])[1 + i / 6 % 3], 1,
  now() - i % 900 * interval '1 hour', now() - i % 700 * interval '1 hour'
from generate_series(1, current_setting('bench.runs')::int) i
cross join lateral (select case when i % 2 = 0 then 1 + i / 2 % 10 else 11 + i / 2 % 190 end as n) a;

-- The portal that is measured carries the same 200 publications whatever the size of the world.
insert into public.cc_run_portal_publications (tenant_id, run_id, portal_id, listing)
select r.tenant_id, r.id, md5('portal 1 1')::uuid, 'full'
from public.cc_n3_runs r where r.tenant_id = md5('agency 1')::uuid and r.status = 'scheduled' order by r.id limit 200;
insert into public.cc_run_portal_publications (tenant_id, run_id, portal_id, listing)
select md5('agency ' || a.n)::uuid, md5('run ' || i)::uuid, md5('portal ' || a.n || ' ' || (2 + i % 8))::uuid, 'full'
from generate_series(1, current_setting('bench.runs')::int, 3) i
cross join lateral (select case when i % 2 = 0 then 1 + i / 2 % 10 else 11 + i / 2 % 190 end as n) a;

insert into public.activity_log (agency_id, subject_id, table_name, row_id, action, new_values)
select md5('agency ' || a.n)::uuid, md5('run ' || i)::uuid, 'cc_n3_runs', md5('run ' || i)::uuid, 'update', '{"status": "scheduled"}'
from generate_series(1, current_setting('bench.runs')::int) i
cross join lateral (select case when i % 2 = 0 then 1 + i / 2 % 10 else 11 + i / 2 % 190 end as n) a;

set session_replication_role = origin;

-- Times a statement inside the database: n times, milliseconds each. Prepared and warmed up, as the API's are: the first
-- executions pay for a plan, and from the sixth on Postgres may keep one plan for all values. `$2` is
-- the length of a page, which the API sends as a value too.
create schema bench;
grant usage on schema bench to anon, authenticated;
create function bench.time_statement(statement text, argument uuid, times int) returns double precision[]
language plpgsql as $$
declare
  warm_up constant int := 7;
  measured constant text := format('execute measured(%L, 31)', argument);
  begun timestamptz;
  took double precision[] := '{}';
begin
  execute 'prepare measured(uuid, int) as ' || statement;
  for n in 1 .. warm_up + times loop
    begun := clock_timestamp();
    execute measured;
    if n > warm_up then
      took := took || extract(epoch from clock_timestamp() - begun)::double precision * 1000;
    end if;
  end loop;
  deallocate measured;
  return took;
end $$;
grant execute on function bench.time_statement(text, uuid, int) to anon, authenticated;

-- The same for a statement that changes something and can therefore only be done once.
create function bench.time_once(statement text) returns double precision[]
language plpgsql as $$
declare
  begun timestamptz := clock_timestamp();
begin
  execute statement;
  return array[extract(epoch from clock_timestamp() - begun)::double precision * 1000];
end $$;
grant execute on function bench.time_once(text) to anon, authenticated;
