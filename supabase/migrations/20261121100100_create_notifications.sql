-- Notifications: what happened, told to each person once, in the app and by the channels they chose.

-- tables

create table public.cc_notification_templates (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid references public.agencies (id) on delete cascade,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  version int not null default 1,
  category text not null check (category in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'critical')),
  is_required boolean not null default false,
  default_channels text[] not null default '{in_app,email}' check (default_channels <@ '{in_app,email,sms,push}'::text[]),
  subject text not null check (char_length(subject) between 1 and 200),
  body text not null check (char_length(body) <= 2000),
  action_label text check (char_length(action_label) <= 60),
  variables text[] not null default '{}',
  created_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, type, version)
);
comment on table public.cc_notification_templates is
  'The words of each event, with {{variables}}; the latest version counts, and of one version an agency''s own before the product''s. The product''s rows equal lib/notifications/events.';
comment on column public.cc_notification_templates.tenant_id is 'Null: the product''s own words.';
comment on column public.cc_notification_templates.is_required is 'Nobody can switch it off: it says what they must know.';

create table public.cc_notifications (
  id uuid primary key default gen_random_uuid(),
  sender_tenant_id uuid not null references public.agencies (id) on delete cascade,
  recipient_individual_id uuid not null references public.users (id) on delete cascade,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  category text not null check (category in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'critical')),
  channels text[] not null default '{in_app}' check (channels <@ '{in_app,email,sms,push}'::text[]),
  context_type text,
  context_id uuid,
  context_data jsonb not null default '{}' check (jsonb_typeof(context_data) = 'object' and pg_column_size(context_data) <= 65536),
  subject text not null check (char_length(subject) <= 500),
  body text not null default '' check (char_length(body) <= 10000),
  short_body text check (char_length(short_body) <= 300),
  -- Relative, so that nothing leads out of the app.
  action_url text check (action_url ~ '^/[^/\\]' and char_length(action_url) <= 500),
  action_label text check (char_length(action_label) <= 60),
  dedupe_key text not null check (char_length(dedupe_key) between 1 and 300),
  group_key text check (char_length(group_key) <= 300),
  seen_at timestamptz,
  read_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (recipient_individual_id, dedupe_key),
  unique (sender_tenant_id, id)
);
comment on table public.cc_notifications is 'One row per recipient and event, written in the transaction of the event.';
comment on column public.cc_notifications.sender_tenant_id is 'The agency in which it happened.';
comment on column public.cc_notifications.dedupe_key is 'Names one event: the same event never makes a second row for a recipient.';
comment on column public.cc_notifications.group_key is 'What is shown together, e.g. all that happens to one run.';
comment on column public.cc_notifications.seen_at is 'Shown in a list. `read_at`: opened or marked.';

create table public.cc_notification_preferences (
  id uuid primary key default gen_random_uuid(),
  individual_id uuid not null unique references public.users (id) on delete cascade,
  overrides jsonb not null default '{}',
  quiet_start time,
  quiet_end time,
  quiet_days smallint[] not null default '{}' check (quiet_days <@ '{1,2,3,4,5,6,7}'::smallint[] and cardinality(quiet_days) <= 7),
  time_zone text not null default 'UTC',
  digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
  digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7),
  muted_run_ids uuid[] not null default '{}' check (cardinality(muted_run_ids) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint cc_notification_preferences_quiet_is_a_window check (
    (quiet_start is null) = (quiet_end is null) and quiet_start <> quiet_end
  )
);
comment on table public.cc_notification_preferences is 'A person''s own choices; only what differs from the defaults is kept.';
comment on column public.cc_notification_preferences.overrides is '{"runs": {"email": "off" | "instant" | "daily" | "weekly", "in_app": "off" | "instant"}}';
comment on column public.cc_notification_preferences.quiet_start is 'Local time in `time_zone`; mail waits until `quiet_end`. The window may pass midnight.';
comment on column public.cc_notification_preferences.quiet_days is 'ISO weekdays (1 Monday) on which the window begins; empty: every day.';

create table public.cc_suppressions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid references public.agencies (id) on delete cascade,
  address_hash bytea not null check (octet_length(address_hash) = 32),
  category text check (category in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery')),
  reason text not null check (reason in ('bounce', 'complaint', 'unsubscribe', 'do_not_contact')),
  created_at timestamptz not null default now(),
  unique nulls not distinct (address_hash, tenant_id, category)
);
comment on table public.cc_suppressions is 'Addresses that get no mail, as SHA-256, so that it outlives whatever named them.';
comment on column public.cc_suppressions.tenant_id is 'The agency whose mail is unwanted; null: anybody''s.';
comment on column public.cc_suppressions.category is 'Null: every category.';

create table public.cc_notification_deliveries (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.agencies (id) on delete cascade,
  notification_id uuid,
  invitation_id uuid,
  recipient_individual_id uuid references public.users (id) on delete set null,
  channel text not null default 'email' check (channel in ('in_app', 'email', 'sms', 'push')),
  address text not null check (char_length(address) between 1 and 320),
  category text not null check (category in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery')),
  template text not null check (char_length(template) between 1 and 60),
  payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object'),
  event_key text check (char_length(event_key) <= 300),
  run_id uuid generated always as (case when category = 'runs' then (payload ->> 'run_id')::uuid end) stored,
  is_required boolean not null default false,
  lane smallint not null default 2 check (lane between 0 and 3),
  status text not null default 'queued'
    check (status in ('held', 'queued', 'leased', 'sent', 'delivered', 'failed', 'cancelled', 'skipped')),
  attempts smallint not null default 0,
  next_attempt_at timestamptz not null default now(),
  lease_until timestamptz,
  lease_token uuid,
  idempotency_key text not null unique check (char_length(idempotency_key) between 1 and 400),
  provider text,
  provider_message_id text check (char_length(provider_message_id) <= 500),
  last_error text check (char_length(last_error) <= 500),
  failure text check (failure in ('rejected', 'bounced', 'complained', 'gave_up')),
  skip_reason text check (char_length(skip_reason) <= 60),
  attempt_log jsonb not null default '[]' check (jsonb_typeof(attempt_log) = 'array'),
  created_by uuid,
  sent_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'leased') = (lease_token is not null and lease_until is not null)),
  foreign key (tenant_id, notification_id) references public.cc_notifications (sender_tenant_id, id) on delete set null (notification_id),
  foreign key (tenant_id, invitation_id) references public.cc_invitations (inviter_tenant_id, id) on delete cascade
);
comment on table public.cc_notification_deliveries is 'The queue, and afterwards the log: one row per recipient and channel. Its id is the mail''s Message-ID.';
comment on column public.cc_notification_deliveries.event_key is 'Names the event, as `dedupe_key` of the notifications does: what one act sent to many has it in common.';
comment on column public.cc_notification_deliveries.run_id is 'The run whose people were told. No foreign key: what was sent outlives the run.';
comment on column public.cc_notification_deliveries.lane is '0 codes, 1 invitations, 2 normal, 3 bulk: a lower lane is always served first.';
comment on column public.cc_notification_deliveries.status is 'held: waits for its digest. leased: a worker has it until `lease_until`. skipped, cancelled: `skip_reason` says why.';
comment on column public.cc_notification_deliveries.lease_token is 'Whoever cannot show it changes nothing: a worker that outlived its lease is too late.';
comment on column public.cc_notification_deliveries.attempt_log is '[{at, outcome, code, message}], oldest first.';

