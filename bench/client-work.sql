-- A world for the benchmarks of client work: one agency with as many tickets as asked for, 20 others with a hundredth of it each, 200
-- clients everywhere. Triggers are off while it is written. Takes one setting: bench.tickets.
set session_replication_role = replica;

create temporary table bench_agencies as
select n, md5('agency ' || n)::uuid as id, case when n = 1 then t.tickets else t.tickets / 100 end as tickets
from generate_series(1, 21) n, (select current_setting('bench.tickets')::int as tickets) t;
insert into public.agencies (id, name, slug) select id, 'Agency ' || n, 'agency-' || n from bench_agencies;
insert into public.clients (id, agency_id, name, is_house)
select md5('client ' || a.n || ' ' || c)::uuid, a.id, 'Client ' || c, c = 0 from bench_agencies a, generate_series(0, 200) c;
insert into public.users (id, client_id, email, role)
select md5('member ' || a.n || ' ' || m)::uuid, md5('client ' || a.n || ' 0')::uuid, 'member-' || a.n || '-' || m || '@example.com',
  (case when m = 0 then 'agency_owner' else 'team_member' end)::public.user_role
from bench_agencies a, generate_series(0, 19) m;
insert into public.users (id, client_id, email, role)
select md5('viewer ' || a.n)::uuid, md5('client ' || a.n || ' 1')::uuid, 'viewer-' || a.n || '@example.com', 'client_viewer' from bench_agencies a;

-- The older, the more of them are closed: a week of history is the same whether there are a hundred thousand tickets or a million.
insert into public.tickets (agency_id, client_id, number, title, description, status, waiting_for, priority, assignee_id, due_on, visibility, rank,
  resolved_at, closed_at, created_at, updated_at)
select a.id, md5('client ' || a.n || ' ' || 1 + i % 200)::uuid, i, 'Ticket ' || i || ' about ' || (array['invoice', 'banner', 'newsletter', 'domain', 'shoot'])[1 + i % 5],
  case when i = 7 then 'The word is quagga.' end, s.status, case when s.status = 'waiting' then 'client' end,
  (array['low', 'normal', 'normal', 'normal', 'high', 'urgent'])[1 + (i * 7 % 6)],
  case when i % 4 > 0 then md5('member ' || a.n || ' ' || i * 13 % 20)::uuid end, case when i % 3 = 0 then current_date + (i % 60 - 20) end,
  case when i % 3 = 0 then 'client' else 'internal' end, -i,
  case when s.status in ('resolved', 'closed') then s.at + interval '2 days' end, case when s.status = 'closed' then s.at + interval '9 days' end,
  s.at, s.at + interval '1 day'
from bench_agencies a, lateral generate_series(1, a.tickets) i, lateral (
  select now() - (a.tickets - i) * interval '90 seconds' as at,
    case when a.tickets - i > 8000 then 'closed' else (array['open', 'in_progress', 'waiting', 'resolved', 'closed'])[1 + i % 5] end as status
) s;
insert into private.ticket_counters select id, tickets from bench_agencies;
insert into public.alerts (agency_id, client_id, severity, status, title, resolved_at, acknowledged_at, created_at, visibility)
select a.id, md5('client ' || a.n || ' ' || 1 + i % 200)::uuid, (array['low', 'medium', 'high', 'critical'])[1 + i * 7 % 4], s.status, 'Alert ' || i,
  case when s.status = 'resolved' then s.at + interval '1 hour' end, case when s.status = 'acknowledged' then s.at + interval '5 minutes' end, s.at, 'internal'
from bench_agencies a, lateral generate_series(1, a.tickets / 10) i, lateral (
  select now() - (a.tickets / 10 - i) * interval '15 minutes' as at,
    case when a.tickets / 10 - i > 1000 then 'resolved' else (array['open', 'acknowledged', 'resolved'])[1 + i % 3] end as status
) s;
insert into public.communications (agency_id, client_id, type, direction, subject, body, occurred_at, created_at, visibility)
select a.id, md5('client ' || a.n || ' ' || 1 + i % 200)::uuid, s.type, case when s.type <> 'note' then (array['inbound', 'outbound'])[1 + i % 2] end,
  'Said ' || i, 'About this and that.', s.at, s.at, case when i % 3 = 0 then 'client' else 'internal' end
from bench_agencies a, lateral generate_series(1, a.tickets / 2) i, lateral (
  select now() - (a.tickets / 2 - i) * interval '3 minutes' as at, (array['email', 'call', 'note', 'email', 'meeting'])[1 + i % 5] as type
) s;
insert into public.documents (agency_id, client_id, kind, name, url, status, visibility, created_at)
select a.id, md5('client ' || a.n || ' ' || 1 + i % 200)::uuid, 'link', 'Paper ' || i, 'https://papers.example/' || i, 'ready',
  case when i % 3 = 0 then 'client' else 'internal' end, now() - (a.tickets / 10 - i) * interval '15 minutes'
from bench_agencies a, lateral generate_series(1, a.tickets / 10) i;

set session_replication_role = origin;
