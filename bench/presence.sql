-- A world for the benchmarks of invitations and the inbox: 40 agencies, one run that ten thousand people follow, and an inbox of
-- which one person has a fifth. Triggers are off while it is written. Takes one setting: bench.notifications.
set session_replication_role = replica;

insert into public.agencies (id, name, slug)
select md5('agency ' || n)::uuid, 'Agency ' || n, 'agency-' || n from generate_series(1, 40) n;
insert into public.clients (id, agency_id, name, is_house)
select md5('house ' || n)::uuid, md5('agency ' || n)::uuid, 'House', true from generate_series(1, 40) n;
insert into public.users (id, client_id, email, role)
select md5('member ' || n)::uuid, md5('house ' || n)::uuid, 'member-' || n || '@example.com', 'agency_owner' from generate_series(1, 40) n;
insert into public.users (id, email, role)
select md5('guest ' || n)::uuid, 'guest-' || n || '@example.com', 'stakeholder' from generate_series(1, 12000) n;
insert into public.cc_n3_runs (id, tenant_id, name, status)
select md5('run ' || n)::uuid, md5('agency 1')::uuid, 'Run ' || n, 'scheduled' from generate_series(1, 2) n;
insert into public.cc_run_stakeholders (tenant_id, run_id, user_id)
select md5('agency 1')::uuid, md5('run 1')::uuid, md5('guest ' || n)::uuid from generate_series(1, 10000) n;
-- One in ten has chosen something, so that deciding is not the same for everybody.
insert into public.cc_notification_preferences (individual_id, overrides)
select md5('guest ' || n)::uuid, '{"runs": {"email": "daily"}}' from generate_series(1, 10000, 10) n;

-- One person has a fifth of all, another twenty thousand unread, the rest is spread.
insert into public.cc_notifications
  (sender_tenant_id, recipient_individual_id, type, category, subject, body, action_url, dedupe_key, read_at, seen_at, created_at)
select md5('agency ' || 1 + i % 40)::uuid,
  case when i % 5 = 0 then md5('member 1')::uuid when i % 50 = 1 then md5('member 2')::uuid else md5('guest ' || 1 + i % 12000)::uuid end,
  'run.update', (array['runs', 'invitations', 'team', 'delivery'])[1 + i / 5 % 4], 'News ' || i, repeat('What is new. ', 10),
  '/shared/' || md5('run 1')::uuid, 'event ' || i,
  case when i % 50 <> 1 and i % 3 > 0 then now() end, now(), now() - i * interval '7 seconds'
from generate_series(1, current_setting('bench.notifications')::int) i;

insert into private.settings values ('invitations_per_day:' || md5('agency 1')::uuid, '1000000');

set session_replication_role = origin;