-- Not part of the product's data: when a run goes public, and what can still be taken back.
create table private.run_announcements (
  run_id uuid primary key,
  tenant_id uuid not null,
  due_at timestamptz,
  announced_at timestamptz,
  foreign key (tenant_id, run_id) references public.cc_n3_runs (tenant_id, id) on delete cascade
);
comment on table private.run_announcements is
  'When the people of a run were last told that it is public, and when a publication that is still ahead will make it so.';

create table private.forgotten_notifications (
  id uuid primary key,
  stakeholder_id uuid not null,
  notification jsonb not null,
  delivery_ids uuid[] not null,
  forgotten_at timestamptz not null default now()
);
comment on table private.forgotten_notifications is
  'What somebody was told of a run until they were taken off it, for the ten minutes in which that can be undone.';

-- The product's own words; equal to lib/notifications/events, which a test compares.
insert into public.cc_notification_templates
  (type, category, priority, is_required, default_channels, subject, body, action_label, variables)
values
  ('invitation.claimed', 'invitations', 'normal', false, '{in_app,email}',
    '{{person}} joined {{run}}',
    '{{person}} accepted your invitation to {{run}}. Their role: {{role}}.',
    'See who is on board', '{person,role,run}'),
  ('invitation.declined', 'invitations', 'normal', false, '{in_app,email}',
    '{{person}} declined {{run}}',
    E'{{person}} cannot join {{run}}. Their link still works, in case they change their mind.\n\n{{reason}}',
    'View invitations', '{person,reason,run}'),
  ('invitation.bounced', 'invitations', 'high', false, '{in_app,email}',
    'Your invitation to {{person}} did not arrive',
    E'The mail to {{person}} about {{run}} came back. Check the address, or copy the link and send it another way.\n\n{{reason}}',
    'View invitations', '{person,reason,run}'),
  ('invitation.expiring', 'invitations', 'low', false, '{in_app}',
    'The invitation of {{person}} expires soon',
    '{{person}} has not answered the invitation to {{run}}. It ends on {{expires}}; extend it if you still want them on board.',
    'View invitations', '{expires,person,run}'),
  ('invitation.link_requested', 'invitations', 'normal', false, '{in_app,email}',
    '{{person}} asks for a new link',
    'The link of {{person}} to {{run}} no longer works, and they asked for another. Extend or renew the invitation if you still want them on board.',
    'View invitations', '{person,run}'),
  ('run.published', 'runs', 'normal', false, '{in_app,email}',
    '{{run}} is published',
    '{{agency}} has published {{run}}. Have a look at how it is announced.',
    'Open the run', '{agency,run}'),
  ('run.changed', 'runs', 'normal', false, '{in_app,email}',
    '{{run}} has changed',
    '{{agency}} changed {{run}}: {{changes}}.',
    'Open the run', '{agency,changes,run}'),
  ('run.cancelled', 'runs', 'high', true, '{in_app,email}',
    '{{run}} is cancelled',
    '{{agency}} has cancelled {{run}}. It will not take place.',
    'Open the run', '{agency,run}'),
  ('run.update', 'runs', 'normal', false, '{in_app,email}',
    '{{run}}: {{subject}}',
    E'{{body}}\n\n{{person}}, {{agency}}',
    'Open the run', '{agency,body,person,run,subject}'),
  ('member.joined', 'team', 'normal', false, '{in_app,email}',
    '{{person}} joined {{agency}}',
    '{{person}} accepted the invitation to {{agency}}. Their role: {{role}}.',
    'View the team', '{agency,person,role}'),
  ('delivery.failed', 'delivery', 'high', false, '{in_app,email}',
    'A message to {{person}} could not be delivered',
    E'We stopped trying to deliver “{{subject}}” to {{person}}. You can send it again once the address is right.\n\n{{reason}}',
    'See what happened', '{person,reason,subject}');

-- indexes

create index cc_notifications_inbox on public.cc_notifications (recipient_individual_id, created_at desc, id desc) where archived_at is null;
create index cc_notifications_archive on public.cc_notifications (recipient_individual_id, created_at desc, id desc) where archived_at is not null;
create index cc_notifications_unread on public.cc_notifications (recipient_individual_id, created_at desc, id desc)
  where read_at is null and archived_at is null;
create index cc_notifications_unseen on public.cc_notifications (recipient_individual_id) where seen_at is null and archived_at is null;
create index cc_notifications_by_category on public.cc_notifications (recipient_individual_id, category, created_at desc, id desc)
  where archived_at is null;
create index cc_notifications_by_reading on public.cc_notifications (recipient_individual_id, read_at) where read_at is not null;
create index cc_notifications_by_context on public.cc_notifications (sender_tenant_id, context_id, type, created_at desc);
create index cc_notification_deliveries_due on public.cc_notification_deliveries (lane, tenant_id, next_attempt_at) where status = 'queued';
create index cc_notification_deliveries_leased on public.cc_notification_deliveries (lease_until) where status = 'leased';
create index cc_notification_deliveries_held on public.cc_notification_deliveries (next_attempt_at) where status = 'held';
create index cc_notification_deliveries_by_invitation on public.cc_notification_deliveries (tenant_id, invitation_id, created_at desc);
create index cc_notification_deliveries_by_notification on public.cc_notification_deliveries (tenant_id, notification_id);
create index cc_notification_deliveries_by_address on public.cc_notification_deliveries (tenant_id, address, next_attempt_at desc);
create index cc_notification_deliveries_by_creator on public.cc_notification_deliveries (tenant_id, created_by, created_at desc);
create index cc_notification_deliveries_by_agency on public.cc_notification_deliveries (tenant_id, created_at desc, id desc);
create index cc_notification_deliveries_by_recipient on public.cc_notification_deliveries (recipient_individual_id);
create index cc_notification_deliveries_by_provider_message on public.cc_notification_deliveries (provider_message_id)
  where provider_message_id is not null;
-- What was sent about a run, an event after the other, and how it went: all that the counts of the log look at.
create index cc_notification_deliveries_by_run on public.cc_notification_deliveries (tenant_id, run_id, created_at desc, event_key desc)
  include (status, failure, skip_reason, notification_id) where run_id is not null;
create index run_announcements_due on private.run_announcements (due_at) where due_at is not null;
create index run_announcements_by_run on private.run_announcements (tenant_id, run_id);
create index forgotten_notifications_by_stakeholder on private.forgotten_notifications (stakeholder_id);
create index forgotten_notifications_by_age on private.forgotten_notifications (forgotten_at);
create index cc_suppressions_by_agency on public.cc_suppressions (tenant_id, created_at);

-- access

