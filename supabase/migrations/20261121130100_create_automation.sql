-- Automation: an agency's rules (when this happens, if it fits, then do that), the switch for all of them, and what they did.

-- functions: the catalogue, which the tables below check themselves against

-- One place says which rules there are: what they wait for, what narrows them, what they do and with which options. `?`: may be left out.
create function private.workflow_catalogue() returns jsonb
language sql immutable parallel safe set search_path = ''
as $$
  select '{
    "alert.critical": {"action": "open_ticket", "if": {"client_id": "id?"},
      "then": {"priority": "low|normal|high|urgent", "assignee_id": "id?", "due_in_days": "0..90?", "notify": "nobody|admins|everybody"}},
    "ticket.idle": {"action": "raise_alert",
      "if": {"days": "1..90", "min_priority": "low|normal|high|urgent", "with_waiting": "boolean", "client_id": "id?"},
      "then": {"severity": "low|medium|high|critical", "notify": "nobody|admins|everybody"}},
    "run.published": {"action": "notify_stakeholders", "if": {"market_mode": "OPEN|INVITE_ONLY?"},
      "then": {"subject": "text:150", "body": "text:5000"}},
    "client.silent": {"action": "raise_alert", "if": {"days": "1..365", "client_id": "id?"},
      "then": {"severity": "low|medium|high|critical", "notify": "nobody|admins|everybody"}}
  }'::jsonb
$$;
comment on function private.workflow_catalogue() is 'Every kind of rule there is, by its event. lib/rules/workflows.ts says the same; a test compares them.';

create function private.workflow_value_fits(value jsonb, kind text) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  plain constant text := rtrim(kind, '?');
  said constant text := value #>> '{}';
begin
  if value is null then
    return kind like '%?';
  elsif plain = 'boolean' then
    return jsonb_typeof(value) = 'boolean';
  elsif plain = 'id' then
    return jsonb_typeof(value) = 'string' and said ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  elsif plain like 'text:%' then
    return jsonb_typeof(value) = 'string' and char_length(btrim(said)) between 1 and split_part(plain, ':', 2)::int;
  elsif plain like '%..%' then
    return case when jsonb_typeof(value) = 'number' and said ~ '^[0-9]{1,4}$'
      then said::int between split_part(plain, '..', 1)::int and split_part(plain, '..', 2)::int else false end;
  end if;
  return jsonb_typeof(value) = 'string' and said = any (string_to_array(plain, '|'));
end $$;

create function private.workflow_rule_valid(event text, conditions jsonb, action text, options jsonb) returns boolean
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  kind constant jsonb := private.workflow_catalogue() -> event;
begin
  if kind is null or action is distinct from kind ->> 'action'
    or jsonb_typeof(conditions) is distinct from 'object' or jsonb_typeof(options) is distinct from 'object' then
    return false;
  end if;
  return not exists (select from jsonb_object_keys(conditions) k where not kind -> 'if' ? k)
    and not exists (select from jsonb_object_keys(options) k where not kind -> 'then' ? k)
    and not exists (select from jsonb_each_text(kind -> 'if') k where not private.workflow_value_fits(conditions -> k.key, k.value))
    and not exists (select from jsonb_each_text(kind -> 'then') k where not private.workflow_value_fits(options -> k.key, k.value));
end $$;
comment on function private.workflow_rule_valid(text, jsonb, text, jsonb) is
  'Whether a rule is one of the catalogue: its action goes with its event, and every option is there, known and of its type.';

-- tables

