-- Work for clients: alerts (what goes wrong), tickets (what is to be done about it) and what people say on them.

-- tables

create table public.alerts (
  id uuid primary key default gen_random_uuid(),
  -- The client names the agency already; this key lets a page read an agency's alerts along with the agency, in one request.
  agency_id uuid not null references public.agencies (id) on delete cascade,
  client_id uuid not null,
  severity text not null default 'medium' check (severity in ('low', 'medium', 'high', 'critical')),
  status text not null default 'open' check (status in ('open', 'acknowledged', 'resolved')),
  title text not null check (char_length(btrim(title)) between 1 and 200),
  description text check (char_length(description) <= 5000),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  dedup_key text check (char_length(dedup_key) between 1 and 200),
  occurrences int not null default 1 check (occurrences > 0),
  last_seen_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  resolved_at timestamptz,
  resolved_by uuid,
  resolution_note text check (char_length(resolution_note) <= 2000),
  reopen_reason text check (char_length(reopen_reason) <= 500),
  reopened_count int not null default 0,
  snoozed_until timestamptz,
  source text not null default 'manual' check (char_length(source) between 1 and 60),
  previous_alert_id uuid,
  ticket_id uuid,
  created_by uuid default private.my_user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Most urgent first by one index; the words stay words.
  severity_rank smallint generated always as (case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end) stored,
  unique (agency_id, id),
  constraint alerts_resolution_is_whole check ((status = 'resolved') = (resolved_at is not null)),
  constraint alerts_acknowledgement_is_whole check (status <> 'acknowledged' or acknowledged_at is not null),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade,
  foreign key (agency_id, previous_alert_id) references public.alerts (agency_id, id) on delete set null (previous_alert_id)
);
comment on table public.alerts is 'Something at a client that needs somebody. Who did what when is stamped by the database.';
comment on column public.alerts.dedup_key is 'Names one trouble: while an alert with it is live, another report only adds to that one.';
comment on column public.alerts.snoozed_until is 'Out of sight until then; it still counts as open.';
comment on column public.alerts.previous_alert_id is 'The resolved alert that the same trouble had before.';
comment on column public.alerts.acknowledged_by is 'No foreign key: the stamp outlives the person, as all of them do.';
comment on column public.alerts.version is 'Counts changes; a writer names the one they saw.';