alter table public.cc_notification_templates enable row level security;
alter table public.cc_notification_templates force row level security;
grant select on public.cc_notification_templates to authenticated, audienceos_definer;
grant select, insert, update, delete on public.cc_notification_templates to service_role;
create policy "Staff read their agency's templates and the product's" on public.cc_notification_templates for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()) or tenant_id is null and (select private.my_staff_agency_id()) is not null);

alter table public.cc_notifications enable row level security;
alter table public.cc_notifications force row level security;
grant select, update (seen_at, read_at, archived_at) on public.cc_notifications to authenticated;
grant select, insert, update, delete on public.cc_notifications to service_role, audienceos_definer;
create policy "People read their own notifications" on public.cc_notifications for select to authenticated
using (recipient_individual_id = (select private.my_user_id()));
create policy "People mark their own notifications" on public.cc_notifications for update to authenticated
using (recipient_individual_id = (select private.my_user_id()))
with check (recipient_individual_id = (select private.my_user_id()));

alter table public.cc_notification_preferences enable row level security;
alter table public.cc_notification_preferences force row level security;
grant select,
  insert (individual_id, overrides, quiet_start, quiet_end, quiet_days, time_zone, digest_hour, digest_weekday),
  update (overrides, quiet_start, quiet_end, quiet_days, time_zone, digest_hour, digest_weekday)
on public.cc_notification_preferences to authenticated;
grant select, insert, update, delete on public.cc_notification_preferences to service_role, audienceos_definer;
create policy "People read their own preferences" on public.cc_notification_preferences for select to authenticated
using (individual_id = (select private.my_user_id()));
create policy "People with a profile add their own preferences" on public.cc_notification_preferences for insert to authenticated
with check (individual_id = (select private.my_user_id()));
create policy "People change their own preferences" on public.cc_notification_preferences for update to authenticated
using (individual_id = (select private.my_user_id()))
with check (individual_id = (select private.my_user_id()));

alter table public.cc_suppressions enable row level security;
alter table public.cc_suppressions force row level security;
grant select, insert, update, delete on public.cc_suppressions to service_role, audienceos_definer;

alter table public.cc_notification_deliveries enable row level security;
alter table public.cc_notification_deliveries force row level security;
grant select on public.cc_notification_deliveries to authenticated;
grant select, insert, update, delete on public.cc_notification_deliveries to service_role, audienceos_definer;
create policy "Staff read their agency's deliveries" on public.cc_notification_deliveries for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()));

alter table private.run_announcements enable row level security;
alter table private.run_announcements force row level security;
alter table private.forgotten_notifications enable row level security;
alter table private.forgotten_notifications force row level security;
grant select, insert, update, delete on private.run_announcements, private.forgotten_notifications to audienceos_definer;

-- functions: checks of preferences

create function private.is_time_zone(zone text) returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
  perform timestamptz '2026-01-01 00:00:00+00' at time zone zone;
  -- An abbreviation such as EST is no place, and would not follow its clock changes.
  return zone = 'UTC' or zone like '%/%';
exception when others then
  return false;
end $$;

create function private.are_overrides(choices jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(choices) <> 'object' or pg_column_size(choices) > 8192 then
    return false;
  end if;
  return not exists (
    select from jsonb_each(choices) category
    where category.key not in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery') or jsonb_typeof(category.value) <> 'object' or exists (
      select from jsonb_each(case when jsonb_typeof(category.value) = 'object' then category.value else '{}' end) channel
      where channel.key not in ('in_app', 'email', 'sms', 'push') or jsonb_typeof(channel.value) <> 'string'
        or channel.value #>> '{}' not in ('off', 'instant', 'daily', 'weekly')
        or channel.key <> 'email' and channel.value #>> '{}' in ('daily', 'weekly')
    )
  );
end $$;
grant execute on function private.is_time_zone(text), private.are_overrides(jsonb) to authenticated, service_role, audienceos_definer;

alter table public.cc_notification_preferences
  add constraint cc_notification_preferences_overrides_known check (private.are_overrides(overrides)),
  add constraint cc_notification_preferences_time_zone_known check (private.is_time_zone(time_zone));

-- functions: time

create function private.local_instant(local_time timestamp, zone text, is_later boolean) returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  instant constant timestamptz := local_time at time zone zone;
  gap constant interval := (instant at time zone zone) - local_time;
begin
  if gap > interval '0' then
    -- The clock jumps over this time: the first moment after the jump. Clocks change on quarters of an hour.
    return (
      select min(s) from generate_series(date_bin('15 minutes', instant - gap, timestamptz '2000-01-01'), instant, interval '15 minutes') s
      where (s at time zone zone) >= local_time
    );
  end if;
  -- The clock shows this time twice.
  return (
    select case when is_later then max(s) else min(s) end
    from generate_series(instant - interval '2 hours', instant + interval '2 hours', interval '30 minutes') s
    where (s at time zone zone) = local_time
  );
end $$;
comment on function private.local_instant(timestamp, text, boolean) is
  'The moment of a local time. A time that the clock skips gives the first moment after; one that comes twice gives the earlier or the later.';

create function private.quiet_until(preferences public.cc_notification_preferences, at timestamptz) returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  today date;
  first_day date;
  ends timestamptz;
begin
  if preferences.quiet_start is null then
    return null;
  end if;
  today := (at at time zone preferences.time_zone)::date;
  -- The window that began yesterday may still be open.
  foreach first_day in array array[today - 1, today] loop
    if cardinality(preferences.quiet_days) = 0 or extract(isodow from first_day)::smallint = any (preferences.quiet_days) then
      ends := private.local_instant(
        first_day + preferences.quiet_end + case when preferences.quiet_end <= preferences.quiet_start then interval '1 day' else interval '0' end,
        preferences.time_zone, true);
      if at >= private.local_instant(first_day + preferences.quiet_start, preferences.time_zone, false) and at < ends then
        return ends;
      end if;
    end if;
  end loop;
  return null;
end $$;
comment on function private.quiet_until(public.cc_notification_preferences, timestamptz) is 'When the quiet hours that hold at this moment end; null when none do.';

create function private.next_digest(preferences public.cc_notification_preferences, rhythm text, at timestamptz) returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  zone constant text := coalesce(preferences.time_zone, 'UTC');
  today constant date := (at at time zone zone)::date;
  day date;
  moment timestamptz;
begin
  for offset_days in 0 .. 8 loop
    day := today + offset_days;
    if rhythm = 'daily' or extract(isodow from day) = coalesce(preferences.digest_weekday, 1) then
      moment := private.local_instant(day + make_time(coalesce(preferences.digest_hour, 8), 0, 0), zone, false);
      if moment > at then
        return moment;
      end if;
    end if;
  end loop;
end $$;

-- functions: deciding

create type private.notification_decision as (decision text, reason text, next_at timestamptz);

create function private.decide(
  preferences public.cc_notification_preferences, category text, channel text, is_required boolean, run_id uuid, at timestamptz
) returns private.notification_decision
language plpgsql stable set search_path = ''
as $$
declare
  choice constant text := coalesce(preferences.overrides -> category ->> channel, case when channel in ('in_app', 'email') then 'instant' else 'off' end);
  quiet timestamptz;