create table public.workflow_settings (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null unique references public.agencies (id) on delete cascade,
  is_enabled boolean not null default true,
  enabled_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.workflow_settings is 'The switch for all rules of an agency. Without a row it is on.';
comment on column public.workflow_settings.enabled_at is 'Since when it is on: what happened while it was off is not made up for.';

create table public.workflow_triggers (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references public.agencies (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  event text not null,
  conditions jsonb not null default '{}',
  action text not null,
  options jsonb not null default '{}',
  is_on boolean not null default false,
  on_since timestamptz,
  deleted_at timestamptz,
  created_by uuid default private.my_user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, id),
  constraint workflow_triggers_are_of_the_catalogue check (private.workflow_rule_valid(event, conditions, action, options)),
  constraint workflow_triggers_know_since_when check (is_on = (on_since is not null))
);
comment on table public.workflow_triggers is 'A rule: when `event` happens, if it meets `conditions`, then `action` with `options`.';
comment on column public.workflow_triggers.on_since is 'Only what happens from then on counts. A rule that is changed starts anew.';
comment on column public.workflow_triggers.deleted_at is 'Gone from the list and from work. What it did stays in the log under its name, and undo brings it back.';
comment on column public.workflow_triggers.created_by is 'No foreign key: the rule outlives the person.';

create table public.workflow_executions (
  id uuid primary key default gen_random_uuid(),
  -- The rule names the agency already; this key lets a page read an agency's log along with the agency, in one request.
  agency_id uuid not null references public.agencies (id) on delete cascade,
  trigger_id uuid not null,
  event_key text not null check (char_length(event_key) between 1 and 200),
  client_id uuid,
  subject_type text not null check (subject_type in ('alert', 'ticket', 'run', 'client', 'rule')),
  subject_id uuid not null,
  subject_label text not null check (char_length(subject_label) <= 300),
  status text not null check (status in ('done', 'skipped', 'failed')),
  detail text check (char_length(detail) <= 500),
  product_type text check (product_type in ('ticket', 'alert')),
  product_id uuid,
  product_label text check (char_length(product_label) <= 300),
  people_told int not null default 0 check (people_told >= 0),
  happened_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (agency_id, trigger_id, event_key),
  constraint workflow_executions_name_what_they_made check ((product_id is null) = (product_type is null)),
  foreign key (agency_id, trigger_id) references public.workflow_triggers (agency_id, id) on delete cascade,
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.workflow_executions is 'What each rule made of each event: one row, whatever happens, because the key of the event is unique for the rule.';
comment on column public.workflow_executions.subject_id is 'What the event was about. Never anything that a rule made: that is how loops are impossible.';
comment on column public.workflow_executions.detail is 'Skipped and done: a machine code, or nothing. Failed: what the database said.';
comment on column public.workflow_executions.product_id is 'The ticket or alert that the rule made. No foreign key: the log outlives it.';

-- Written in the transaction of what happened, so that nothing is lost and nothing is told that was rolled back.
create table private.workflow_events (
  agency_id uuid not null references public.agencies (id) on delete cascade,
  event_key text not null,
  event text not null,
  subject_id uuid not null,
  happened_at timestamptz not null,
  due_at timestamptz not null default now(),
  handled_at timestamptz,
  primary key (agency_id, event_key)
);
comment on table private.workflow_events is 'What happened that rules may wait for, once each. Kept for sixty days, so that a dry run can look back thirty.';

create table private.workflow_checks (
  agency_id uuid not null,
  trigger_id uuid not null,
  next_at timestamptz not null default now(),
  looked_until timestamptz,
  primary key (agency_id, trigger_id),
  foreign key (agency_id, trigger_id) references public.workflow_triggers (agency_id, id) on delete cascade
);
comment on table private.workflow_checks is 'When a rule about time passing is looked at next.';
comment on column private.workflow_checks.looked_until is
  'What came due until then was acted on. Null: nothing yet. Only for tickets, whose past nobody rewrites; words with a client are entered late.';

create type private.workflow_match as (
  event_key text, subject_type text, subject_id uuid, client_id uuid, label text, number int, happened_at timestamptz
);

-- indexes

create index workflow_triggers_by_event on public.workflow_triggers (agency_id, event) where is_on and deleted_at is null;
create index workflow_executions_by_time on public.workflow_executions (agency_id, created_at desc, id desc);
create index workflow_executions_by_rule on public.workflow_executions (agency_id, trigger_id, created_at desc, id desc) include (status);
create index workflow_executions_by_status on public.workflow_executions (agency_id, status, created_at desc, id desc);
create index workflow_executions_by_client on public.workflow_executions (agency_id, client_id);
create index workflow_executions_by_product on public.workflow_executions (agency_id, product_id) where product_id is not null;
create index workflow_events_due on private.workflow_events (due_at) where handled_at is null;
create index workflow_events_by_time on private.workflow_events (agency_id, event, happened_at desc);
create index workflow_events_handled on private.workflow_events (handled_at) where handled_at is not null;
create index workflow_checks_due on private.workflow_checks (next_at);

-- access: workflow_settings

alter table public.workflow_settings enable row level security;
alter table public.workflow_settings force row level security;
grant select, insert (agency_id, is_enabled), update (is_enabled) on public.workflow_settings to authenticated;
grant select, insert, update, delete on public.workflow_settings to service_role;
grant select on public.workflow_settings to audienceos_definer;

create policy "Whoever may bill reads the switch" on public.workflow_settings for select to authenticated
using (agency_id = (select private.my_billing_agency_id()));

create policy "Whoever may bill sets the switch first" on public.workflow_settings for insert to authenticated
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Whoever may bill turns the switch" on public.workflow_settings for update to authenticated
using (agency_id = (select private.my_billing_agency_id()))
with check (agency_id = (select private.my_billing_agency_id()));

-- access: workflow_triggers

alter table public.workflow_triggers enable row level security;
alter table public.workflow_triggers force row level security;
grant select,
  insert (agency_id, name, event, conditions, action, options, is_on),
  update (name, conditions, options, is_on, deleted_at)
on public.workflow_triggers to authenticated;
grant select, insert, update, delete on public.workflow_triggers to service_role;
grant select, update (options) on public.workflow_triggers to audienceos_definer;

create policy "Whoever may bill reads the agency's rules" on public.workflow_triggers for select to authenticated
using (agency_id = (select private.my_billing_agency_id()));

create policy "Whoever may bill makes rules" on public.workflow_triggers for insert to authenticated
with check (agency_id = (select private.my_billing_agency_id()));

create policy "Whoever may bill changes the agency's rules" on public.workflow_triggers for update to authenticated
using (agency_id = (select private.my_billing_agency_id()))
with check (agency_id = (select private.my_billing_agency_id()));

-- access: workflow_executions

alter table public.workflow_executions enable row level security;
alter table public.workflow_executions force row level security;
grant select on public.workflow_executions to authenticated;
grant select, insert, update, delete on public.workflow_executions to service_role;
grant select, insert, update on public.workflow_executions to audienceos_definer;

create policy "Whoever may bill reads what the agency's rules did" on public.workflow_executions for select to authenticated
using (agency_id = (select private.my_billing_agency_id()));

-- access: what only elevated functions use

alter table private.workflow_events enable row level security;
alter table private.workflow_events force row level security;
alter table private.workflow_checks enable row level security;
alter table private.workflow_checks force row level security;
grant select, insert, update, delete on private.workflow_events, private.workflow_checks to audienceos_definer;

-- The product's own words; lib/notifications/events says the same.
insert into public.cc_notification_templates
  (type, category, priority, is_required, default_channels, subject, body, action_label, variables)
values
  ('rule.opened_ticket', 'tickets', 'high', false, '{in_app,email}', '{{ticket}} was opened for {{client}}', E'{{title}}\n\nThe rule “{{rule}}” opened it.', 'Open the ticket', '{agency,client,rule,ticket,title}'),
  ('rule.raised_alert', 'alerts', 'normal', false, '{in_app,email}', '{{client}}: {{title}}', E'{{reason}}\n\nThe rule “{{rule}}” raised this alert.', 'Open the alert', '{agency,client,reason,rule,title}');

-- functions: rules

create function private.stamp_rule() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    new.on_since := case when new.is_on then coalesce(new.on_since, now()) end;
    return new;
  end if;
  new.deleted_at := case when new.deleted_at is not null then coalesce(old.deleted_at, now()) end;
  if to_jsonb(new) - 'updated_at' = to_jsonb(old) - 'updated_at' then
    return new;
  end if;
  new.version := old.version + 1;
  if not new.is_on then
    new.on_since := null;
  elsif not old.is_on or old.deleted_at is not null and new.deleted_at is null
    -- Who gets the work decides nothing about what counts: handed over, a rule loses none of what happened just before.
    or row(new.conditions, new.options - 'assignee_id') is distinct from row(old.conditions, old.options - 'assignee_id') then
    new.on_since := now();
  end if;
  return new;
end $$;
comment on function private.stamp_rule() is 'Trigger: counts changes, and keeps since when a rule is on as it is.';

-- After the policies, so that nobody learns from a refusal here what is somebody else's.
create function private.check_rule() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.conditions ? 'client_id' and (tg_op = 'INSERT' or new.conditions is distinct from old.conditions)
    and not exists (select from public.clients c where c.agency_id = new.agency_id and c.id = (new.conditions ->> 'client_id')::uuid and not c.is_house) then
    perform private.refuse(400, 'client_not_found');
  end if;
  if new.options ? 'assignee_id' and (tg_op = 'INSERT' or new.options is distinct from old.options)
    and not private.is_staff_of((new.options ->> 'assignee_id')::uuid, new.agency_id) then
    perform private.refuse(400, 'assignee_unknown');
  end if;
  if new.deleted_at is null and (tg_op = 'INSERT' or old.deleted_at is not null)
    and (select count(*) from public.workflow_triggers t where t.agency_id = new.agency_id and t.deleted_at is null) > 50 then
    perform private.refuse(409, 'too_many_rules');
  end if;
  if new.event in ('ticket.idle', 'client.silent') and new.is_on and new.deleted_at is null then
    insert into private.workflow_checks as c (agency_id, trigger_id) values (new.agency_id, new.id)
    on conflict (agency_id, trigger_id) do update set next_at = now();
  end if;
  return null;
end $$;
comment on function private.check_rule() is 'Trigger: a rule names a client and a colleague that there are, fifty rules are enough, and a rule about time is looked at soon.';

create function private.hand_over_rules(p_agency uuid, p_from uuid, p_to uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.workflow_triggers t set options = t.options || jsonb_build_object('assignee_id', p_to)
  where t.agency_id = p_agency and t.options ->> 'assignee_id' = p_from::text and p_to is not null;
end $$;
comment on function private.hand_over_rules(uuid, uuid, uuid) is
  'Lets the rules that give work to one person give it to another. Without one they stay: their log says that nobody is there.';

create function private.stamp_switch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if new.is_enabled and not old.is_enabled then
    new.enabled_at := now();
  end if;
  return new;
end $$;
comment on function private.stamp_switch() is 'Trigger: since when rules work.';

-- The other half of why there are no loops: the first is that rules' own work is never taken for an event.
create function private.refuse_own_work() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.workflow_executions e where e.agency_id = new.agency_id and e.product_id = new.subject_id) then
    perform private.refuse(409, 'made_by_a_rule');
  end if;
  return new;
end $$;
comment on function private.refuse_own_work() is 'Trigger: no rule ever acts on what a rule has made.';

-- functions: what happens

create function private.note_critical_alert() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.severity = 'critical' and new.status <> 'resolved' and new.source <> 'automation' and private.acting_rule() is null
    and (tg_op = 'INSERT' or old.severity <> 'critical') then
    insert into private.workflow_events (agency_id, event_key, event, subject_id, happened_at)
    values (new.agency_id, 'alert:' || new.id || ':' || new.version, 'alert.critical', new.id, case when tg_op = 'INSERT' then new.created_at else now() end)
    on conflict (agency_id, event_key) do nothing;
  end if;
  return null;
end $$;
comment on function private.note_critical_alert() is 'Trigger: an alert is or becomes critical. What a rule raised is not an event, whoever changes it later.';

-- Half a minute later, because until then a publication that is taken back is as if it had never been.
create function private.note_published_run() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.announced_at is not null and (tg_op = 'INSERT' or old.announced_at is distinct from new.announced_at) then
    insert into private.workflow_events (agency_id, event_key, event, subject_id, happened_at, due_at)
    select new.tenant_id, 'run:' || r.id || ':' || r.publish_version, 'run.published', r.id, new.announced_at, new.announced_at + interval '30 seconds'
    from public.cc_n3_runs r where r.tenant_id = new.tenant_id and r.id = new.run_id
    on conflict (agency_id, event_key) do nothing;
  end if;
  return null;
end $$;
comment on function private.note_published_run() is 'Trigger: a run has come to be seen.';

-- functions: what matches a rule. Work and dry run ask the same, so that a dry run is no promise of its own.

create function private.critical_alerts(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_event_key text)
returns setof private.workflow_match
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select e.event_key, 'alert', a.id, a.client_id, a.title, null::int, e.happened_at
  from private.workflow_events e join public.alerts a on a.agency_id = e.agency_id and a.id = e.subject_id
  where e.agency_id = p_agency and e.event = 'alert.critical' and e.happened_at > p_from and e.happened_at <= p_to
    and (p_event_key is null or e.event_key = p_event_key)
    and (not p_conditions ? 'client_id' or a.client_id = (p_conditions ->> 'client_id')::uuid);
end $$;

create function private.published_runs(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_event_key text)
returns setof private.workflow_match
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select e.event_key, 'run', r.id, null::uuid, r.name, null::int, e.happened_at
  from private.workflow_events e join public.cc_n3_runs r on r.tenant_id = e.agency_id and r.id = e.subject_id
  where e.agency_id = p_agency and e.event = 'run.published' and e.happened_at > p_from and e.happened_at <= p_to
    and (p_event_key is null or e.event_key = p_event_key)
    and (not p_conditions ? 'market_mode' or r.market_mode = p_conditions ->> 'market_mode');
end $$;

-- Times of idleness that somebody ended. Few tickets have one, which no statistics know: left to itself the planner reads all there are.
create function private.once_idle_tickets(p_agency uuid, p_conditions jsonb, p_statuses text[], p_ranks int[], p_from timestamptz, p_to timestamptz)
returns table (id uuid, client_id uuid, title text, number int, at timestamptz)
language plpgsql stable security definer set search_path = '' set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
  span constant interval := make_interval(days => (p_conditions ->> 'days')::int);
begin
  return query
  -- The end was a change or a comment, and by then the ticket was older than the time is long.
  with taken_up as (
    select t.id from public.tickets t where t.agency_id = p_agency and t.updated_at > p_from and t.updated_at - t.created_at > span
    union
    select t.id from public.ticket_comments c join public.tickets t on t.agency_id = p_agency and t.id = c.ticket_id
    where c.agency_id = p_agency and c.created_at > p_from and c.created_at - t.created_at > span
  ), acts as (
    -- A card that was only moved or watched is as idle as before, as the ticket itself says.
    select t.id, t.client_id, t.title, t.number, l.created_at as at, lead(l.created_at) over each_ticket as next_at,
      case when l.table_name = 'tickets' then l.new_values ->> 'status' end as status,
      count(case when l.table_name = 'tickets' then l.new_values ->> 'status' end) over each_ticket as step
    from taken_up join public.tickets t on t.agency_id = p_agency and t.id = taken_up.id
      join public.activity_log l on l.agency_id = p_agency and l.subject_id = t.id
    where t.priority_rank = any (p_ranks) and (not p_conditions ? 'client_id' or t.client_id = (p_conditions ->> 'client_id')::uuid)
      and (l.table_name = 'ticket_comments' and l.action = 'insert'
        or l.table_name = 'tickets' and l.new_values - '{rank,version,watcher_ids}'::text[] <> '{}')
    window each_ticket as (partition by t.id order by l.id)
  )
  select a.id, a.client_id, a.title, a.number, a.at from (
    select *, max(acts.status) over (partition by acts.id, acts.step) as then_status from acts
  ) a
  where a.next_at > a.at + span and a.then_status = any (p_statuses) and a.at > p_from - span and a.at <= p_to - span;
end $$;
comment on function private.once_idle_tickets(uuid, jsonb, text[], int[], timestamptz, timestamptz) is
  'Tickets that had been idle for long enough before somebody took them up again, with the moment since which.';

-- A ticket is idle since its last change or comment. With `p_past` also those count that somebody took up again since.
create function private.idle_tickets(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_past boolean)
returns setof private.workflow_match
language plpgsql stable security definer set search_path = '' set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  span constant interval := make_interval(days => (p_conditions ->> 'days')::int);
  ranks constant int[] := case p_conditions ->> 'min_priority'
    when 'urgent' then '{0}' when 'high' then '{0,1}' when 'normal' then '{0,1,2}' else '{0,1,2,3}' end;
  statuses constant text[] := case when (p_conditions ->> 'with_waiting')::boolean then '{open,in_progress,waiting}' else '{open,in_progress}' end;
begin
  return query
  -- Whatever is idle since a moment was changed or commented on at that moment.
  with left_alone as (
    select t.id from public.tickets t
    where t.agency_id = p_agency and t.is_live and t.updated_at > p_from - span and t.updated_at <= p_to - span
    union
    select c.ticket_id from public.ticket_comments c
    where c.agency_id = p_agency and c.created_at > p_from - span and c.created_at <= p_to - span
  ), idle as (
    select t.id, t.client_id, t.title, t.number, greatest(t.updated_at, (
      select max(c.created_at) from public.ticket_comments c where c.agency_id = p_agency and c.client_id = t.client_id and c.ticket_id = t.id)) as at
    from left_alone join public.tickets t on t.agency_id = p_agency and t.id = left_alone.id
    where t.is_live and t.priority_rank = any (ranks) and t.status = any (statuses)
      and (not p_conditions ? 'client_id' or t.client_id = (p_conditions ->> 'client_id')::uuid)
    union
    select o.id, o.client_id, o.title, o.number, o.at from private.once_idle_tickets(p_agency, p_conditions, statuses, ranks, p_from, p_to) o where p_past
  )
  select 'ticket:' || i.id || ':' || floor(extract(epoch from i.at))::bigint, 'ticket', i.id, i.client_id, i.title, i.number, i.at + span
  from idle i
  where i.at + span > p_from and i.at + span <= p_to
    -- What a rule opened is a rule's own work.
    and not exists (select from public.workflow_executions e where e.agency_id = p_agency and e.product_id = i.id);
end $$;

-- Silence begins with the last e-mail, call or meeting, and for a client with whom nobody spoke yet when it was added.
create function private.silent_clients(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_past boolean)
returns setof private.workflow_match
language plpgsql stable security definer set search_path = '' set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  span constant interval := make_interval(days => (p_conditions ->> 'days')::int);
begin
  return query
  with recursive fitting as (
    select c.id, c.name, c.created_at from public.clients c
    where c.agency_id = p_agency and not c.is_house and c.status = 'active'
      and (not p_conditions ? 'client_id' or c.id = (p_conditions ->> 'client_id')::uuid)
  ), walk as (
    -- From word to word in the longest steps that the time of silence allows: what lies between two of them was no silence.
    select f.id, f.name, first.at, (
      select max(m.occurred_at) from public.communications m
      where m.agency_id = p_agency and m.client_id = f.id and m.type <> 'note' and m.occurred_at > first.at and m.occurred_at <= first.at + span) as later
    from fitting f cross join lateral (
      select min(m.occurred_at) as at from public.communications m
      where p_past and m.agency_id = p_agency and m.client_id = f.id and m.type <> 'note' and m.occurred_at > p_from - span
    ) first
    where first.at <= p_to - span
    union all
    select w.id, w.name, next.at, (
      select max(m.occurred_at) from public.communications m
      where m.agency_id = p_agency and m.client_id = w.id and m.type <> 'note' and m.occurred_at > next.at and m.occurred_at <= next.at + span)
    from walk w cross join lateral (
      select coalesce(w.later, (
        select min(m.occurred_at) from public.communications m
        where m.agency_id = p_agency and m.client_id = w.id and m.type <> 'note' and m.occurred_at > w.at + span)) as at
    ) next
    where next.at <= p_to - span
  ), words as (
    select f.id, f.name, coalesce(said.at, f.created_at) as at from fitting f left join lateral (
      select max(m.occurred_at) as at from public.communications m
      where m.agency_id = p_agency and m.client_id = f.id and m.type <> 'note' and m.occurred_at <= p_to
    ) said on true
    union
    select w.id, w.name, w.at from walk w where w.later is null
    union
    select f.id, f.name, f.created_at from fitting f
    where p_past and not exists (
      select from public.communications m
      where m.agency_id = p_agency and m.client_id = f.id and m.type <> 'note' and m.occurred_at <= f.created_at + span)
  )
  select 'client:' || w.id || ':' || floor(extract(epoch from w.at))::bigint, 'client', w.id, w.id, w.name, null::int, w.at + span
  from words w
  where w.at + span > p_from and w.at + span <= p_to;
end $$;

create function private.workflow_matches(
  p_agency uuid, p_event text, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_past boolean, p_event_key text
) returns setof private.workflow_match
language plpgsql stable security definer set search_path = ''
as $$
begin
  case p_event
    when 'alert.critical' then return query select * from private.critical_alerts(p_agency, p_conditions, p_from, p_to, p_event_key);
    when 'run.published' then return query select * from private.published_runs(p_agency, p_conditions, p_from, p_to, p_event_key);
    when 'ticket.idle' then return query select * from private.idle_tickets(p_agency, p_conditions, p_from, p_to, p_past);
    when 'client.silent' then return query select * from private.silent_clients(p_agency, p_conditions, p_from, p_to, p_past);
  end case;
end $$;
comment on function private.workflow_matches(uuid, text, jsonb, timestamptz, timestamptz, boolean, text) is
  'What happened after `p_from` and up to `p_to` that meets a rule. `p_past`: also what has passed since, which only a dry run asks for.';

-- functions: what a rule does

create type private.workflow_outcome as (status text, detail text, product_type text, product_id uuid, product_label text, people_told int);

create function private.tell_of_rule(p_type text, p_rule public.workflow_triggers, p_event_key text, p_context_type text, p_context_id uuid, p_data jsonb, p_url text)
returns int
language plpgsql security definer set search_path = ''
as $$
declare
  wanted constant text := p_rule.options ->> 'notify';
begin
  return private.notify(p_type, p_rule.agency_id,
    case wanted when 'everybody' then private.staff_ids(p_rule.agency_id) when 'admins' then array(
      select u.id from public.clients c join public.users u on u.client_id = c.id
      where c.agency_id = p_rule.agency_id and c.is_house and u.role in ('agency_owner', 'agency_admin')) end,
    'rule:' || p_rule.id || ':' || p_event_key, p_context_type, p_context_id, null, p_data || jsonb_build_object('rule', p_rule.name), p_url);
end $$;

create function private.rule_opens_ticket(p_rule public.workflow_triggers, p_match private.workflow_match) returns private.workflow_outcome
language plpgsql security definer set search_path = ''
as $$
declare
  alert public.alerts;
  ticket public.tickets;
  wanted constant uuid := (p_rule.options ->> 'assignee_id')::uuid;
  assignee constant uuid := case when private.is_staff_of(wanted, p_rule.agency_id) then wanted end;
  told int;
begin
  -- Somebody may be making its ticket right now; then it has one when we get here.
  select a.* into alert from public.alerts a where a.agency_id = p_rule.agency_id and a.id = p_match.subject_id for update;
  if alert.status = 'resolved' then
    return row('skipped', 'alert_is_resolved', null, null, null, 0)::private.workflow_outcome;
  end if;
  select t.* into ticket from public.tickets t where t.agency_id = p_rule.agency_id and t.source_alert_id = alert.id;
  if ticket.id is not null then
    return row('skipped', 'has_ticket', null, null, null, 0)::private.workflow_outcome;
  end if;
  insert into public.tickets as t (agency_id, client_id, title, description, priority, assignee_id, due_on, visibility, source_alert_id, created_by)
  values (p_rule.agency_id, alert.client_id, alert.title,
    concat_ws(E'\n\n', nullif(btrim(alert.description), ''), 'Opened by the rule “' || p_rule.name || '”, because the alert is critical.'),
    p_rule.options ->> 'priority', assignee, private.today(p_rule.agency_id) + (p_rule.options ->> 'due_in_days')::int, 'internal', alert.id, p_rule.id)
  returning t.* into ticket;
  update public.alerts a set ticket_id = ticket.id where a.agency_id = alert.agency_id and a.id = alert.id;
  told := private.tell_of_rule('rule.opened_ticket', p_rule, p_match.event_key, 'ticket', ticket.id,
    jsonb_build_object('ticket', '#' || ticket.number, 'title', ticket.title,
      'client', (select c.name from public.clients c where c.agency_id = ticket.agency_id and c.id = ticket.client_id)),
    '/clients/' || ticket.client_id || '/tickets?ticket=' || ticket.number);
  return row('done', case when wanted is not null and assignee is null then 'assignee_left' end, 'ticket', ticket.id,
    '#' || ticket.number || ' ' || ticket.title, told)::private.workflow_outcome;
end $$;

create function private.rule_raises_alert(p_rule public.workflow_triggers, p_match private.workflow_match) returns private.workflow_outcome
language plpgsql security definer set search_path = ''
as $$
declare
  days constant int := (p_rule.conditions ->> 'days')::int;
  span constant text := case when days = 1 then 'a day' else days || ' days' end;
  key constant text := 'rule:' || p_rule.id || ':' || p_match.subject_id;
  alert public.alerts;
  told int := 0;
begin
  insert into public.alerts as a (agency_id, client_id, dedup_key, severity, title, description, source, created_by, previous_alert_id)
  values (p_rule.agency_id, p_match.client_id, key, p_rule.options ->> 'severity',
    left(case when p_rule.event = 'ticket.idle' then 'No progress for ' || span || ' on #' || p_match.number || ': ' || p_match.label
      else 'No contact for ' || span end, 200),
    'Raised by the rule “' || p_rule.name || '”.', 'automation', p_rule.id,
    (select e.id from public.alerts e where e.agency_id = p_rule.agency_id and e.client_id = p_match.client_id and e.dedup_key = key and e.status = 'resolved'
      order by e.resolved_at desc limit 1))
  on conflict (agency_id, client_id, dedup_key) where status <> 'resolved' and dedup_key is not null
  do update set occurrences = a.occurrences + 1, last_seen_at = now()
  returning a.* into alert;
  if alert.occurrences = 1 then
    told := private.tell_of_rule('rule.raised_alert', p_rule, p_match.event_key, 'alert', alert.id,
      jsonb_build_object('title', alert.title, 'reason', 'Since ' || to_char(p_match.happened_at - make_interval(days => days), 'FMDD Mon YYYY') || '.',
        'client', (select c.name from public.clients c where c.agency_id = alert.agency_id and c.id = alert.client_id)),
      '/alerts?alert=' || alert.id);
  end if;
  return row('done', case when alert.occurrences > 1 then 'counted_on_the_first' end, 'alert', alert.id, alert.title, told)::private.workflow_outcome;
end $$;

create function private.rule_tells_stakeholders(p_rule public.workflow_triggers, p_match private.workflow_match) returns private.workflow_outcome
language plpgsql security definer set search_path = ''
as $$
declare
  run public.cc_n3_runs;
  people uuid[];
  told int;
begin
  select r.* into run from public.cc_n3_runs r where r.tenant_id = p_rule.agency_id and r.id = p_match.subject_id;
  if not private.is_public(run) then
    return row('skipped', 'run_not_public', null, null, null, 0)::private.workflow_outcome;
  end if;
  people := private.run_people(run.tenant_id, run.id);
  if cardinality(people) = 0 then
    return row('skipped', 'nobody_follows', null, null, null, 0)::private.workflow_outcome;
  end if;
  told := private.notify('run.update', run.tenant_id, people, 'rule:' || p_rule.id || ':' || p_match.event_key, 'service_run', run.id, run.id,
    jsonb_build_object('subject', btrim(regexp_replace(p_rule.options ->> 'subject', '[[:cntrl:]]+', ' ', 'g')), 'body', btrim(p_rule.options ->> 'body'),
      'run', run.name, 'person', 'Sent by a rule'),
    '/shared/' || run.id);
  return row('done', null, null, null, null, told)::private.workflow_outcome;
end $$;

-- One event, one rule. The row comes first: whoever is second finds it, also when both come at the same moment.
create function private.follow_rule(p_rule public.workflow_triggers, p_match private.workflow_match) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  execution uuid;
  outcome private.workflow_outcome;
begin
  insert into public.workflow_executions (agency_id, trigger_id, event_key, client_id, subject_type, subject_id, subject_label, status, happened_at)
  values (p_rule.agency_id, p_rule.id, p_match.event_key, p_match.client_id, p_match.subject_type, p_match.subject_id,
    left(coalesce('#' || p_match.number || ' ', '') || p_match.label, 300), 'done', p_match.happened_at)
  on conflict (agency_id, trigger_id, event_key) do nothing
  returning id into execution;
  if execution is null then
    return false;
  end if;
  perform set_config('audienceos.acting_rule', p_rule.id::text, true);
  begin
    outcome := case p_rule.action
      when 'open_ticket' then private.rule_opens_ticket(p_rule, p_match)
      when 'raise_alert' then private.rule_raises_alert(p_rule, p_match)
      when 'notify_stakeholders' then private.rule_tells_stakeholders(p_rule, p_match)
    end;
  exception
    -- In somebody's way just now: nothing has happened, and the next round tries again.
    when serialization_failure or deadlock_detected or lock_not_available then
      raise;
    when others then
      outcome := row('failed', left(sqlerrm, 500), null, null, null, 0)::private.workflow_outcome;
  end;
  perform set_config('audienceos.acting_rule', '', true);
  update public.workflow_executions e set status = outcome.status, detail = outcome.detail, product_type = outcome.product_type,
    product_id = outcome.product_id, product_label = left(outcome.product_label, 300), people_told = coalesce(outcome.people_told, 0)
  where e.agency_id = p_rule.agency_id and e.id = execution;
  return true;
end $$;
comment on function private.follow_rule(public.workflow_triggers, private.workflow_match) is
  'Does what a rule says about one event, once ever. What goes wrong is undone, and its reason kept in the log.';

-- functions: regular work

create function private.follow_events(p_max int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  noted private.workflow_events;
  rule public.workflow_triggers;
  match private.workflow_match;
  is_done boolean;
  acted int := 0;
begin
  for noted in
    select e.* from private.workflow_events e where e.handled_at is null and e.due_at <= now() order by e.due_at limit p_max for update skip locked
  loop
    is_done := true;
    for rule in
      select t.* from public.workflow_triggers t left join public.workflow_settings s on s.agency_id = t.agency_id
      where t.agency_id = noted.agency_id and t.event = noted.event and t.is_on and t.deleted_at is null
        and noted.happened_at >= t.on_since and (s.id is null or s.is_enabled and noted.happened_at >= s.enabled_at)
      order by t.created_at, t.id
    loop
      begin
        for match in
          select m.* from private.workflow_matches(rule.agency_id, rule.event, rule.conditions, '-infinity', 'infinity', false, noted.event_key) m
        loop
          acted := acted + private.follow_rule(rule, match)::int;
        end loop;
      exception
        when serialization_failure or deadlock_detected or lock_not_available then
          is_done := false;
        when others then
          perform private.log_broken_rule(rule, sqlerrm);
      end;
    end loop;
    update private.workflow_events e set handled_at = case when is_done then now() end,
      due_at = case when is_done then e.due_at else now() + interval '1 minute' end
    where e.agency_id = noted.agency_id and e.event_key = noted.event_key;
  end loop;
  return acted;
end $$;

-- Once a day is enough to know of it.
create function private.log_broken_rule(p_rule public.workflow_triggers, p_reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.workflow_executions (agency_id, trigger_id, event_key, subject_type, subject_id, subject_label, status, detail, happened_at)
  values (p_rule.agency_id, p_rule.id, 'broken:' || current_date, 'rule', p_rule.id, left(p_rule.name, 300), 'failed', left(p_reason, 500), now())
  on conflict (agency_id, trigger_id, event_key) do nothing;
end $$;

create function private.follow_time(p_max_rules int, p_max_matches int) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  due private.workflow_checks;
  rule public.workflow_triggers;
  switch public.workflow_settings;
  match private.workflow_match;
  found_here int;
  acted int := 0;
  until timestamptz;
  last_at timestamptz;
begin
  for due in select c.* from private.workflow_checks c where c.next_at <= now() order by c.next_at limit p_max_rules for update skip locked loop
    found_here := 0;
    until := due.looked_until;
    select t.* into rule from public.workflow_triggers t where t.agency_id = due.agency_id and t.id = due.trigger_id and t.is_on and t.deleted_at is null;
    if not found then
      delete from private.workflow_checks c where c.agency_id = due.agency_id and c.trigger_id = due.trigger_id;
      continue;
    end if;
    select s.* into switch from public.workflow_settings s where s.agency_id = rule.agency_id;
    if coalesce(switch.is_enabled, true) then
      begin
        until := now();
        for match in
          select m.* from private.workflow_matches(
            rule.agency_id, rule.event, rule.conditions, greatest(rule.on_since, switch.enabled_at, due.looked_until), now(), false, null) m
          where not exists (
            select from public.workflow_executions e where e.agency_id = rule.agency_id and e.trigger_id = rule.id and e.event_key = m.event_key)
          order by m.happened_at, m.event_key limit p_max_matches
        loop
          found_here := found_here + 1;
          last_at := match.happened_at;
          begin
            acted := acted + private.follow_rule(rule, match)::int;
          exception
            -- In somebody's way: the next round begins here again, and so it does where a slice ends.
            when serialization_failure or deadlock_detected or lock_not_available then
              until := least(until, match.happened_at - interval '1 microsecond');
          end;
        end loop;
        if found_here = p_max_matches then
          until := least(until, last_at - interval '1 microsecond');
        end if;
      exception
        when others then
          until := due.looked_until;
          perform private.log_broken_rule(rule, sqlerrm);
      end;
    end if;
    -- A full slice has more behind it.
    update private.workflow_checks c set next_at = now() + case when found_here = p_max_matches then interval '0' else interval '15 minutes' end,
      looked_until = case when rule.event = 'ticket.idle' then until end
    where c.agency_id = due.agency_id and c.trigger_id = due.trigger_id;
  end loop;
  return acted;
end $$;

-- A part of run_delivery_housekeeping, which must go on whatever happens here.
create function private.run_automation() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  patience constant text := current_setting('lock_timeout');
  acted int := 0;
begin
  -- Nobody's own work waits long for a rule, and a rule does not wait long for theirs.
  perform set_config('lock_timeout', '2s', true);
  begin
    acted := private.follow_events(200);
  exception when others then
    raise warning 'rules about events did not run: %', sqlerrm;
  end;
  begin
    acted := acted + private.follow_time(50, 100);
  exception when others then
    raise warning 'rules about time did not run: %', sqlerrm;
  end;
  delete from private.workflow_events e where (e.agency_id, e.event_key) in (
    select o.agency_id, o.event_key from private.workflow_events o where o.handled_at < now() - interval '60 days' order by o.handled_at limit 1000);
  perform set_config('lock_timeout', patience, true);
  return acted;
end $$;
comment on function private.run_automation() is
  'What rules have to do now, in slices: 200 events, and 100 matches of each of 50 rules about time. Safe from several workers and after any crash.';

-- functions: looking before leaping

create function private.dry_run_workflow(p_event text, p_conditions jsonb, p_action text, p_options jsonb)
returns table (total int, happened_at timestamptz, subject_type text, subject_id uuid, label text, number int, client_id uuid, client_name text, people int)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_billing_agency_id();
begin
  if agency is null then
    perform private.refuse(403, 'billing_required');
  end if;
  if not coalesce(private.workflow_rule_valid(p_event, p_conditions, p_action, p_options), false) then
    perform private.refuse(400, 'invalid_rule');
  end if;
  return query
  with matches as (
    select m.*, count(*) over ()::int as total
    from private.workflow_matches(agency, p_event, p_conditions, now() - interval '30 days', now(), true, null) m
    order by m.happened_at desc, m.event_key limit 50
  )
  select m.total, m.happened_at, m.subject_type, m.subject_id, m.label, m.number, m.client_id, c.name,
    case when m.subject_type = 'run' then cardinality(private.run_people(agency, m.subject_id)) end
  from matches m left join public.clients c on c.agency_id = agency and c.id = m.client_id
  order by m.happened_at desc, m.event_key;
end $$;

-- What a rule names, in words: its conditions and options hold ids.
create function public.named(rule public.workflow_triggers) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object(
    'client', (select c.name from public.clients c where c.agency_id = rule.agency_id and c.id = (rule.conditions ->> 'client_id')::uuid),
    'assignee', private.colleague_name((rule.options ->> 'assignee_id')::uuid), 'author', private.colleague_name(rule.created_by))
$$;
comment on function public.named(public.workflow_triggers) is 'Names of the client, the assignee and the author of a rule, as a column of it.';

create function public.tally(rule public.workflow_triggers) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object('done', count(*) filter (where e.status = 'done'), 'failed', count(*) filter (where e.status = 'failed'), 'last_at', max(e.created_at))
  from (
    select x.status, x.created_at from public.workflow_executions x
    where x.agency_id = rule.agency_id and x.trigger_id = rule.id and x.created_at > now() - interval '30 days'
    order by x.created_at desc, x.id desc limit 1000
  ) e
$$;
comment on function public.tally(public.workflow_triggers) is 'What a rule did in the last 30 days, as a column of it; counted up to 1,000.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'check_rule()', 'hand_over_rules(uuid, uuid, uuid)', 'refuse_own_work()', 'note_critical_alert()', 'note_published_run()',
    'critical_alerts(uuid, jsonb, timestamptz, timestamptz, text)', 'published_runs(uuid, jsonb, timestamptz, timestamptz, text)',
    'once_idle_tickets(uuid, jsonb, text[], int[], timestamptz, timestamptz)', 'idle_tickets(uuid, jsonb, timestamptz, timestamptz, boolean)', 'silent_clients(uuid, jsonb, timestamptz, timestamptz, boolean)',
    'workflow_matches(uuid, text, jsonb, timestamptz, timestamptz, boolean, text)',
    'tell_of_rule(text, public.workflow_triggers, text, text, uuid, jsonb, text)',
    'rule_opens_ticket(public.workflow_triggers, private.workflow_match)', 'rule_raises_alert(public.workflow_triggers, private.workflow_match)',
    'rule_tells_stakeholders(public.workflow_triggers, private.workflow_match)', 'follow_rule(public.workflow_triggers, private.workflow_match)',
    'follow_events(int)', 'log_broken_rule(public.workflow_triggers, text)', 'follow_time(int, int)', 'run_automation()',
    'dry_run_workflow(text, jsonb, text, jsonb)'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
-- Checks of the tables call these, so whoever may write the rows needs them.
grant execute on function
  private.workflow_catalogue(), private.workflow_value_fits(jsonb, text), private.workflow_rule_valid(text, jsonb, text, jsonb)
to authenticated, service_role, audienceos_definer;
grant execute on function private.dry_run_workflow(text, jsonb, text, jsonb) to authenticated;

-- functions: what the API offers

create function public.dry_run_workflow(event text, conditions jsonb, action text, options jsonb)
returns table (total int, happened_at timestamptz, subject_type text, subject_id uuid, label text, number int, client_id uuid, client_name text, people int)
language sql stable set search_path = ''
as $$ select * from private.dry_run_workflow(event, conditions, action, options) $$;
comment on function public.dry_run_workflow(text, jsonb, text, jsonb) is
  'What a rule would have acted on in the last 30 days: the newest 50, each with the count of all. Writes nothing. 400 invalid_rule; 403 billing_required.';

-- Whoever looks at what happened to one thing wants the name of a rule as much as that of a person.
create function public.actor_name(entry public.activity_log) returns text
language sql stable set search_path = ''
as $$ select private.colleague_name(entry.actor_id) $$;
comment on function public.actor_name(public.activity_log) is 'Name of the person or the rule that did it, as a column of the history; null for somebody who left.';

grant execute on function public.actor_name(public.activity_log), public.dry_run_workflow(text, jsonb, text, jsonb), public.named(public.workflow_triggers), public.tally(public.workflow_triggers) to authenticated;

-- triggers

create trigger workflow_settings_stamp before update on public.workflow_settings for each row execute function private.stamp_switch();
create trigger workflow_settings_set_updated_at before update on public.workflow_settings for each row execute function private.set_updated_at();
create trigger workflow_settings_keep_their_agency before update on public.workflow_settings
  for each row execute function private.refuse_key_change('agency_id');
create trigger workflow_triggers_stamp before insert or update on public.workflow_triggers for each row execute function private.stamp_rule();
create trigger workflow_triggers_set_updated_at before update on public.workflow_triggers for each row execute function private.set_updated_at();
create trigger workflow_triggers_keep_their_agency before update on public.workflow_triggers
  for each row execute function private.refuse_key_change('agency_id', 'event', 'action', 'created_by');
create trigger workflow_triggers_check after insert or update on public.workflow_triggers for each row execute function private.check_rule();
create trigger workflow_executions_refuse_own_work before insert on public.workflow_executions for each row execute function private.refuse_own_work();
create trigger workflow_executions_keep_their_event before update on public.workflow_executions
  for each row execute function private.refuse_key_change('agency_id', 'trigger_id', 'event_key', 'subject_id');
create trigger alerts_note_for_rules after insert or update of severity on public.alerts for each row execute function private.note_critical_alert();
create trigger run_announcements_note_for_rules after insert or update of announced_at on private.run_announcements
  for each row execute function private.note_published_run();

call private.keep_history('public.workflow_settings', 'agency_id', 'agency_id');
call private.keep_history('public.workflow_triggers', 'agency_id', 'id');