create table public.tickets (
  id uuid primary key default gen_random_uuid(),
  -- As with alerts: so that an agency brings its tickets along.
  agency_id uuid not null references public.agencies (id) on delete cascade,
  client_id uuid not null,
  -- Both are set by a trigger; the defaults only say that nobody has to name them.
  number int not null default 0,
  title text not null check (char_length(btrim(title)) between 1 and 200),
  description text check (char_length(description) <= 20000),
  status text not null default 'open' check (status in ('open', 'in_progress', 'waiting', 'resolved', 'closed')),
  waiting_for text check (waiting_for in ('client', 'third_party')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  assignee_id uuid references public.users (id) on delete set null,
  watcher_ids uuid[] not null default '{}' check (cardinality(watcher_ids) <= 200),
  due_on date check (isfinite(due_on)),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  rank numeric not null default 0,
  source_alert_id uuid,
  previous_ticket_id uuid,
  created_by uuid default private.my_user_id(),
  resolved_at timestamptz,
  closed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  priority_rank smallint generated always as (case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end) stored,
  is_live boolean generated always as (status in ('open', 'in_progress', 'waiting')) stored,
  unique (agency_id, id),
  unique (agency_id, client_id, id),
  unique (agency_id, number),
  constraint tickets_wait_for_somebody check ((status = 'waiting') = (waiting_for is not null)),
  constraint tickets_resolution_is_whole check ((status in ('resolved', 'closed')) = (resolved_at is not null)),
  constraint tickets_closing_is_whole check ((status = 'closed') = (closed_at is not null)),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade,
  foreign key (agency_id, source_alert_id) references public.alerts (agency_id, id) on delete set null (source_alert_id),
  foreign key (agency_id, client_id, previous_ticket_id) references public.tickets (agency_id, client_id, id) on delete set null (previous_ticket_id)
);
comment on table public.tickets is 'Work for a client. `number` counts within the agency.';
comment on column public.tickets.assignee_id is
  'Staff of this agency. Triggers on both sides keep that true, because a person''s agency is not a column that a key could name.';
comment on column public.tickets.watcher_ids is 'Who is told of changes, beside the assignee and whoever opened it.';
comment on column public.tickets.rank is 'Order within a column of the board; smaller is higher. Whatever comes into a column other than by hand comes on top.';
comment on column public.tickets.previous_ticket_id is 'The closed ticket that this one carries on.';
comment on column public.tickets.version is 'Counts changes; a writer names the one they saw.';

alter table public.alerts add foreign key (agency_id, ticket_id) references public.tickets (agency_id, id) on delete set null (ticket_id);

create table public.ticket_comments (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  client_id uuid not null,
  ticket_id uuid not null,
  author_id uuid default private.my_user_id(),
  body text not null check (char_length(btrim(body)) between 1 and 20000),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  mentions uuid[] not null default '{}' check (cardinality(mentions) <= 50),
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade,
  foreign key (agency_id, client_id, ticket_id) references public.tickets (agency_id, client_id, id) on delete cascade
);
comment on table public.ticket_comments is 'What people say on a ticket. Whom it is for never changes afterwards.';
comment on column public.ticket_comments.visibility is 'internal: staff only. client: people of the client read it too.';
comment on column public.ticket_comments.deleted_at is 'Gone for everybody but its author and the admins, who can bring it back for ten minutes.';

create table private.ticket_counters (
  -- Deferred, so that whoever names an agency that is none is refused by the policies, as for one that is not theirs.
  agency_id uuid primary key references public.agencies (id) on delete cascade deferrable initially deferred,
  last_number int not null
);
comment on table private.ticket_counters is 'The last ticket number of each agency. Whoever takes the next one holds the row until they commit.';

create type public.raised_alert as (alert_id uuid, outcome text, occurrences int);
create type public.changed_ticket as (ticket_id uuid, outcome text, reason text, version int, previous jsonb);

-- indexes: what each list shows, per agency and per client, in the orders that it offers

create unique index alerts_one_live_per_trouble on public.alerts (agency_id, client_id, dedup_key) where status <> 'resolved' and dedup_key is not null;
-- Most severe first, then what nobody has acknowledged (`open` sorts after `acknowledged`), then what has waited longest.
create index alerts_live on public.alerts (agency_id, severity_rank, status desc, created_at, id) where status <> 'resolved';
create index alerts_live_by_client on public.alerts (agency_id, client_id, severity_rank, status desc, created_at, id) where status <> 'resolved';
create index alerts_asleep on public.alerts (agency_id, snoozed_until, id) where snoozed_until is not null;
create index alerts_asleep_by_client on public.alerts (agency_id, client_id, snoozed_until, id) where snoozed_until is not null;
create index alerts_by_change on public.alerts (agency_id, created_at desc, id desc);
create index alerts_by_client on public.alerts (agency_id, client_id, created_at desc, id desc);
create index alerts_resolved on public.alerts (agency_id, resolved_at desc, id desc) where status = 'resolved';
create index alerts_resolved_by_client on public.alerts (agency_id, client_id, resolved_at desc, id desc) where status = 'resolved';
create index alerts_by_trouble on public.alerts (agency_id, client_id, dedup_key, resolved_at desc) where status = 'resolved' and dedup_key is not null;
create index alerts_by_previous on public.alerts (agency_id, previous_alert_id) where previous_alert_id is not null;
create index alerts_by_ticket on public.alerts (agency_id, ticket_id) where ticket_id is not null;
create unique index tickets_one_per_alert on public.tickets (agency_id, source_alert_id) where source_alert_id is not null;
create index tickets_by_previous on public.tickets (agency_id, client_id, previous_ticket_id) where previous_ticket_id is not null;
create index tickets_by_change on public.tickets (agency_id, updated_at desc, id desc);
create index tickets_by_client_change on public.tickets (agency_id, client_id, updated_at desc, id desc);
create index tickets_by_creation on public.tickets (agency_id, created_at desc, id desc);
create index tickets_by_client_creation on public.tickets (agency_id, client_id, created_at desc, id desc);
create index tickets_by_resolution on public.tickets (agency_id, resolved_at desc, id desc) where resolved_at is not null;
create index tickets_by_client_resolution on public.tickets (agency_id, client_id, resolved_at desc, id desc) where resolved_at is not null;
create index tickets_to_close on public.tickets (agency_id, resolved_at) where status = 'resolved';
create index tickets_live on public.tickets (agency_id, priority_rank, created_at desc, id desc) where is_live;
create index tickets_live_by_client on public.tickets (agency_id, client_id, priority_rank, created_at desc, id desc) include (due_on, assignee_id) where is_live;
create index tickets_live_by_assignee on public.tickets (agency_id, assignee_id, priority_rank, created_at desc, id desc) where is_live;
create index tickets_live_by_due on public.tickets (agency_id, due_on, id) where is_live and due_on is not null;
create index tickets_by_priority on public.tickets (agency_id, priority_rank, updated_at desc, id desc);
create index tickets_by_due on public.tickets (agency_id, due_on, id);
-- What is closed is nearly all there is, so a list of what is not would search through it for a page that has too few rows: its own
-- indexes leave it out, and such lists say so in their filter.
create index tickets_unclosed_by_change on public.tickets (agency_id, updated_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_creation on public.tickets (agency_id, created_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_priority on public.tickets (agency_id, priority_rank, updated_at desc, id desc) where status <> 'closed';
create index tickets_unclosed_by_due on public.tickets (agency_id, due_on, id) where status <> 'closed';
create index tickets_unclosed_by_number on public.tickets (agency_id, number desc, id desc) where status <> 'closed';
-- What fell idle in a stretch of time.
create index tickets_live_by_change on public.tickets (agency_id, updated_at) where is_live;
create index tickets_by_assignee on public.tickets (agency_id, assignee_id, updated_at desc, id desc);
create index tickets_by_status on public.tickets (agency_id, status, updated_at desc, id desc);
create index tickets_on_board on public.tickets (agency_id, status, rank, id);
create index tickets_on_client_board on public.tickets (agency_id, client_id, status, rank, id);
-- For the key to `users` alone: when a person goes, in whatever agency.
create index tickets_by_any_assignee on public.tickets (assignee_id) where assignee_id is not null;
create index ticket_comments_by_client on public.ticket_comments (agency_id, client_id, created_at desc, id desc) where deleted_at is null;
create index ticket_comments_by_ticket on public.ticket_comments (agency_id, client_id, ticket_id, created_at, id);
create index ticket_comments_by_time on public.ticket_comments (agency_id, created_at) include (ticket_id);

-- access: alerts

alter table public.alerts enable row level security;
alter table public.alerts force row level security;
grant select,
  insert (agency_id, client_id, severity, title, description, visibility),
  update (severity, status, title, description, visibility, resolution_note, reopen_reason, snoozed_until)
on public.alerts to authenticated;
grant select, insert, update, delete on public.alerts to service_role;
grant select, insert, update on public.alerts to audienceos_definer;

-- A `case`, because an `or` of two agencies makes the planner forget the index; staff pay for one look-up, viewers for two.
create policy "Staff read their agency's alerts and viewers their client's" on public.alerts for select to authenticated
using (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client' end);

create policy "Staff raise alerts in their agency" on public.alerts for insert to authenticated
with check (agency_id = (select private.my_staff_agency_id()));

create policy "Staff change their agency's alerts" on public.alerts for update to authenticated
using (agency_id = (select private.my_staff_agency_id()))
with check (agency_id = (select private.my_staff_agency_id()));

-- access: tickets

alter table public.tickets enable row level security;
alter table public.tickets force row level security;
grant select,
  insert (agency_id, client_id, title, description, status, waiting_for, priority, assignee_id, due_on, visibility, previous_ticket_id),
  update (title, description, status, waiting_for, priority, assignee_id, due_on, visibility),
  delete
on public.tickets to authenticated;
grant select, insert, update, delete on public.tickets to service_role;
grant select, insert, update on public.tickets to audienceos_definer;

create policy "Staff read their agency's tickets and viewers their client's" on public.tickets for select to authenticated
using (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client' end);

create policy "Staff open tickets and viewers plain ones of their client" on public.tickets for insert to authenticated
with check (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client'
    and status = 'open' and priority = 'normal' and assignee_id is null and due_on is null end);

create policy "Staff change their agency's tickets" on public.tickets for update to authenticated
using (agency_id = (select private.my_staff_agency_id()))
with check (agency_id = (select private.my_staff_agency_id()));

create policy "Admins remove their agency's tickets" on public.tickets for delete to authenticated
using (agency_id = (select private.my_admin_agency_id()));

-- access: ticket_comments

alter table public.ticket_comments enable row level security;
alter table public.ticket_comments force row level security;
grant select,
  insert (agency_id, client_id, ticket_id, body, visibility, mentions),
  update (body, deleted_at)
on public.ticket_comments to authenticated;
grant select, insert, update, delete on public.ticket_comments to service_role;
grant select on public.ticket_comments to audienceos_definer;

create policy "Staff read their agency's comments and viewers shared ones" on public.ticket_comments for select to authenticated
using (case when agency_id = (select private.my_staff_agency_id())
    then deleted_at is null or author_id = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id())
  else client_id = (select private.my_client_id()) and visibility = 'client'
    and (deleted_at is null or author_id = (select private.my_user_id()))
    -- A ticket that was taken back takes its comments with it.
    and exists (select from public.tickets t where t.agency_id = ticket_comments.agency_id and t.id = ticket_id and t.visibility = 'client') end);

create policy "Staff comment in their agency and viewers on what is shared" on public.ticket_comments for insert to authenticated
with check (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client'
    and exists (select from public.tickets t where t.agency_id = ticket_comments.agency_id and t.id = ticket_id and t.visibility = 'client') end);

create policy "Authors change their comments and admins remove them" on public.ticket_comments for update to authenticated
using (case when agency_id = (select private.my_staff_agency_id())
    then author_id = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id())
  else client_id = (select private.my_client_id()) and visibility = 'client' and author_id = (select private.my_user_id()) end)
with check (case when agency_id = (select private.my_staff_agency_id())
    then author_id = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id())
  else client_id = (select private.my_client_id()) and visibility = 'client' and author_id = (select private.my_user_id()) end);

-- access: ticket_counters

alter table private.ticket_counters enable row level security;
alter table private.ticket_counters force row level security;
grant select, insert, update on private.ticket_counters to audienceos_definer;

-- functions: people

create function private.is_staff_of(p_user_id uuid, p_agency uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select from public.users u join public.clients c on c.id = u.client_id
    where u.id = p_user_id and c.agency_id = p_agency and c.is_house and u.role in ('agency_owner', 'agency_admin', 'team_member'));
end $$;

-- Viewers may not read `users`; what they need are the names of those who work for them.
create function private.colleague_name(p_user_id uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_user_id is null then
    return null;
  end if;
  return (
    select coalesce(person.full_name, case when my_client.is_house or person.id = me.id then person.email else 'Staff' end)
    from public.users me join public.clients my_client on my_client.id = me.client_id,
      public.users person join public.clients their_client on their_client.id = person.client_id
    where me.id = private.my_user_id() and person.id = p_user_id and their_client.agency_id = my_client.agency_id
      and (my_client.is_house or their_client.is_house or their_client.id = my_client.id)
    union all
    -- What a rule did stands under its name; clients hear no more than that it was one.
    select case when my_client.is_house then 'Rule “' || rule.name || '”' else 'Automation' end
    from public.users me join public.clients my_client on my_client.id = me.client_id
      join public.workflow_triggers rule on rule.agency_id = my_client.agency_id
    where me.id = private.my_user_id() and rule.id = p_user_id);
end $$;
comment on function private.colleague_name(uuid) is
  'The name of a person of the caller''s own agency: for staff anybody of it, for a viewer its staff and their own client''s people; or of one of its rules. Null for all others.';

-- functions: alerts

create function private.stamp_alert() returns trigger
language plpgsql set search_path = ''
as $$
declare
  rises constant boolean := private.severity_rank(new.severity) < private.severity_rank(old.severity);
begin
  -- What is generated from other columns is not there yet, so it cannot be compared.
  if to_jsonb(new) - '{updated_at,severity_rank}'::text[] = to_jsonb(old) - '{updated_at,severity_rank}'::text[] then
    return new;
  end if;
  new.version := old.version + 1;
  if old.status = 'resolved' and new.status = 'acknowledged' then
    perform private.refuse(409, 'alert_is_resolved');
  end if;
  if old.status = 'resolved' and new.status = 'resolved' and
    row(new.severity, new.title, new.description, new.snoozed_until) is distinct from row(old.severity, old.title, old.description, old.snoozed_until) then
    perform private.refuse(409, 'alert_is_resolved');
  end if;

  if new.status = 'resolved' and old.status <> 'resolved' then
    if new.severity in ('high', 'critical') and coalesce(btrim(new.resolution_note), '') = '' then
      perform private.refuse(400, 'note_required');
    end if;
    new.resolved_at := now();
    new.resolved_by := private.my_user_id();
    new.snoozed_until := null;
    -- The next time it is opened again needs a reason of its own; history keeps this one.
    new.reopen_reason := null;
    return new;
  elsif new.status = 'resolved' then
    return new;
  end if;

  if old.status = 'resolved' then
    if coalesce(btrim(new.reopen_reason), '') = '' then
      perform private.refuse(400, 'reason_required');
    end if;
    if old.dedup_key is not null and exists (
      select from public.alerts twin where twin.agency_id = old.agency_id and twin.client_id = old.client_id
        and twin.dedup_key = old.dedup_key and twin.status <> 'resolved'
    ) then
      perform private.refuse(409, 'alert_has_live_twin');
    end if;
    new.reopened_count := old.reopened_count + 1;
    new.resolved_at := null;
    new.resolved_by := null;
    new.acknowledged_at := null;
    new.acknowledged_by := null;
  elsif new.status = 'acknowledged' and old.status = 'open' then
    new.acknowledged_at := now();
    new.acknowledged_by := private.my_user_id();
  elsif new.status = 'open' and old.status = 'acknowledged' then
    new.acknowledged_at := null;
    new.acknowledged_by := null;
  end if;

  -- It got worse since somebody looked: what they decided was about something milder.
  if rises then
    new.snoozed_until := null;
    if new.status = 'acknowledged' and old.status = 'acknowledged' then
      new.status := 'open';
      new.acknowledged_at := null;
      new.acknowledged_by := null;
    end if;
  elsif new.snoozed_until is distinct from old.snoozed_until and new.snoozed_until is not null then
    if new.snoozed_until <= now() then
      perform private.refuse(400, 'snooze_in_the_past');
    end if;
    if new.snoozed_until > now() + (case when new.severity = 'critical' then interval '24 hours' else interval '90 days' end) then
      perform private.refuse(400, 'snooze_too_long');
    end if;
  end if;
  return new;
end $$;
comment on function private.stamp_alert() is
  'Trigger: which steps an alert may take, and who took them when. Worse severity ends snooze and acknowledgement.';

create function private.severity_rank(severity text) returns int
language sql immutable set search_path = ''
as $$ select case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 end $$;

create function private.raise_alert(p_client_id uuid, p_dedup_key text, p_severity text, p_title text, p_description text)
returns setof public.raised_alert
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  key constant text := nullif(btrim(p_dedup_key), '');
  earlier uuid;
  raised public.raised_alert;
begin
  if not exists (select from public.clients c where c.agency_id = agency and c.id = p_client_id) then
    perform private.refuse(404, 'client_not_found');
  end if;
  if coalesce(p_severity, '') not in ('low', 'medium', 'high', 'critical') then
    perform private.refuse(400, 'invalid_severity');
  end if;
  if coalesce(char_length(btrim(p_title)), 0) not between 1 and 200 or char_length(p_description) > 5000 or char_length(key) > 200 then
    perform private.refuse(400, 'invalid_alert');
  end if;
  if key is not null then
    select a.id into earlier from public.alerts a
    where a.agency_id = agency and a.client_id = p_client_id and a.dedup_key = key and a.status = 'resolved'
    order by a.resolved_at desc limit 1;
  end if;
  -- One statement, so that ten reports at once make one alert that counts ten.
  insert into public.alerts as a (agency_id, client_id, dedup_key, severity, title, description, previous_alert_id)
  values (agency, p_client_id, key, p_severity, btrim(p_title), p_description, earlier)
  on conflict (agency_id, client_id, dedup_key) where status <> 'resolved' and dedup_key is not null
  do update set occurrences = a.occurrences + 1, last_seen_at = greatest(a.last_seen_at, now()),
    severity = case when private.severity_rank(excluded.severity) < private.severity_rank(a.severity) then excluded.severity else a.severity end
  returning a.id, case when a.occurrences > 1 then 'repeated' when a.previous_alert_id is not null then 'recurred' else 'raised' end, a.occurrences
  into raised;
  return next raised;
end $$;

create function private.alert_to_ticket(p_alert_id uuid) returns table (ticket_id uuid, number int, is_new boolean)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_staff_agency_id();
  alert public.alerts;
begin
  -- The lock makes two who press at once take turns; the second finds the ticket of the first.
  select a.* into alert from public.alerts a where a.agency_id = agency and a.id = p_alert_id for update;
  if alert.id is null then
    perform private.refuse(404, 'alert_not_found');
  end if;
  return query select t.id, t.number, false from public.tickets t where t.agency_id = agency and t.source_alert_id = alert.id;
  if found then
    return;
  end if;
  if alert.status = 'resolved' then
    perform private.refuse(409, 'alert_is_resolved');
  end if;
  return query
  insert into public.tickets as t (agency_id, client_id, title, description, priority, visibility, source_alert_id)
  values (agency, alert.client_id, alert.title, alert.description,
    case alert.severity when 'critical' then 'urgent' when 'high' then 'high' when 'medium' then 'normal' else 'low' end,
    alert.visibility, alert.id)
  returning t.id, t.number, true;
  update public.alerts a set status = case when a.status = 'open' then 'acknowledged' else a.status end,
    ticket_id = (select t.id from public.tickets t where t.agency_id = agency and t.source_alert_id = alert.id)
  where a.agency_id = agency and a.id = alert.id;
end $$;

-- functions: tickets

-- Elevated: it takes the agency's next number, and locks the person that is being assigned.
create function private.prepare_ticket() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if new.status in ('resolved', 'closed') then
      new.resolved_at := coalesce(new.resolved_at, now());
      new.closed_at := case when new.status = 'closed' then coalesce(new.closed_at, now()) end;
    end if;
    insert into private.ticket_counters as c (agency_id, last_number) values (new.agency_id, 1)
    on conflict (agency_id) do update set last_number = c.last_number + 1
    returning c.last_number into new.number;
  end if;
  -- On top of its column, unless the same change says where. Neither looked up nor waited for: a later moment is above an earlier one,
  -- and with the number behind the point no two tickets are equal.
  if tg_op = 'INSERT' or new.status <> old.status and new.rank = old.rank then
    new.rank := -(extract(epoch from clock_timestamp()) * 1000000 + new.number * 0.0000000001);
  end if;
  -- Whoever has no business here is not told whether somebody is of the agency; the policies refuse them.
  if new.assignee_id is not null and (tg_op = 'INSERT' or new.assignee_id is distinct from old.assignee_id)
    and (private.my_user_id() is null or private.is_staff_of(private.my_user_id(), new.agency_id)) then
    -- The lock holds until we commit: whoever removes this person meanwhile waits, and then finds this ticket.
    perform 1 from public.users u join public.clients c on c.id = u.client_id
    where u.id = new.assignee_id and c.agency_id = new.agency_id and c.is_house and u.role in ('agency_owner', 'agency_admin', 'team_member')
    for share of u;
    if not found then
      perform private.refuse(400, 'assignee_unknown');
    end if;
  end if;
  return new;
end $$;
comment on function private.prepare_ticket() is 'Trigger: the next number of the agency, the top of the board, and an assignee of this agency''s staff.';

create function private.stamp_ticket() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- What is generated from other columns is not there yet, so it cannot be compared.
  if to_jsonb(new) - '{updated_at,watcher_ids,priority_rank,is_live}'::text[] = to_jsonb(old) - '{updated_at,watcher_ids,priority_rank,is_live}'::text[] then
    -- Watching is between a person and the list; it is no change of the ticket.
    return new;
  end if;
  if old.status = 'closed' and new.status not in ('closed', 'open') then
    perform private.refuse(409, 'ticket_is_closed');
  end if;
  if new.status = 'waiting' and new.waiting_for is null then
    perform private.refuse(400, 'waiting_for_whom');
  end if;
  if new.status <> 'waiting' then
    new.waiting_for := null;
  end if;
  new.version := old.version + 1;
  if new.status in ('resolved', 'closed') then
    new.resolved_at := coalesce(old.resolved_at, now());
    new.closed_at := case when new.status = 'closed' then coalesce(old.closed_at, now()) end;
  else
    new.resolved_at := null;
    new.closed_at := null;
  end if;
  -- A card that only moves within its column is as old as it was.
  if to_jsonb(new) - '{updated_at,watcher_ids,rank,version,priority_rank,is_live}'::text[]
    <> to_jsonb(old) - '{updated_at,watcher_ids,rank,version,priority_rank,is_live}'::text[] then
    new.updated_at := now();
  end if;
  return new;
end $$;
comment on function private.stamp_ticket() is 'Trigger: which steps a ticket may take, when it took them, and its version.';

-- Whoever stops being staff keeps no ticket, whichever way it came about.
create function private.release_tickets() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.tickets t set assignee_id = null
  where t.assignee_id = new.id and not private.is_staff_of(new.id, t.agency_id);
  return null;
end $$;

create function private.hand_over_tickets(p_agency uuid, p_from uuid, p_to uuid) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  moved int;
begin
  update public.tickets t set assignee_id = p_to where t.agency_id = p_agency and t.assignee_id = p_from and t.is_live;
  get diagnostics moved = row_count;
  return moved;
end $$;
comment on function private.hand_over_tickets(uuid, uuid, uuid) is 'Gives the live tickets of one person to another, or to nobody; returns how many.';

create function private.my_ticket(p_ticket_id uuid) returns public.tickets
language plpgsql security definer set search_path = ''
as $$
declare
  ticket public.tickets;
begin
  select t.* into ticket from public.tickets t where t.agency_id = private.my_staff_agency_id() and t.id = p_ticket_id for update;
  if ticket.id is null then
    perform private.refuse(404, 'ticket_not_found');
  end if;
  return ticket;
end $$;

-- The shortest number between two: halving alone would grow a digit with each move to the same place.
create function private.rank_between(above numeric, below numeric) returns numeric
language plpgsql immutable set search_path = ''
as $$
declare
  digits int := 0;
  candidate numeric;
begin
  if above is null then
    return coalesce(floor(below) - 1, 0);
  elsif below is null or below <= above then
    return floor(above) + 1;
  end if;
  loop
    -- Not divided by two: a quotient has no more digits than what is divided, and the loop would never end.
    candidate := trunc((above + below) * 0.5, digits);
    exit when candidate > above and candidate < below;
    digits := digits + 1;
  end loop;
  return candidate;
end $$;

create function private.move_ticket(p_ticket_id uuid, p_status text, p_after_id uuid, p_expected_version int)
returns table (ticket_id uuid, status text, rank numeric, version int)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  ticket public.tickets;
  above public.tickets;
  below numeric;
  place numeric;
begin
  if coalesce(p_status, '') not in ('open', 'in_progress', 'waiting', 'resolved', 'closed') then
    perform private.refuse(400, 'invalid_status');
  end if;
  -- One after the other in each column, so that no two cards are given the same place; before any row, so that nobody waits in a circle.
  perform pg_advisory_xact_lock(hashtextextended('board:' || private.my_staff_agency_id() || ':' || p_status, 0));
  ticket := private.my_ticket(p_ticket_id);
  if ticket.version is distinct from p_expected_version then
    perform private.refuse(409, 'ticket_changed', ticket.version::text);
  end if;
  if p_after_id is not null then
    select t.* into above from public.tickets t
    where t.agency_id = ticket.agency_id and t.id = p_after_id and t.status = p_status and t.id <> ticket.id;
    -- The neighbour went elsewhere meanwhile: the place that was meant is gone.
    if above.id is null then
      perform private.refuse(409, 'place_is_gone');
    end if;
  end if;
  select t.rank into below from public.tickets t
  where t.agency_id = ticket.agency_id and t.status = p_status and t.id <> ticket.id
    and (above.id is null or (t.rank, t.id) > (above.rank, above.id))
  order by t.rank, t.id limit 1;
  place := private.rank_between(above.rank, below);
  -- With the rank that it had elsewhere the card would count as not placed at all.
  if place = ticket.rank then
    place := private.rank_between(above.rank, place);
  end if;
  return query
  update public.tickets t set status = p_status, rank = place,
    -- A card that is dropped on Waiting waits for the client, until somebody says otherwise.
    waiting_for = case when p_status = 'waiting' then coalesce(t.waiting_for, 'client') end
  where t.agency_id = ticket.agency_id and t.id = ticket.id
  returning t.id, t.status, t.rank, t.version;
end $$;

-- What a change may name, brought into the form of the columns. Refuses whatever else is in it.
create function private.ticket_changes(p_changes jsonb) returns public.tickets
language plpgsql stable set search_path = ''
as $$
declare
  wanted public.tickets;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}'
    or exists (select from jsonb_object_keys(p_changes) k where k not in ('status', 'waiting_for', 'priority', 'assignee_id', 'due_on')) then
    perform private.refuse(400, 'invalid_changes');
  end if;
  wanted := jsonb_populate_record(null::public.tickets, p_changes);
  if p_changes ? 'status' and coalesce(wanted.status, '') not in ('open', 'in_progress', 'waiting', 'resolved', 'closed')
    or p_changes ? 'priority' and coalesce(wanted.priority, '') not in ('low', 'normal', 'high', 'urgent')
    or wanted.waiting_for is not null and wanted.waiting_for not in ('client', 'third_party') then
    perform private.refuse(400, 'invalid_changes');
  end if;
  return wanted;
exception
  when invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
    perform private.refuse(400, 'invalid_changes');
end $$;

create function private.change_ticket(p_agency uuid, p_ticket_id uuid, p_changes jsonb, p_expected_version int) returns public.changed_ticket
language plpgsql security definer set search_path = ''
as $$
declare
  wanted constant public.tickets := private.ticket_changes(p_changes);
  ticket public.tickets;
  previous jsonb;
  now_at int;
begin
  select t.* into ticket from public.tickets t where t.agency_id = p_agency and t.id = p_ticket_id for update;
  if ticket.id is null then
    return row(p_ticket_id, 'unknown', null, null, null)::public.changed_ticket;
  end if;
  if p_expected_version is not null and ticket.version <> p_expected_version then
    return row(p_ticket_id, 'refused', 'ticket_changed', ticket.version, null)::public.changed_ticket;
  end if;
  select jsonb_object_agg(k, to_jsonb(ticket) -> k) into previous
  from jsonb_object_keys(p_changes || case when p_changes ? 'status' then '{"waiting_for": null}' else '{}' end::jsonb) k;
  update public.tickets t set
    status = case when p_changes ? 'status' then wanted.status else t.status end,
    waiting_for = case when p_changes ? 'waiting_for' then wanted.waiting_for
      when p_changes ->> 'status' = 'waiting' then coalesce(t.waiting_for, 'client') else t.waiting_for end,
    priority = case when p_changes ? 'priority' then wanted.priority else t.priority end,
    assignee_id = case when p_changes ? 'assignee_id' then wanted.assignee_id else t.assignee_id end,
    due_on = case when p_changes ? 'due_on' then wanted.due_on else t.due_on end
  where t.agency_id = p_agency and t.id = p_ticket_id
  returning t.version into now_at;
  return row(p_ticket_id, case when now_at = ticket.version then 'unchanged' else 'updated' end, null, now_at, previous)::public.changed_ticket;
exception
  when sqlstate 'PT409' or sqlstate 'PT400' then
    return row(p_ticket_id, 'refused', sqlerrm, ticket.version, null)::public.changed_ticket;
  when check_violation then
    return row(p_ticket_id, 'refused', 'invalid_changes', ticket.version, null)::public.changed_ticket;
end $$;

create function private.bulk_update_tickets(p_ticket_ids uuid[], p_changes jsonb) returns setof public.changed_ticket
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  if coalesce(cardinality(p_ticket_ids), 0) not between 1 and 500 then
    perform private.refuse(400, 'too_many_tickets');
  end if;
  perform private.ticket_changes(p_changes);
  if agency is null then
    perform private.refuse(404, 'ticket_not_found');
  end if;
  -- Always in the same order, so that two of these at once take turns instead of waiting for each other.
  perform from public.tickets t where t.agency_id = agency and t.id = any (p_ticket_ids) order by t.id for update;
  -- Changed from the lowest card up: each comes on top of its new column, so they keep the order among them.
  return query
  select c.* from (
    select w.id from (select distinct id from unnest(p_ticket_ids) id) w left join public.tickets t on t.agency_id = agency and t.id = w.id
    order by t.rank desc, w.id
  ) wanted, lateral private.change_ticket(agency, wanted.id, p_changes, null) c;
end $$;

create function private.undo_ticket_changes(p_changes jsonb) returns setof public.changed_ticket
language plpgsql security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  if jsonb_typeof(p_changes) is distinct from 'array' or jsonb_array_length(p_changes) not between 1 and 500 then
    perform private.refuse(400, 'invalid_changes');
  end if;
  if agency is null then
    perform private.refuse(404, 'ticket_not_found');
  end if;
  -- Locked and gone through as in the change that this takes back.
  perform from public.tickets t where t.agency_id = agency
    and t.id = any (array(select (r ->> 'ticket_id')::uuid from jsonb_array_elements(p_changes) r)) order by t.id for update;
  return query
  select c.* from (
    select w.id, w.previous, w.version from (
      select (r ->> 'ticket_id')::uuid as id, r -> 'previous' as previous, (r ->> 'version')::int as version from jsonb_array_elements(p_changes) r
    ) w left join public.tickets t on t.agency_id = agency and t.id = w.id
    order by t.rank desc, w.id
  ) wanted, lateral private.change_ticket(agency, wanted.id, wanted.previous, wanted.version) c;
exception
  when invalid_text_representation then
    perform private.refuse(400, 'invalid_changes');
end $$;

create function private.watch_ticket(p_ticket_id uuid, p_watching boolean) returns table (is_watching boolean)
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := private.my_user_id();
begin
  update public.tickets t set watcher_ids = case
    when coalesce(p_watching, false) then array_append(array_remove(t.watcher_ids, me), me) else array_remove(t.watcher_ids, me) end
  where t.id = p_ticket_id and case when t.agency_id = private.my_staff_agency_id() then true
    else t.client_id = private.my_client_id() and t.visibility = 'client' end;
  if not found then
    perform private.refuse(404, 'ticket_not_found');
  end if;
  return query select coalesce(p_watching, false);
end $$;

-- functions: comments

create function private.prepare_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  ticket public.tickets;
  by_staff boolean;
begin
  if tg_op = 'INSERT' then
    select t.* into ticket from public.tickets t where t.agency_id = new.agency_id and t.client_id = new.client_id and t.id = new.ticket_id for update;
    by_staff := private.is_staff_of(private.my_user_id(), new.agency_id);
    -- Only to those who may know of the ticket; to all others the policies answer, as they do about one that nobody made.
    if by_staff and new.visibility = 'client' and ticket.visibility <> 'client' then
      perform private.refuse(400, 'ticket_is_internal');
    end if;
    if not by_staff and ticket.client_id = private.my_client_id() and ticket.visibility = 'client' and ticket.status = 'closed' then
      perform private.refuse(409, 'ticket_is_closed');
    end if;
    -- Only people who will be able to read it can be called to it.
    new.mentions := coalesce((
      select array_agg(distinct u.id) from unnest(new.mentions) m join public.users u on u.id = m join public.clients c on c.id = u.client_id
      where c.agency_id = new.agency_id and (c.is_house or new.visibility = 'client' and c.id = new.client_id)), '{}');
    -- The client answered something that was thought done. Whoever comments wants to hear what becomes of it.
    update public.tickets t set
      status = case when t.status = 'resolved' and new.visibility = 'client' and not by_staff then 'open' else t.status end,
      watcher_ids = case when new.author_id is null or new.author_id = any (t.watcher_ids) or cardinality(t.watcher_ids) >= 200
        then t.watcher_ids else array_append(t.watcher_ids, new.author_id) end
    where t.agency_id = new.agency_id and t.id = new.ticket_id;
    return new;
  end if;
  if new.body is distinct from old.body then
    if new.author_id is distinct from private.my_user_id() or old.deleted_at is not null then
      perform private.refuse(403, 'comment_is_not_yours');
    end if;
    if old.created_at < now() - interval '15 minutes' then
      perform private.refuse(409, 'too_late_to_edit');
    end if;
    new.edited_at := now();
  end if;
  if new.deleted_at is not null and old.deleted_at is null then
    new.deleted_at := now();
  elsif new.deleted_at is null and old.deleted_at < now() - interval '10 minutes' then
    perform private.refuse(409, 'too_late_to_undo');
  elsif new.deleted_at is not null then
    new.deleted_at := old.deleted_at;
  end if;
  return new;
end $$;
comment on function private.prepare_comment() is
  'Trigger: whom a comment may name, what it does to its ticket, and for how long its author may change it.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'is_staff_of(uuid, uuid)', 'colleague_name(uuid)', 'raise_alert(uuid, text, text, text, text)', 'alert_to_ticket(uuid)', 'prepare_ticket()',
    'release_tickets()', 'hand_over_tickets(uuid, uuid, uuid)', 'my_ticket(uuid)', 'move_ticket(uuid, text, uuid, int)',
    'change_ticket(uuid, uuid, jsonb, int)', 'bulk_update_tickets(uuid[], jsonb)', 'undo_ticket_changes(jsonb)', 'watch_ticket(uuid, boolean)',
    'prepare_comment()'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function private.severity_rank(text), private.rank_between(numeric, numeric), private.ticket_changes(jsonb) to audienceos_definer;
grant execute on function private.severity_rank(text), private.colleague_name(uuid) to authenticated;
grant execute on function private.severity_rank(text) to service_role;
grant execute on function
  private.raise_alert(uuid, text, text, text, text), private.alert_to_ticket(uuid), private.move_ticket(uuid, text, uuid, int),
  private.bulk_update_tickets(uuid[], jsonb), private.undo_ticket_changes(jsonb), private.watch_ticket(uuid, boolean)
to authenticated;

-- functions: what the API offers

create function public.raise_alert(client_id uuid, dedup_key text, severity text, title text, description text default null)
returns setof public.raised_alert
language sql set search_path = ''
as $$ select * from private.raise_alert(client_id, dedup_key, severity, title, description) $$;
comment on function public.raise_alert(uuid, text, text, text, text) is
  'Reports a trouble at a client. While an alert with the same key is live it is counted there (repeated) and can only get more severe; '
  'after it was resolved a new one is made that names the earlier (recurred); otherwise raised.';

create function public.alert_to_ticket(alert_id uuid) returns table (ticket_id uuid, number int, is_new boolean)
language sql set search_path = ''
as $$ select * from private.alert_to_ticket(alert_id) $$;
comment on function public.alert_to_ticket(uuid) is
  'Makes the ticket of an alert, once: asked again it names the one there is. Acknowledges the alert.';

create function public.move_ticket(ticket_id uuid, status text, after_id uuid, expected_version int)
returns table (ticket_id uuid, status text, rank numeric, version int)
language sql set search_path = ''
as $$ select * from private.move_ticket($1, $2, $3, $4) $$;
comment on function public.move_ticket(uuid, text, uuid, int) is
  'Puts a ticket below another one in a column of the board; null: on top. 409 ticket_changed when the version is not the one seen.';

create function public.bulk_update_tickets(ticket_ids uuid[], changes jsonb) returns setof public.changed_ticket
language sql set search_path = ''
as $$ select * from private.bulk_update_tickets(ticket_ids, changes) $$;
comment on function public.bulk_update_tickets(uuid[], jsonb) is
  'Sets status, waiting_for, priority, assignee_id or due_on of up to 500 tickets. One row each: updated, unchanged, refused with the reason, or unknown; `previous` is what undo_ticket_changes takes.';

create function public.undo_ticket_changes(changes jsonb) returns setof public.changed_ticket
language sql set search_path = ''
as $$ select * from private.undo_ticket_changes(changes) $$;
comment on function public.undo_ticket_changes(jsonb) is
  'Takes back what bulk_update_tickets did: [{ticket_id, version, previous}]. A ticket that somebody changed since is left alone.';

create function public.watch_ticket(ticket_id uuid, watching boolean) returns table (is_watching boolean)
language sql set search_path = ''
as $$ select * from private.watch_ticket(ticket_id, watching) $$;
comment on function public.watch_ticket(uuid, boolean) is 'Whether the caller is told of changes of a ticket.';

create function public.assignee_name(ticket public.tickets) returns text
language sql stable set search_path = ''
as $$ select private.colleague_name(ticket.assignee_id) $$;
comment on function public.assignee_name(public.tickets) is 'Name of the assignee, as a column of the ticket; null for somebody who left.';

create function public.creator_name(ticket public.tickets) returns text
language sql stable set search_path = ''
as $$ select private.colleague_name(ticket.created_by) $$;
comment on function public.creator_name(public.tickets) is 'Name of whoever opened the ticket, as a column of it.';

create function public.author_name(comment public.ticket_comments) returns text
language sql stable set search_path = ''
as $$ select private.colleague_name(comment.author_id) $$;
comment on function public.author_name(public.ticket_comments) is 'Name of the author, as a column of the comment.';

create function public.people_names(alert public.alerts) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object('acknowledged_by', private.colleague_name(alert.acknowledged_by), 'resolved_by', private.colleague_name(alert.resolved_by),
    'created_by', private.colleague_name(alert.created_by))
$$;
comment on function public.people_names(public.alerts) is 'Names behind the stamps of an alert, as a column of it.';

create function public.ticket_number(alert public.alerts) returns int
language sql stable set search_path = ''
as $$ select t.number from public.tickets t where t.agency_id = alert.agency_id and t.id = alert.ticket_id $$;
comment on function public.ticket_number(public.alerts) is
  'Number of the ticket that was made of an alert, as a column of it; null when the caller may not read that one.';

grant execute on function
  public.raise_alert(uuid, text, text, text, text), public.alert_to_ticket(uuid), public.move_ticket(uuid, text, uuid, int),
  public.bulk_update_tickets(uuid[], jsonb), public.undo_ticket_changes(jsonb), public.watch_ticket(uuid, boolean),
  public.assignee_name(public.tickets), public.creator_name(public.tickets), public.author_name(public.ticket_comments), public.people_names(public.alerts),
  public.ticket_number(public.alerts)
to authenticated;

-- triggers

create trigger alerts_stamp before update on public.alerts for each row execute function private.stamp_alert();
create trigger alerts_set_updated_at before update on public.alerts for each row execute function private.set_updated_at();
create trigger alerts_keep_their_agency before update on public.alerts
  for each row execute function private.refuse_key_change('agency_id', 'client_id', 'dedup_key');
create trigger tickets_prepare before insert or update of status, assignee_id on public.tickets for each row execute function private.prepare_ticket();
create trigger tickets_stamp before update on public.tickets for each row execute function private.stamp_ticket();
create trigger tickets_keep_their_agency before update on public.tickets
  for each row execute function private.refuse_key_change('agency_id', 'client_id', 'number');
create trigger ticket_comments_prepare before insert or update on public.ticket_comments for each row execute function private.prepare_comment();
create trigger ticket_comments_set_updated_at before update on public.ticket_comments for each row execute function private.set_updated_at();
create trigger ticket_comments_keep_their_agency before update on public.ticket_comments
  for each row execute function private.refuse_key_change('agency_id', 'client_id', 'ticket_id', 'author_id', 'visibility');
create trigger users_release_tickets after update of client_id, role on public.users for each row
  when (old.client_id is distinct from new.client_id or old.role <> new.role) execute function private.release_tickets();

call private.keep_history('public.alerts', 'agency_id', 'id');
call private.keep_history('public.tickets', 'agency_id', 'id');
call private.keep_history('public.ticket_comments', 'agency_id', 'ticket_id');