begin
  if is_required then
    return row('deliver', 'required', null)::private.notification_decision;
  elsif run_id = any (preferences.muted_run_ids) then
    return row('suppress', 'run_muted', null)::private.notification_decision;
  elsif choice = 'off' then
    return row('suppress', 'switched_off', null)::private.notification_decision;
  elsif choice in ('daily', 'weekly') then
    return row('digest', choice, private.next_digest(preferences, choice, at))::private.notification_decision;
  end if;
  quiet := case when channel <> 'in_app' then private.quiet_until(preferences, at) end;
  if quiet is not null then
    return row('defer', 'quiet_hours', quiet)::private.notification_decision;
  end if;
  return row('deliver', case when preferences.overrides -> category ? channel then 'chosen' else 'default' end, null)::private.notification_decision;
end $$;
comment on function private.decide(public.cc_notification_preferences, text, text, boolean, uuid, timestamptz) is
  'The one decision about a notification on a channel, with its reason; used when a row is made, again before it is sent, and to explain.';

-- functions: telling people

-- In one pass, so that braces in somebody's name stay what they are.
create function private.fill(pattern text, data jsonb) returns text
language sql immutable set search_path = ''
as $$
  select btrim(string_agg(part.text || coalesce(data ->> name.found[1], ''), '' order by part.n), E' \n')
  from regexp_split_to_table(pattern, '\{\{\w+\}\}') with ordinality part (text, n)
  left join regexp_matches(pattern, '\{\{(\w+)\}\}', 'g') with ordinality name (found, n) on name.n = part.n
$$;

create function private.notify(
  p_type text, p_agency uuid, p_recipients uuid[], p_event_key text, p_context_type text, p_context_id uuid, p_run_id uuid,
  p_data jsonb, p_action_url text, p_mail_after interval default interval '0'
) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  words public.cc_notification_templates;
  data constant jsonb := p_data || jsonb_build_object('agency', (select a.name from public.agencies a where a.id = p_agency));
  me constant uuid := private.my_user_id();
  usual_in_app private.notification_decision;
  usual_mail private.notification_decision;
  filled_subject text;
  filled_body text;
  told int;
begin
  if coalesce(cardinality(p_recipients), 0) = 0 then
    return 0;
  end if;
  select t.* into strict words from public.cc_notification_templates t
  where t.type = p_type and (t.tenant_id = p_agency or t.tenant_id is null) order by t.version desc, t.tenant_id nulls last limit 1;
  filled_subject := left(private.fill(words.subject, data), 500);
  filled_body := left(private.fill(words.body, data), 10000);
  usual_in_app := private.decide(null, words.category, 'in_app', words.is_required, p_run_id, now());
  usual_mail := private.decide(null, words.category, 'email', words.is_required, p_run_id, now());

  with person as materialized (
    select u.id, u.email,
      -- Whoever has chosen nothing is decided about once, not ten thousand times.
      case when p.id is null then usual_in_app else private.decide(p, words.category, 'in_app', words.is_required, p_run_id, now()) end as in_app,
      case when p.id is null then usual_mail else private.decide(p, words.category, 'email', words.is_required, p_run_id, now()) end as mail
    from (select distinct id from unnest(p_recipients) id) r
    join public.users u on u.id = r.id
    left join public.cc_notification_preferences p on p.individual_id = u.id
    -- Nobody is told of what they did themselves.
    where u.id is distinct from me
  ), made as (
    insert into public.cc_notifications as n
      (sender_tenant_id, recipient_individual_id, type, category, priority, channels, context_type, context_id, context_data,
        subject, body, short_body, action_url, action_label, dedupe_key, group_key)
    select p_agency, person.id, words.type, words.category, words.priority, words.default_channels, p_context_type, p_context_id, data,
      filled_subject, filled_body, left(filled_body, 300), p_action_url, words.action_label,
      p_event_key, p_context_type || ':' || p_context_id
    from person where (person.in_app).decision <> 'suppress'
    on conflict (recipient_individual_id, dedupe_key) do nothing
    returning n.id, n.recipient_individual_id
  ), queued as (
    insert into public.cc_notification_deliveries
      (tenant_id, notification_id, recipient_individual_id, channel, address, category, template, payload, event_key, is_required, lane, status,
        next_attempt_at, skip_reason, idempotency_key, created_by)
    select p_agency, made.id, person.id, 'email', person.email, words.category, 'notification',
      jsonb_build_object('type', words.type, 'priority', words.priority, 'subject', filled_subject, 'body', filled_body,
        'action_url', p_action_url, 'action_label', words.action_label, 'run_id', p_run_id)
        -- A later edit merges into these. The mail has them, too: whoever has it off in the app has no row there.
        || case when data ? 'fields' then jsonb_build_object('fields', data -> 'fields') else '{}' end,
      p_event_key,
      words.is_required, case when cardinality(p_recipients) > 100 and words.priority in ('low', 'normal') then 3 else 2 end,
      case (person.mail).decision when 'digest' then 'held' when 'suppress' then 'skipped' else 'queued' end,
      case when (person.mail).decision = 'digest' then (person.mail).next_at else now() + p_mail_after end,
      case when (person.mail).decision = 'suppress' then (person.mail).reason end,
      p_event_key || ':' || person.id || ':email', me
    from person left join made on made.recipient_individual_id = person.id
    where 'email' = any (words.default_channels) and (made.id is not null or (person.in_app).decision = 'suppress')
    on conflict (idempotency_key) do nothing
    returning recipient_individual_id
  )
  select count(*) into told from (select recipient_individual_id from made union select recipient_individual_id from queued) people;
  return told;
end $$;
comment on function private.notify(text, uuid, uuid[], text, text, uuid, uuid, jsonb, text, interval) is
  'Tells people of one event: a row in the app and a mail in the queue for each, by their preferences, in the transaction of the event. Returns how many.';

create function private.tell_inviter(p_type text, invitation public.cc_invitations, p_event_key text, p_data jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  recipients uuid[];
begin
  select array_agg(u.id) into recipients
  from public.users u join public.clients c on c.id = u.client_id
  where c.agency_id = invitation.inviter_tenant_id and c.is_house and u.id = invitation.inviter_individual_id;
  -- An inviter who has left is replaced by whoever looks after the agency.
  if recipients is null then
    select array_agg(u.id) into recipients
    from public.clients c join public.users u on u.client_id = c.id
    where c.agency_id = invitation.inviter_tenant_id and c.is_house and u.role in ('agency_owner', 'agency_admin');
  end if;
  perform private.notify(p_type, invitation.inviter_tenant_id, recipients, p_type || ':' || p_event_key,
    invitation.context_type::text, invitation.context_id, invitation.run_id,
    jsonb_build_object(
      'person', coalesce((select coalesce(u.full_name, u.email) from public.users u where u.id = private.my_user_id() and invitation.email_norm is null),
        invitation.invitee_name, invitation.email_norm, invitation.invitee_phone),
      'run', coalesce((select r.name from public.cc_n3_runs r where r.id = invitation.run_id), invitation.context_name, ''),
      'role', replace(invitation.invitee_role, '_', ' ')) || p_data,
    case when invitation.run_id is not null then '/provider/runs/' || invitation.run_id else '/settings/team' end);
end $$;

create function private.tell_team_of_member(invitation public.cc_invitations) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  recipients uuid[];
  is_team boolean;
begin
  select c.is_house into is_team from public.clients c where c.id = invitation.client_id;
  select array_agg(u.id) into recipients
  from public.clients c join public.users u on u.client_id = c.id
  where c.agency_id = invitation.inviter_tenant_id and c.is_house
    and (u.role in ('agency_owner', 'agency_admin') or u.id = invitation.inviter_individual_id);
  perform private.notify('member.joined', invitation.inviter_tenant_id, recipients, 'member.joined:' || invitation.id,
    'tenant', invitation.context_id, null,
    jsonb_build_object('person', private.person_name(private.my_user_id()), 'client', coalesce(invitation.context_name, ''),
      'role', replace(invitation.invitee_role, '_', ' ')),
    case when is_team then '/settings/team' else '/clients/' || invitation.client_id end);
end $$;

-- functions: what a run's people are told

create function private.run_people(p_agency uuid, p_run_id uuid) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$ begin return array(select s.user_id from public.cc_run_stakeholders s where s.tenant_id = p_agency and s.run_id = p_run_id); end $$;

create function private.notify_run_stakeholders(p_run_id uuid, p_subject text, p_body text) returns table (recipients int)
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  run public.cc_n3_runs;
  subject constant text := btrim(regexp_replace(p_subject, '[[:cntrl:]]+', ' ', 'g'));
  body constant text := btrim(p_body);
begin
  select r.* into run from public.cc_n3_runs r where r.id = p_run_id and r.tenant_id = agency;
  if run.id is null then
    perform private.refuse(404, 'run_not_found');
  end if;
  if subject is null or char_length(subject) not between 1 and 150 then
    perform private.refuse(400, 'invalid_subject');
  end if;
  if body is null or char_length(body) not between 1 and 5000 then
    perform private.refuse(400, 'invalid_body');
  end if;
  if not private.count_attempt('run_update:' || run.id, 20, 3600) then
    perform private.refuse(429, 'too_many_updates');
  end if;
  -- The same words within ten minutes are one update, however often the button was pressed.
  return query select private.notify('run.update', agency, private.run_people(agency, run.id),
    'run.update:' || run.id || ':' || md5(subject || chr(10) || body) || ':' || extract(epoch from date_bin('10 minutes', now(), timestamptz '2000-01-01'))::bigint,
    'service_run', run.id, run.id,
    jsonb_build_object('subject', subject, 'body', body, 'run', run.name, 'person', private.person_name(private.my_user_id())),
    '/shared/' || run.id);
end $$;

create function private.is_public(run public.cc_n3_runs) returns boolean
language plpgsql stable security definer set search_path = ''
as $$ begin return run.market_mode <> 'CLOSED' and exists (select from private.live_publications live where live.run_id = run.id); end $$;
comment on function private.is_public(public.cc_n3_runs) is 'Whether there is something to announce: the run shows somewhere and people may still join.';

create function private.next_publication(run public.cc_n3_runs) returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select min(p.publish_at) from public.cc_run_portal_publications p
    where p.tenant_id = run.tenant_id and p.run_id = run.id and p.unpublished_at is null and p.publish_at > now());
end $$;

create function private.announce_run(run public.cc_n3_runs, p_mail_after interval) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  publisher uuid;
begin
  select p.published_by into publisher from public.cc_run_portal_publications p
  where p.tenant_id = run.tenant_id and p.run_id = run.id and p.unpublished_at is null and p.publish_at <= now() order by p.publish_at desc limit 1;
  perform private.notify('run.published', run.tenant_id, array_remove(private.run_people(run.tenant_id, run.id), publisher),
    'run.published:' || run.id || ':' || run.publish_version, 'service_run', run.id, run.id, jsonb_build_object('run', run.name),
    '/shared/' || run.id, p_mail_after);
  insert into private.run_announcements as a (run_id, tenant_id, announced_at) values (run.id, run.tenant_id, now())
  on conflict (run_id) do update set announced_at = now(), due_at = null;
end $$;

-- Told once, when the run comes to be seen: by this act, or later when the time of a publication comes.
create function private.follow_publication(earlier public.cc_n3_runs, run public.cc_n3_runs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  is_public constant boolean := private.is_public(run);
  was_public boolean;
  told private.run_announcements;
begin
  -- Publications as they stood before this act: those it did not touch, and the earlier values of those it did.
  with touched as (
    select l.row_id, l.action, l.old_values from public.activity_log l
    where run.publish_version > earlier.publish_version and l.agency_id = run.tenant_id and l.subject_id = run.id
      and l.table_name = 'cc_run_portal_publications' and l.created_at = now()
  ), standing as (
    select (jsonb_populate_record(p, coalesce(t.old_values, '{}'))).*
    from public.cc_run_portal_publications p left join touched t on t.row_id = p.id
    where p.tenant_id = run.tenant_id and p.run_id = run.id and t.action is distinct from 'insert'
    union all
    select (jsonb_populate_record(null::public.cc_run_portal_publications, t.old_values)).* from touched t where t.action = 'delete'
  )
  select earlier.market_mode <> 'CLOSED' and earlier.status not in ('draft', 'cancelled') and exists (
    select from standing p join public.cc_portals portal on portal.id = p.portal_id
    where p.unpublished_at is null and p.publish_at <= now() and (p.unpublish_at is null or p.unpublish_at > now())
      and portal.status = 'active' and portal.is_active)
  into was_public;
  select a.* into told from private.run_announcements a where a.run_id = run.id;

  if is_public and not was_public and (
    told.announced_at is null
    -- What an undo brings back was told when it first stood; what was put up just now was not.
    or exists (
      select from public.cc_run_portal_publications p
      where p.tenant_id = run.tenant_id and p.run_id = run.id and p.unpublished_at is null and p.publish_at <= now()
        and (p.published_at = now() or p.publish_at > told.announced_at))
  ) then
    -- Nobody gets a mail about what is taken back at once.
    perform private.announce_run(run, interval '30 seconds');
    return;
  elsif was_public and not is_public and told.announced_at > now() - interval '30 seconds' then
    -- By the event, not by the rows in the app: whoever has those off still has a mail coming.
    update public.cc_notification_deliveries d set status = 'cancelled', skip_reason = 'publish_undone'
    where d.tenant_id = run.tenant_id and d.run_id = run.id and d.created_at > now() - interval '30 seconds'
      and d.payload ->> 'type' = 'run.published' and d.status in ('held', 'queued');
    delete from public.cc_notifications n
    where n.sender_tenant_id = run.tenant_id and n.context_id = run.id and n.type = 'run.published' and n.created_at > now() - interval '30 seconds';
    update private.run_announcements a set announced_at = null where a.run_id = run.id;
  end if;
  insert into private.run_announcements as a (run_id, tenant_id, due_at)
  values (run.id, run.tenant_id, case when not is_public then private.next_publication(run) end)
  on conflict (run_id) do update set due_at = excluded.due_at where a.due_at is distinct from excluded.due_at;
end $$;

create function private.announce_due_runs() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  due record;
  run public.cc_n3_runs;
  announced int := 0;
begin
  for due in select a.tenant_id, a.run_id from private.run_announcements a where a.due_at <= now() order by a.due_at limit 100 loop
    -- Publishing takes this lock first, too; a run that somebody changes right now is looked at next time.
    select r.* into run from public.cc_n3_runs r where r.tenant_id = due.tenant_id and r.id = due.run_id for no key update skip locked;
    continue when not found or not exists (select from private.run_announcements a where a.run_id = due.run_id and a.due_at <= now());
    begin
      if private.is_public(run) then
        perform private.announce_run(run, interval '0');
        announced := announced + 1;
      else
        -- Taken off, cancelled, closed or still a draft: nothing to tell before it comes to be seen.
        update private.run_announcements a set due_at = private.next_publication(run) where a.run_id = run.id;
      end if;
    exception when others then
      -- Later again, and behind all that are due by then: those in front are what each turn begins with.
      raise warning 'run % cannot be announced: % (%)', run.id, sqlerrm, sqlstate;
      update private.run_announcements a set due_at = now() + interval '5 minutes' where a.run_id = run.id;
    end;
  end loop;
  return announced;
end $$;
comment on function private.announce_due_runs() is 'Tells the people of each run whose publication has come to its time, once.';

create function private.announce_portal_runs() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The housekeeping looks whether each is to be seen now, and tells its people.
  update private.run_announcements a set due_at = now()
  from public.cc_run_portal_publications p
  where p.portal_id = new.id and p.unpublished_at is null and p.publish_at <= now()
    and a.tenant_id = p.tenant_id and a.run_id = p.run_id and a.announced_at is null;
  return null;
end $$;
comment on function private.announce_portal_runs() is
  'Trigger: what was to be published on a portal while that was off becomes news when it is switched on.';

create function private.announce_run_change() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  people uuid[];
  zone constant text := coalesce(new.metadata ->> 'time_zone', (select a.settings ->> 'time_zone' from public.agencies a where a.id = new.tenant_id), 'UTC');
  page constant text := '/shared/' || new.id;
  fields jsonb := '{}';
  earlier record;
begin
  if (new.publish_version, new.market_mode, new.status) is distinct from (old.publish_version, old.market_mode, old.status) then
    perform private.follow_publication(old, new);
  end if;
  people := private.run_people(new.tenant_id, new.id);
  if cardinality(people) = 0 or new.status = 'draft' then
    return null;
  end if;
  if new.status = 'cancelled' and old.status <> 'cancelled' then
    perform private.notify('run.cancelled', new.tenant_id, people, 'run.cancelled:' || new.id || ':' || extract(epoch from now()),
      'service_run', new.id, new.id, jsonb_build_object('run', new.name, 'person', private.person_name(private.my_user_id())), page);
    return null;
  end if;

  fields := jsonb_strip_nulls(jsonb_build_object(
    '1', case when new.name <> old.name then 'name ' || new.name end,
    '2', case when new.starts_at is distinct from old.starts_at then
      coalesce('starts ' || to_char(new.starts_at at time zone zone, 'FMDy FMDD Mon YYYY, HH24:MI') || ' (' || zone || ')', 'start open') end,
    '3', case when new.ends_at is distinct from old.ends_at then
      coalesce('ends ' || to_char(new.ends_at at time zone zone, 'FMDy FMDD Mon YYYY, HH24:MI') || ' (' || zone || ')', 'end open') end,
    '4', case when new.zone_id is distinct from old.zone_id then
      coalesce('place ' || (select z.name from public.cc_zones z where z.id = new.zone_id), 'place open') end,
    '5', case when new.description is distinct from old.description then 'description' end));
  if fields = '{}' or old.status = 'draft' then
    return null;
  end if;
  -- Edits within five minutes are one change: the rows that were made are rewritten while their mail still waits.
  -- Everybody who was told has a row in the queue, by whatever they chose; not everybody has one in the app.
  select d.event_key, d.created_at, d.payload -> 'fields' as fields into earlier from public.cc_notification_deliveries d
  where d.tenant_id = new.tenant_id and d.run_id = new.id and d.created_at > now() - interval '5 minutes'
    and d.payload ->> 'type' = 'run.changed' and d.created_by = private.my_user_id()
  order by d.created_at desc limit 1;
  if found then
    fields := earlier.fields || fields;
  end if;
  declare
    data constant jsonb := jsonb_build_object('run', new.name, 'agency', (select a.name from public.agencies a where a.id = new.tenant_id),
      'fields', fields, 'changes', (select string_agg(f.value, ' · ' order by f.key) from jsonb_each_text(fields) f));
    words public.cc_notification_templates;
    filled_subject text;
    filled_body text;
  begin
    if earlier.event_key is null then
      perform private.notify('run.changed', new.tenant_id, people, 'run.changed:' || new.id || ':' || extract(epoch from now()),
        'service_run', new.id, new.id, data, page, interval '5 minutes');
      return null;
    end if;
    select t.* into words from public.cc_notification_templates t
    where t.type = 'run.changed' and (t.tenant_id = new.tenant_id or t.tenant_id is null) order by t.version desc, t.tenant_id nulls last limit 1;
    filled_subject := left(private.fill(words.subject, data), 500);
    filled_body := left(private.fill(words.body, data), 10000);
    update public.cc_notifications n set context_data = data, subject = filled_subject, body = filled_body, short_body = left(filled_body, 300),
      read_at = null, seen_at = null
    where n.sender_tenant_id = new.tenant_id and n.context_id = new.id and n.type = 'run.changed' and n.dedupe_key = earlier.event_key;
    update public.cc_notification_deliveries d
    set payload = d.payload || jsonb_build_object('subject', filled_subject, 'body', filled_body, 'fields', fields)
    where d.tenant_id = new.tenant_id and d.run_id = new.id and d.created_at = earlier.created_at and d.event_key = earlier.event_key
      and d.status in ('held', 'queued');
  end;
  return null;
end $$;
comment on function private.announce_run_change() is 'Trigger: tells the stakeholders of a run when it goes public, changes or is cancelled.';

-- Who leaves a run keeps nothing of what was said in it. For as long as that can be undone it is put aside, where nobody reads it.
create function private.forget_run_notifications() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  with gone as (
    delete from public.cc_notifications n
    where n.recipient_individual_id = old.user_id and n.sender_tenant_id = old.tenant_id and n.context_id = old.run_id
      and n.type in ('run.published', 'run.changed', 'run.update')
    returning n.*
  )
  insert into private.forgotten_notifications (id, stakeholder_id, notification, delivery_ids)
  select gone.id, old.id, to_jsonb(gone), array(
    select d.id from public.cc_notification_deliveries d where d.tenant_id = gone.sender_tenant_id and d.notification_id = gone.id)
  from gone
  -- With the run itself everything is gone for good.
  where exists (select from public.cc_n3_runs r where r.id = old.run_id)
  on conflict (id) do nothing;
  update public.cc_notification_deliveries d set status = 'cancelled', skip_reason = 'left_the_run', lease_token = null, lease_until = null
  where d.recipient_individual_id = old.user_id and d.status in ('held', 'queued', 'leased') and d.payload ->> 'run_id' = old.run_id::text;
  return null;
end $$;

create function private.restore_stakeholder(p_stakeholder_id uuid) returns table (stakeholder_id uuid, role text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_staff_agency_id();
  act public.activity_log;
  person public.cc_run_stakeholders;
begin
  select l.* into act from public.activity_log l
  where l.agency_id = agency and l.table_name = 'cc_run_stakeholders' and l.action = 'delete' and l.row_id = p_stakeholder_id
    -- Only one's own act: who left by themselves is not brought back.
    and l.actor_id = private.my_user_id() and l.created_at > now() - interval '10 minutes'
  order by l.id desc limit 1;
  if act.id is null then
    perform private.refuse(404, 'stakeholder_not_found');
  end if;
  person := jsonb_populate_record(null::public.cc_run_stakeholders, act.old_values);
  if not exists (select from public.users u where u.id = person.user_id)
    or not exists (select from public.cc_n3_runs r where r.tenant_id = agency and r.id = person.run_id) then
    perform private.refuse(409, 'nothing_to_undo');
  end if;
  insert into public.cc_run_stakeholders (id, tenant_id, run_id, user_id, role, invitation_id, created_at)
  values (person.id, person.tenant_id, person.run_id, person.user_id, person.role,
    (select i.id from public.cc_invitations i where i.inviter_tenant_id = agency and i.id = person.invitation_id), person.created_at)
  on conflict (run_id, user_id) do nothing;
  if not found then
    -- They are on it again already, by this undo or by another invitation.
    return query select s.id, s.role from public.cc_run_stakeholders s where s.run_id = person.run_id and s.user_id = person.user_id;
    return;
  end if;
  insert into public.cc_notifications
  select (jsonb_populate_record(null::public.cc_notifications, f.notification)).*
  from private.forgotten_notifications f where f.stakeholder_id = person.id
  on conflict do nothing;
  update public.cc_notification_deliveries d set notification_id = f.id
  from private.forgotten_notifications f where f.stakeholder_id = person.id and d.tenant_id = agency and d.id = any (f.delivery_ids);
  update public.cc_notification_deliveries d set status = 'queued', skip_reason = null
  where d.tenant_id = agency and d.recipient_individual_id = person.user_id and d.payload ->> 'run_id' = person.run_id::text
    and d.status = 'cancelled' and d.skip_reason = 'left_the_run' and d.updated_at >= act.created_at;
  delete from private.forgotten_notifications f where f.stakeholder_id = person.id;
  return query select person.id, person.role;
end $$;

create function private.run_presence_housekeeping() returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.announce_due_runs();
  delete from private.forgotten_notifications f where f.forgotten_at < now() - interval '10 minutes';
end $$;
comment on function private.run_presence_housekeeping() is 'What is due by the clock about runs and their people; part of run_delivery_housekeeping.';

-- functions: the inbox. Policies decide what is the caller's own.

create function public.inbox_counts() returns table (unread int, unseen int)
language sql stable set search_path = ''
as $$
  select
    (select count(*)::int from (select 1 from public.cc_notifications n
      where n.recipient_individual_id = (select private.my_user_id()) and n.read_at is null and n.archived_at is null limit 100) u),
    (select count(*)::int from (select 1 from public.cc_notifications n
      where n.recipient_individual_id = (select private.my_user_id()) and n.seen_at is null and n.archived_at is null limit 100) s)
$$;
comment on function public.inbox_counts() is 'The caller''s unread and unseen notifications, each counted to 100 at most, so that it costs the same however many there are.';

create function public.mark_all_notifications_read(up_to timestamptz, category text default null) returns table (marked int, stamp timestamptz)
language plpgsql set search_path = ''
as $$
#variable_conflict use_variable
begin
  -- One moment for all of them is what undo looks for.
  stamp := clock_timestamp();
  update public.cc_notifications n set read_at = stamp, seen_at = coalesce(n.seen_at, stamp)
  where n.recipient_individual_id = (select private.my_user_id()) and n.read_at is null and n.archived_at is null
    and n.created_at <= up_to and (category is null or n.category = mark_all_notifications_read.category);
  get diagnostics marked = row_count;
  return next;
end $$;
comment on function public.mark_all_notifications_read(timestamptz, text) is 'Marks what had arrived by then as read. `stamp` takes exactly this back with undo_mark_all_read.';

create function public.undo_mark_all_read(stamp timestamptz) returns table (restored int)
language plpgsql set search_path = ''
as $$
begin
  update public.cc_notifications n set read_at = null
  where n.recipient_individual_id = (select private.my_user_id()) and n.read_at = undo_mark_all_read.stamp;
  get diagnostics restored = row_count;
  return next;
end $$;
comment on function public.undo_mark_all_read(timestamptz) is 'Takes one mark_all_notifications_read back.';

create function private.mute_run(p_run_id uuid, p_muted boolean) returns table (is_muted boolean)
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := private.my_user_id();
begin
  if p_run_id is null or not exists (select from public.users u where u.id = me) then
    perform private.refuse(404, 'run_not_found');
  end if;
  insert into public.cc_notification_preferences as p (individual_id, muted_run_ids)
  values (me, case when p_muted then array[p_run_id] else '{}' end)
  on conflict (individual_id) do update set muted_run_ids = case
    when p_muted then array_append(array_remove(p.muted_run_ids, p_run_id), p_run_id) else array_remove(p.muted_run_ids, p_run_id) end;
  return query select coalesce(p_muted, false);
exception when check_violation then
  perform private.refuse(409, 'too_many_muted_runs');
end $$;

create function private.preference_decision(p_user uuid, p_category text, p_channel text)
returns table (decision text, reason text, next_at timestamptz, is_required boolean)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  words public.cc_notification_templates;
  preferences public.cc_notification_preferences;
  decided private.notification_decision;
begin
  if p_user is distinct from private.my_user_id() or not exists (select from public.users u where u.id = p_user) then
    perform private.refuse(404, 'person_not_found');
  end if;
  if p_channel is null or p_channel not in ('in_app', 'email', 'sms', 'push') then
    perform private.refuse(400, 'invalid_channel');
  end if;
  select t.* into words from public.cc_notification_templates t where t.type = p_category and t.tenant_id is null order by t.version desc limit 1;
  if words.id is null and (p_category is null or p_category not in ('invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery')) then
    perform private.refuse(400, 'invalid_category');
  end if;
  select p.* into preferences from public.cc_notification_preferences p where p.individual_id = p_user;
  decided := private.decide(preferences, coalesce(words.category, p_category), p_channel, coalesce(words.is_required, false), null, now());
  return query select decided.decision, decided.reason, decided.next_at, coalesce(words.is_required, false);
end $$;

create function private.send_test_notification() returns table (delivery_id uuid)
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := private.my_user_id();
  person public.users;
  agency constant uuid := coalesce(private.my_agency_id(), (select s.tenant_id from public.cc_run_stakeholders s where s.user_id = me limit 1));
begin
  select u.* into person from public.users u where u.id = me;
  if person.id is null or agency is null then
    perform private.refuse(409, 'nobody_to_send_for');
  end if;
  if not private.count_attempt('test_mail:' || me, 5, 3600) then
    perform private.refuse(429, 'too_many_test_mails');
  end if;
  return query
  insert into public.cc_notification_deliveries as d
    (tenant_id, recipient_individual_id, channel, address, category, template, payload, is_required, lane, idempotency_key, created_by)
  select agency, me, 'email', person.email, 'delivery', 'test', jsonb_build_object('name', coalesce(person.full_name, person.email)), true, 2,
    'test:' || me || ':' || gen_random_uuid(), me
  returning d.id;
end $$;

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'notify(text, uuid, uuid[], text, text, uuid, uuid, jsonb, text, interval)', 'tell_inviter(text, public.cc_invitations, text, jsonb)',
    'tell_team_of_member(public.cc_invitations)', 'run_people(uuid, uuid)', 'notify_run_stakeholders(uuid, text, text)',
    'is_public(public.cc_n3_runs)', 'next_publication(public.cc_n3_runs)', 'announce_run(public.cc_n3_runs, interval)',
    'follow_publication(public.cc_n3_runs, public.cc_n3_runs)', 'announce_due_runs()', 'announce_portal_runs()', 'announce_run_change()',
    'forget_run_notifications()', 'restore_stakeholder(uuid)', 'run_presence_housekeeping()', 'mute_run(uuid, boolean)', 'preference_decision(uuid, text, text)', 'send_test_notification()'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function
  private.local_instant(timestamp, text, boolean), private.quiet_until(public.cc_notification_preferences, timestamptz),
  private.next_digest(public.cc_notification_preferences, text, timestamptz),
  private.decide(public.cc_notification_preferences, text, text, boolean, uuid, timestamptz), private.fill(text, jsonb)
to audienceos_definer;
grant execute on function
  private.notify_run_stakeholders(uuid, text, text), private.restore_stakeholder(uuid), private.mute_run(uuid, boolean),
  private.preference_decision(uuid, text, text), private.send_test_notification()
to authenticated;

-- functions: what the API offers

create function public.restore_stakeholder(stakeholder_id uuid) returns table (stakeholder_id uuid, role text)
language sql set search_path = ''
as $$ select * from private.restore_stakeholder(stakeholder_id) $$;
comment on function public.restore_stakeholder(uuid) is
  'Takes back, within ten minutes, that the caller took somebody off a run: role, invitation and what they were told are as before. '
  '404 stakeholder_not_found; 409 nothing_to_undo.';

create function public.notify_run_stakeholders(run_id uuid, subject text, body text) returns table (recipients int)
language sql set search_path = ''
as $$ select * from private.notify_run_stakeholders(run_id, subject, body) $$;
comment on function public.notify_run_stakeholders(uuid, text, text) is
  'Sends an update to everybody who follows the run. The same words within ten minutes reach nobody twice. 400 invalid_subject (1 to 150), invalid_body (1 to 5,000); '
  '404 run_not_found; 429 too_many_updates: twenty an hour.';

create function public.mute_run(run_id uuid, muted boolean) returns table (is_muted boolean)
language sql set search_path = ''
as $$ select * from private.mute_run(run_id, muted) $$;
comment on function public.mute_run(uuid, boolean) is 'Silences what happens to one run, except what is required. 409 too_many_muted_runs.';

create function public.preference_decision("user" uuid, category text, channel text)
returns table (decision text, reason text, next_at timestamptz, is_required boolean)
language sql stable set search_path = ''
as $$ select * from private.preference_decision("user", category, channel) $$;
comment on function public.preference_decision(uuid, text, text) is
  'Whether a category (or one event''s type) reaches the caller on a channel: deliver, digest, suppress or defer, why, and when. 404 for anybody else.';

create function public.send_test_notification() returns table (delivery_id uuid)
language sql set search_path = ''
as $$ select * from private.send_test_notification() $$;
comment on function public.send_test_notification() is 'Queues a test mail to the caller. 409 nobody_to_send_for; 429 too_many_test_mails: five an hour.';

-- A computed column, so that the page of preferences has the names in its one request. Policies decide what may be named.
create function public.muted_runs(preferences public.cc_notification_preferences) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'name', r.name) order by m.n), '[]')
  from unnest(preferences.muted_run_ids) with ordinality m (id, n)
  left join public.cc_n3_runs r on r.id = m.id
$$;
comment on function public.muted_runs(public.cc_notification_preferences) is 'The muted runs with their names, as a column: [{id, name}]; name is null for one out of sight.';

grant execute on function
  public.inbox_counts(), public.muted_runs(public.cc_notification_preferences), public.mark_all_notifications_read(timestamptz, text), public.undo_mark_all_read(timestamptz),
  public.notify_run_stakeholders(uuid, text, text), public.restore_stakeholder(uuid), public.mute_run(uuid, boolean),
  public.preference_decision(uuid, text, text),
  public.send_test_notification()
to authenticated;

-- triggers

create trigger cc_notifications_set_updated_at before update on public.cc_notifications for each row execute function private.set_updated_at();
create trigger cc_notification_preferences_set_updated_at before update on public.cc_notification_preferences
  for each row execute function private.set_updated_at();
create trigger cc_notification_deliveries_set_updated_at before update on public.cc_notification_deliveries
  for each row execute function private.set_updated_at();
-- Only when one of the columns is set at all: marking twenty thousand as read need not compare them.
create trigger cc_notifications_keep_their_people before update of sender_tenant_id, recipient_individual_id, dedupe_key on public.cc_notifications
  for each row execute function private.refuse_key_change('sender_tenant_id', 'recipient_individual_id', 'dedupe_key');
create trigger cc_notification_preferences_keep_their_person before update on public.cc_notification_preferences
  for each row execute function private.refuse_key_change('individual_id');
create trigger cc_notification_deliveries_keep_their_agency before update of tenant_id, idempotency_key on public.cc_notification_deliveries
  for each row execute function private.refuse_key_change('tenant_id', 'idempotency_key');
create trigger cc_n3_runs_announce_change after update on public.cc_n3_runs
  for each row when (old.* is distinct from new.*) execute function private.announce_run_change();
create trigger cc_portals_announce_runs after update of status, is_active on public.cc_portals for each row
  when (new.status = 'active' and new.is_active and not (old.status = 'active' and old.is_active)) execute function private.announce_portal_runs();
create trigger cc_run_stakeholders_forget after delete on public.cc_run_stakeholders
  for each row execute function private.forget_run_notifications();
