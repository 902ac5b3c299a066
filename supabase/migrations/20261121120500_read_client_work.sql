-- Reading client work: what the pages of a client, the agency's home page, the timeline and the search show, in one call each.

-- tables

create type public.work_counts as (open_alerts int, snoozed_alerts int, live_tickets int, communications int, documents int, invoices int);
comment on type public.work_counts is 'What the tabs of a client say, each exactly the number of rows that the caller finds behind it, up to 1000.';

create type public.ticket_counts as (
  live int, mine int, unassigned int, overdue int, open int, in_progress int, waiting int, resolved int, closed int, everything int
);
comment on type public.ticket_counts is 'How many tickets each tab and column holds, up to 1000; more are said as 1000.';

create type public.alert_counts as (
  live int, awake int, open int, acknowledged int, snoozed int, critical int, high int, medium int, low int, resolved int
);
comment on type public.alert_counts is
  'How many alerts each tab holds, up to 1000. `live` are all that are not resolved, `snoozed` those of them that are out of sight and `awake` '
  'the others, which the severities count.';

create type public.client_standing as (
  client_id uuid,
  name text,
  status text,
  is_house boolean,
  critical int,
  high int,
  medium int,
  low int,
  snoozed int,
  unacknowledged int,
  awake_critical int,
  awake_high int,
  awake_unacknowledged int,
  oldest_unacknowledged_at timestamptz,
  live_tickets int,
  urgent_tickets int,
  overdue_tickets int,
  unassigned_tickets int,
  waiting_for_client int,
  last_contact_at timestamptz,
  last_contact_direction text,
  reply_minutes int
);
comment on type public.client_standing is
  'The raw numbers of one client''s health. Severities count alerts that are not resolved, the awake ones without '
  'those that are snoozed. reply_minutes: median time from what the client said '
  'to the next answer within 30 days; null without one.';

create type public.agency_week as (
  week_start date, tickets_opened int, tickets_resolved int, alerts_raised int, alerts_resolved int, inbound int, outbound int, runs int
);
comment on type public.agency_week is 'What happened in one week, Monday to Sunday in the agency''s time zone; runs are those that start in it.';

create type public.agency_standing as (today date, clients public.client_standing[], weeks public.agency_week[]);
comment on type public.agency_standing is 'The row of agency_overview, where it is read as a column of the agency.';

create type public.timeline_entry as (
  at timestamptz, kind text, event text, id uuid, title text, detail text, direction text, status text, number int, person text, visibility text,
  is_pinned boolean, cursor text
);
comment on type public.timeline_entry is
  'One thing that happened with a client. kind: email, call, meeting, note, alert, ticket, comment, document, invoice; event: logged, raised, '
  'acknowledged, escalated, resolved, reopened, opened, moved, closed, commented, added, sent, paid. '
  '`cursor` is what the next call takes as `before`.';

create type public.search_hit as (
  kind text, id uuid, title text, subtitle text, client_id uuid, client_name text, number int, status text, at timestamptz
);
comment on type public.search_hit is 'kind: client, ticket, alert, document, communication, person, run.';

-- functions: words

-- Words as they are, without a language's grammar: names, numbers and codes are what people look for here.
-- Its price is told, or looking at each of a million rows in order would seem cheaper than the index over the words.
create function private.search_words(title text, body text) returns tsvector
language sql immutable parallel safe cost 2000 set search_path = ''
as $$ select to_tsvector('pg_catalog.simple'::regconfig, left(coalesce(title, '') || ' ' || coalesce(body, ''), 20000)) $$;
comment on function private.search_words(text, text) is 'The words by which something is found. Indexes are made over it, so queries spell it the same way.';

-- All words, each as the beginning of one: `inv mar` finds "Invoice, March".
create function private.search_query(query text) returns tsquery
language sql immutable parallel safe set search_path = ''
as $$
  select nullif(string_agg(quote_literal(word) || ':*', ' & '), '')::tsquery
  from regexp_split_to_table(lower(left(query, 200)), '[^[:alnum:]]+') word where word <> ''
$$;

-- indexes

create index clients_by_words on public.clients using gin (private.search_words(name, website));
create index tickets_by_words on public.tickets using gin (private.search_words(title, description));
create index alerts_by_words on public.alerts using gin (private.search_words(title, description));
create index communications_by_words on public.communications using gin (private.search_words(subject, body));
create index cc_n3_runs_by_words on public.cc_n3_runs using gin (private.search_words(name, description));
create index documents_by_words on public.documents using gin (private.search_words(name, null));

-- functions: counts, under the caller's own policies

-- In plpgsql, because invoices come with billing, in a later file: their table is looked for when the function is called.
create function public.work_counts(client public.clients) returns public.work_counts
language plpgsql stable set search_path = ''
as $$
begin
  return row(
    (select count(*)::int from (select from public.alerts a where a.agency_id = client.agency_id and a.client_id = client.id and a.status <> 'resolved' limit 1000) x),
    (select count(*)::int from (select from public.alerts a where a.agency_id = client.agency_id and a.client_id = client.id and a.status <> 'resolved'
      and a.snoozed_until > now() limit 1000) x),
    (select count(*)::int from (select from public.tickets t where t.agency_id = client.agency_id and t.client_id = client.id and t.is_live limit 1000) x),
    (select count(*)::int from (select from public.communications c where c.agency_id = client.agency_id and c.client_id = client.id limit 1000) x),
    (select count(*)::int from (select from public.documents d where d.agency_id = client.agency_id and d.client_id = client.id
      and d.deleted_at is null and d.status = 'ready' limit 1000) x),
    -- Whoever may read none is not made to look through all of them.
    case when (select private.my_billing_agency_id()) is null and (select private.my_viewer_client_id()) is null then 0
      else (select count(*)::int from (select from public.invoices i where i.agency_id = client.agency_id and i.client_id = client.id
        and i.type = 'outgoing' limit 1000) x) end
  )::public.work_counts;
end $$;
comment on function public.work_counts(public.clients) is 'The numbers on the tabs of a client, as a column of it, under the caller''s own policies.';

create function private.today(p_agency uuid) returns date
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (now() at time zone coalesce((
    select a.settings ->> 'time_zone' from public.agencies a where a.id = p_agency and private.is_time_zone(a.settings ->> 'time_zone')), 'UTC'))::date;
end $$;
comment on function private.today(uuid) is 'The date it is for an agency, by which tickets are overdue.';

create function private.my_time_zone(p_agency uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select case when private.is_time_zone(a.settings ->> 'time_zone') then a.settings ->> 'time_zone' else 'UTC' end
    from public.agencies a where a.id = p_agency and a.id = private.my_agency_id());
end $$;
comment on function private.my_time_zone(uuid) is 'The clock of the caller''s own agency, also for viewers, who cannot read the agency; null for any other.';

create function public.time_zone(client public.clients) returns text
language sql stable set search_path = ''
as $$ select private.my_time_zone(client.agency_id) $$;
comment on function public.time_zone(public.clients) is 'The clock by which a client''s days begin, its agency''s, as a column of the client.';

create function private.ticket_counts(p_agency uuid, p_client_id uuid) returns public.ticket_counts
language plpgsql stable set search_path = ''
as $$
declare
  me constant uuid := private.my_user_id();
  today constant date := private.today(p_agency);
  counts public.ticket_counts;
begin
  select
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.is_live limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.is_live and t.assignee_id = me limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.is_live and t.assignee_id is null limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.is_live and t.due_on < today limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.status = 'open' limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.status = 'in_progress' limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.status = 'waiting' limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.status = 'resolved' limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) and t.status = 'closed' limit 1000) x),
    (select count(*) from (select from public.tickets t where t.agency_id = p_agency and (p_client_id is null or t.client_id = p_client_id) limit 1000) x)
  into counts;
  return counts;
end $$;

create function private.alert_counts(p_agency uuid, p_client_id uuid) returns public.alert_counts
language plpgsql stable set search_path = ''
as $$
declare
  counts public.alert_counts;
begin
  -- Each stops by itself at 1000, or those that are many would hide those that are few.
  select
    (select count(*) from (select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.status <> 'resolved' limit 1000) x),
    null,
    (select count(*) from (select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.status = 'open' limit 1000) x),
    (select count(*) from (select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.status = 'acknowledged' limit 1000) x),
    (select count(*) from (select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.snoozed_until > now() limit 1000) x),
    null, null, null, null,
    (select count(*) from (select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.status = 'resolved' limit 1000) x)
  into counts;
  select count(*) filter (where s.rank = 0), count(*) filter (where s.rank = 1), count(*) filter (where s.rank = 2), count(*) filter (where s.rank = 3),
    least(count(*), 1000)
  into counts.critical, counts.high, counts.medium, counts.low, counts.awake
  from generate_series(0, 3) s (rank) cross join lateral (
    select from public.alerts a where a.agency_id = p_agency and (p_client_id is null or a.client_id = p_client_id) and a.status <> 'resolved'
      and a.severity_rank = s.rank and (a.snoozed_until is null or a.snoozed_until <= now()) limit 1000
  ) a;
  return counts;
end $$;

create function public.ticket_counts(agency public.agencies) returns public.ticket_counts
language sql stable set search_path = ''
as $$ select private.ticket_counts(agency.id, null) $$;
comment on function public.ticket_counts(public.agencies) is 'How many tickets each tab and column of the agency''s list holds, as a column of the agency.';

create function public.ticket_counts(client public.clients) returns public.ticket_counts
language sql stable set search_path = ''
as $$ select private.ticket_counts(client.agency_id, client.id) $$;
comment on function public.ticket_counts(public.clients) is 'How many tickets each tab and column of a client''s list holds, as a column of the client.';

create function public.alert_counts(agency public.agencies) returns public.alert_counts
language sql stable set search_path = ''
as $$ select private.alert_counts(agency.id, null) $$;
comment on function public.alert_counts(public.agencies) is 'How many alerts each tab of the agency''s list holds, as a column of the agency.';

create function public.alert_counts(client public.clients) returns public.alert_counts
language sql stable set search_path = ''
as $$ select private.alert_counts(client.agency_id, client.id) $$;
comment on function public.alert_counts(public.clients) is 'How many alerts each tab of a client''s list holds, as a column of the client.';

-- functions: how clients stand

-- Elevated, so that 200 clients cost one pass over each index; it begins by asking whose staff the caller is.
-- Planned anew each time: the plan that Postgres would keep after five calls knows neither agency nor client, and takes forty times as long.
create function private.client_standings(p_client_id uuid) returns setof public.client_standing
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  today constant date := private.today(agency);
begin
  return query
  with alert as (
    select a.client_id,
      count(*) filter (where a.severity_rank = 0) as critical, count(*) filter (where a.severity_rank = 1) as high,
      count(*) filter (where a.severity_rank = 2) as medium, count(*) filter (where a.severity_rank = 3) as low,
      count(*) filter (where a.snoozed_until > now()) as snoozed, count(*) filter (where a.status = 'open') as unacknowledged,
      count(*) filter (where a.severity_rank = 0 and awake.yes) as awake_critical, count(*) filter (where a.severity_rank = 1 and awake.yes) as awake_high,
      count(*) filter (where a.status = 'open' and awake.yes) as awake_unacknowledged,
      min(a.created_at) filter (where a.status = 'open' and awake.yes) as oldest
    from public.alerts a cross join lateral (select a.snoozed_until is null or a.snoozed_until <= now() as yes) awake
    where a.agency_id = agency and (p_client_id is null or a.client_id = p_client_id) and a.status <> 'resolved'
    group by a.client_id
  ), ticket as (
    select t.client_id, count(*) as live, count(*) filter (where t.priority_rank = 0) as urgent, count(*) filter (where t.due_on < today) as overdue,
      count(*) filter (where t.assignee_id is null) as unassigned
    from public.tickets t
    where t.agency_id = agency and (p_client_id is null or t.client_id = p_client_id) and t.is_live
    group by t.client_id
  ), talk as (
    select c.client_id, c.direction, c.occurred_at,
      lag(c.direction) over by_time as before,
      -- From the end backwards, so that the next answer is always the last one seen.
      min(c.occurred_at) filter (where c.direction = 'outbound') over (
        partition by c.client_id order by c.occurred_at desc, c.id desc rows between unbounded preceding and 1 preceding) as answered_at
    from public.communications c
    where c.agency_id = agency and (p_client_id is null or c.client_id = p_client_id) and c.type <> 'note' and c.occurred_at > now() - interval '30 days'
    window by_time as (partition by c.client_id order by c.occurred_at, c.id)
  ), reply as (
    select talk.client_id,
      percentile_cont(0.5) within group (order by extract(epoch from talk.answered_at - talk.occurred_at) / 60) as minutes
    from talk
    where talk.direction = 'inbound' and talk.before is distinct from 'inbound' and talk.answered_at is not null
    group by talk.client_id
  )
  select c.id, c.name, c.status, c.is_house,
    coalesce(alert.critical, 0)::int, coalesce(alert.high, 0)::int, coalesce(alert.medium, 0)::int, coalesce(alert.low, 0)::int,
    coalesce(alert.snoozed, 0)::int, coalesce(alert.unacknowledged, 0)::int,
    coalesce(alert.awake_critical, 0)::int, coalesce(alert.awake_high, 0)::int, coalesce(alert.awake_unacknowledged, 0)::int, alert.oldest,
    coalesce(ticket.live, 0)::int, coalesce(ticket.urgent, 0)::int, coalesce(ticket.overdue, 0)::int, coalesce(ticket.unassigned, 0)::int,
    (select count(*)::int from public.tickets t where t.agency_id = agency and t.client_id = c.id and t.status = 'waiting' and t.waiting_for = 'client'),
    contact.occurred_at, contact.direction, reply.minutes::int
  from public.clients c
  left join alert on alert.client_id = c.id
  left join ticket on ticket.client_id = c.id
  left join reply on reply.client_id = c.id
  left join lateral (
    select l.occurred_at, l.direction from public.communications l
    where l.agency_id = agency and l.client_id = c.id and l.type <> 'note' order by l.occurred_at desc, l.id desc limit 1
  ) contact on true
  where c.agency_id = agency and (p_client_id is null or c.id = p_client_id);
end $$;

create function private.agency_weeks(p_weeks int) returns setof public.agency_week
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
  zone constant text := coalesce((
    select a.settings ->> 'time_zone' from public.agencies a where a.id = agency and private.is_time_zone(a.settings ->> 'time_zone')), 'UTC');
  this_week constant date := date_trunc('week', now() at time zone zone)::date;
  since constant timestamptz := (this_week - 7 * (p_weeks - 1))::timestamp at time zone zone;
begin
  return query
  with happened as (
    select date_trunc('week', t.created_at at time zone zone)::date as week, 1 as n from public.tickets t
    where t.agency_id = agency and t.created_at >= since
  ), opened as (select week, count(*)::int as n from happened group by week
  ), resolved as (
    select date_trunc('week', t.resolved_at at time zone zone)::date as week, count(*)::int as n from public.tickets t
    where t.agency_id = agency and t.resolved_at >= since group by 1
  ), raised as (
    select date_trunc('week', a.created_at at time zone zone)::date as week, count(*)::int as n from public.alerts a
    where a.agency_id = agency and a.created_at >= since group by 1
  ), settled as (
    select date_trunc('week', a.resolved_at at time zone zone)::date as week, count(*)::int as n from public.alerts a
    where a.agency_id = agency and a.status = 'resolved' and a.resolved_at >= since group by 1
  ), talked as (
    select date_trunc('week', c.occurred_at at time zone zone)::date as week,
      (count(*) filter (where c.direction = 'inbound'))::int as inbound, (count(*) filter (where c.direction = 'outbound'))::int as outbound
    from public.communications c where c.agency_id = agency and c.occurred_at >= since group by 1
  ), begun as (
    select date_trunc('week', r.starts_at at time zone zone)::date as week, count(*)::int as n from public.cc_n3_runs r
    where r.tenant_id = agency and r.starts_at >= since and r.starts_at < (this_week + 7)::timestamp at time zone zone group by 1
  )
  select w.week, coalesce(opened.n, 0), coalesce(resolved.n, 0), coalesce(raised.n, 0), coalesce(settled.n, 0), coalesce(talked.inbound, 0), coalesce(talked.outbound, 0),
    coalesce(begun.n, 0)
  from (select (this_week - 7 * n)::date as week from generate_series(0, p_weeks - 1) n) w
  left join opened on opened.week = w.week
  left join resolved on resolved.week = w.week
  left join raised on raised.week = w.week
  left join settled on settled.week = w.week
  left join talked on talked.week = w.week
  left join begun on begun.week = w.week
  order by w.week;
end $$;

create function public.agency_overview()
returns table (today date, clients public.client_standing[], weeks public.agency_week[])
language sql stable set search_path = ''
as $$
  select private.today(agency.id), coalesce((select array_agg(s) from private.client_standings(null) s), '{}'), (select array_agg(w) from private.agency_weeks(8) w)
  from (select private.my_staff_agency_id() as id) agency where agency.id is not null
$$;
comment on function public.agency_overview() is
  'How every client of the caller''s agency stands, the house client included, and the last eight weeks. Staff only; no row for others.';

create function public.standing(agency public.agencies) returns public.agency_standing
language sql stable set search_path = ''
as $$ select row(o.today, o.clients, o.weeks)::public.agency_standing from public.agency_overview() o where agency.id = (select private.my_staff_agency_id()) $$;
comment on function public.standing(public.agencies) is 'The row of agency_overview, as a column of the caller''s agency; null for any other.';

-- functions: the timeline, under the caller's own policies. Each branch stops at a page of its own index.

create function public.client_timeline(client_id uuid, before text default null, kinds text[] default null, page_size int default 50)
returns setof public.timeline_entry
language plpgsql stable set search_path = ''
as $$
#variable_conflict use_column
declare
  agency uuid;
  size constant int := least(greatest(coalesce(page_size, 50), 1), 200);
  -- `<moment>~<event>~<id>`, as `cursor` has it; a bare moment means everything before it.
  until_at timestamptz;
  until_event text;
  until_id uuid;
  is_staff boolean;
  -- Who may read no invoices is not made to look through them.
  has_invoices boolean;
begin
  select c.agency_id into agency from public.clients c where c.id = client_timeline.client_id;
  if agency is null then
    return;
  end if;
  is_staff := agency is not distinct from private.my_staff_agency_id();
  has_invoices := (kinds is null or 'invoice' = any (kinds)) and (private.my_billing_agency_id() is not null or private.my_viewer_client_id() is not null);
  begin
    until_at := coalesce(nullif(split_part(coalesce(before, ''), '~', 1), '')::timestamptz, 'infinity');
    until_event := split_part(coalesce(before, ''), '~', 2);
    until_id := coalesce(nullif(split_part(coalesce(before, ''), '~', 3), '')::uuid, '00000000-0000-0000-0000-000000000000');
  exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
    perform private.refuse(400, 'invalid_cursor');
  end;
  return query
  select e.at, e.kind, e.event, e.id, e.title, left(e.detail, 500), e.direction, e.status, e.number, private.colleague_name(e.person_id), e.visibility,
    e.is_pinned, e.at || '~' || e.event || '~' || e.id
  from (
    (select c.occurred_at as at, c.type as kind, 'logged' as event, c.id, coalesce(c.subject, '') as title, c.body as detail, c.direction, null::text as status,
      null::int as number, c.author_id as person_id, c.visibility, c.pinned_at is not null as is_pinned
    from public.communications c
    where c.agency_id = agency and c.client_id = client_timeline.client_id and (kinds is null or c.type = any (kinds))
      and c.occurred_at <= until_at and (c.occurred_at, 'logged'::text, c.id) < (until_at, until_event, until_id)
    order by c.occurred_at desc, c.id desc limit size)
    union all
    (select a.created_at, 'alert', 'raised', a.id, a.title, a.description, null, a.severity, null, a.created_by, a.visibility, false
    from public.alerts a
    where a.agency_id = agency and a.client_id = client_timeline.client_id and (kinds is null or 'alert' = any (kinds))
      and a.created_at <= until_at and (a.created_at, 'raised'::text, a.id) < (until_at, until_event, until_id)
    order by a.created_at desc, a.id desc limit size)
    union all
    (select a.resolved_at, 'alert', 'resolved', a.id, a.title, a.resolution_note, null, a.severity, null, a.resolved_by, a.visibility, false
    from public.alerts a
    where a.agency_id = agency and a.client_id = client_timeline.client_id and a.status = 'resolved' and (kinds is null or 'alert' = any (kinds))
      and a.resolved_at <= until_at and (a.resolved_at, 'resolved'::text, a.id) < (until_at, until_event, until_id)
    order by a.resolved_at desc, a.id desc limit size)
    union all
    (select t.created_at, 'ticket', 'opened', t.id, t.title, t.description, null, t.priority, t.number, t.created_by, t.visibility, false
    from public.tickets t
    where t.agency_id = agency and t.client_id = client_timeline.client_id and (kinds is null or 'ticket' = any (kinds))
      and t.created_at <= until_at and (t.created_at, 'opened'::text, t.id) < (until_at, until_event, until_id)
    order by t.created_at desc, t.id desc limit size)
    union all
    (select t.resolved_at, 'ticket', 'resolved', t.id, t.title, null, null, t.status, t.number, (
        -- The ticket keeps when, its history who; viewers read no history.
        select l.actor_id from public.activity_log l
        where l.agency_id = agency and l.subject_id = t.id and l.table_name = 'tickets' and l.action = 'update' and l.created_at = t.resolved_at
        order by l.id desc limit 1
      ), t.visibility, false
    from public.tickets t
    where t.agency_id = agency and t.client_id = client_timeline.client_id and t.resolved_at is not null and (kinds is null or 'ticket' = any (kinds))
      and t.resolved_at <= until_at and (t.resolved_at, 'resolved'::text, t.id) < (until_at, until_event, until_id)
    order by t.resolved_at desc, t.id desc limit size)
    union all
    (select d.created_at, 'document', 'added', d.id, d.name, d.type, null, d.kind, null, d.uploaded_by, d.visibility, false
    from public.documents d
    where d.agency_id = agency and d.client_id = client_timeline.client_id and d.deleted_at is null and d.status = 'ready' and (kinds is null or 'document' = any (kinds))
      and d.created_at <= until_at and (d.created_at, 'added'::text, d.id) < (until_at, until_event, until_id)
    order by d.created_at desc, d.id desc limit size)
    union all
    (select m.created_at, 'comment', 'commented', m.id, t.title, m.body, null, null, t.number, m.author_id, m.visibility, false
    from public.ticket_comments m join public.tickets t on t.agency_id = agency and t.id = m.ticket_id
    where m.agency_id = agency and m.client_id = client_timeline.client_id and m.deleted_at is null and (kinds is null or 'comment' = any (kinds))
      and m.created_at <= until_at and (m.created_at, 'commented'::text, m.id) < (until_at, until_event, until_id)
    order by m.created_at desc, m.id desc limit size)
    union all
    (select i.sent_at, 'invoice', 'sent', i.id, i.number, null, null, i.status, null, null, 'client', false
    from public.invoices i
    where has_invoices and i.agency_id = agency and i.client_id = client_timeline.client_id and i.type = 'outgoing' and i.sent_at is not null
      and i.sent_at <= until_at and (i.sent_at, 'sent'::text, i.id) < (until_at, until_event, until_id)
    order by i.sent_at desc, i.id desc limit size)
    union all
    (select i.paid_at, 'invoice', 'paid', i.id, i.number, null, null, i.status, null, null, 'client', false
    from public.invoices i
    where has_invoices and i.agency_id = agency and i.client_id = client_timeline.client_id and i.type = 'outgoing' and i.paid_at is not null
      and i.paid_at <= until_at and (i.paid_at, 'paid'::text, i.id) < (until_at, until_event, until_id)
    order by i.paid_at desc, i.id desc limit size)
    union all
    -- The steps in between, which alerts and tickets forget with the next one. Nothing of it is a viewer's, who reads no history.
    (select h.created_at, h.kind, h.event, h.row_id, h.title, h.detail, null, h.status, h.number, h.actor_id, h.visibility, false
    from (
      select l.created_at, 'alert' as kind, l.row_id, l.actor_id, a.title, a.severity as status, null::int as number, a.visibility,
        case l.new_values ->> 'status' when 'open' then l.new_values ->> 'reopen_reason' when 'resolved' then l.new_values ->> 'resolution_note' end as detail,
        case when l.new_values ->> 'ticket_id' is not null then 'escalated'
          when l.new_values ->> 'status' = 'acknowledged' then 'acknowledged'
          when l.new_values ->> 'status' = 'resolved' and l.created_at is distinct from a.resolved_at then 'resolved'
          when l.new_values ->> 'status' = 'open' and l.old_values ->> 'status' = 'resolved' then 'reopened' end as event
      from public.activity_log l join public.alerts a on a.agency_id = agency and a.id = l.row_id
      where is_staff and (kinds is null or 'alert' = any (kinds)) and l.agency_id = agency and l.client_id = client_timeline.client_id
        and l.table_name = 'alerts' and l.is_step and l.created_at <= until_at
    ) h
    where h.event is not null and (h.created_at, h.event, h.row_id) < (until_at, until_event, until_id)
    order by h.created_at desc, h.event desc, h.row_id desc limit size)
    union all
    (select h.created_at, h.kind, h.event, h.row_id, h.title, null, null, h.status, h.number, h.actor_id, h.visibility, false
    from (
      select l.created_at, 'ticket' as kind, l.row_id, l.actor_id, t.title, l.new_values ->> 'status' as status, t.number, t.visibility,
        case when l.old_values ->> 'status' = 'resolved' and l.new_values ->> 'status' = 'closed' then 'closed'
          when l.new_values ->> 'status' in ('resolved', 'closed') then case when l.created_at is distinct from t.resolved_at then 'resolved' end
          when l.old_values ->> 'status' in ('resolved', 'closed') then 'reopened'
          else 'moved' end as event
      from public.activity_log l join public.tickets t on t.agency_id = agency and t.id = l.row_id
      where is_staff and (kinds is null or 'ticket' = any (kinds)) and l.agency_id = agency and l.client_id = client_timeline.client_id
        and l.table_name = 'tickets' and l.is_step and l.created_at <= until_at
    ) h
    where h.event is not null and (h.created_at, h.event, h.row_id) < (until_at, until_event, until_id)
    order by h.created_at desc, h.event desc, h.row_id desc limit size)
  ) e
  order by e.at desc, e.event desc, e.id desc
  limit size;
end $$;
comment on function public.client_timeline(uuid, text, text[], int) is
  'What happened with a client, newest first: communications, alerts, tickets with their comments, documents, invoices sent and paid. Staff find '
  'every step of alerts and tickets in it, viewers how these began and ended. '
  '`before` is the cursor of the last row or a moment; page_size at most 200. What the caller may not read is not in it.';

create function public.client_overview(client_id uuid)
returns table (
  id uuid, name text, status text, website text, notes text, is_house boolean, counts public.work_counts, today date,
  standing public.client_standing, pinned public.communications[], recent public.timeline_entry[], people public.users[], people_count int
)
language sql stable set search_path = ''
as $$
  select c.id, c.name, c.status, c.website, c.notes, c.is_house, public.work_counts(c), private.today(c.agency_id),
    (select s from private.client_standings(c.id) s),
    (select coalesce(array_agg(p order by p.pinned_at desc), '{}') from public.communications p
      where p.agency_id = c.agency_id and p.client_id = c.id and p.pinned_at is not null),
    (select coalesce(array_agg(t order by t.at desc, t.cursor desc), '{}') from public.client_timeline(c.id, null, null, 20) t),
    array(select p from public.users p where p.client_id = c.id order by p.created_at, p.id limit 5),
    (select count(*)::int from public.users p where p.client_id = c.id)
  from public.clients c where c.id = client_overview.client_id
$$;
comment on function public.client_overview(uuid) is
  'One client''s page: facts, tab counts, health numbers (staff only, null for viewers), pinned entries, the newest of the timeline and the first '
  'of its people (a viewer reads only themselves). No row for a foreign client.';

-- functions: search. Text indexes are not leak-proof, so under policies they would not be used: this function is elevated and asks first who is there.

-- Always by the index over the words: how many rows begin with what was typed cannot be known before, and walking the newest rows until
-- twenty are found takes ten seconds among a million when there are none. A word that every fifth row holds is slower for it.
create function private.search_all(p_query text, p_client_id uuid) returns setof public.search_hit
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan' set enable_indexscan = off
as $$
declare
  me constant uuid := private.my_user_id();
  typed constant text := btrim(coalesce(p_query, ''));
  words constant tsquery := private.search_query(typed);
  wanted_number constant int := case when typed ~ '^#?[0-9]{1,9}$' then ltrim(typed, '#')::int end;
  agency uuid;
  my_client uuid;
  is_staff boolean;
  -- The one client that is searched: the page's, or always a viewer's own. Null: all of the agency.
  only_client uuid := p_client_id;
  most constant int := 20;
begin
  select c.agency_id, c.id, c.is_house into agency, my_client, is_staff
  from public.users u join public.clients c on c.id = u.client_id where u.id = me;
  if agency is null or words is null or (char_length(typed) < 2 and wanted_number is null) then
    return;
  end if;
  if not is_staff then
    if only_client is not null and only_client <> my_client then
      return;
    end if;
    only_client := my_client;
  end if;

  if wanted_number is not null then
    return query
    select 'ticket', t.id, t.title, null::text, t.client_id, c.name, t.number, t.status, t.updated_at
    from public.tickets t join public.clients c on c.agency_id = t.agency_id and c.id = t.client_id
    where t.agency_id = agency and t.number = wanted_number and (only_client is null or t.client_id = only_client) and (is_staff or t.visibility = 'client');
  end if;
  if typed ~ '^#' then
    return;
  end if;
  if is_staff then
    return query
    select 'client', c.id, c.name, c.website, c.id, c.name, null::int, c.status, c.updated_at
    from public.clients c
    where c.agency_id = agency and not c.is_house and private.search_words(c.name, c.website) @@ words
    order by c.status, c.name limit most;
  end if;
  return query
  select 'ticket', t.id, t.title, null::text, t.client_id, c.name, t.number, t.status, t.updated_at
  from (
    select f.* from public.tickets f
    where f.agency_id = agency and (only_client is null or f.client_id = only_client) and (is_staff or f.visibility = 'client')
      and private.search_words(f.title, f.description) @@ words and f.number is distinct from wanted_number
    order by f.updated_at desc, f.id desc limit most
  ) t join public.clients c on c.agency_id = agency and c.id = t.client_id;
  return query
  select 'alert', a.id, a.title, a.severity, a.client_id, c.name, null::int, a.status, a.created_at
  from (
    select f.* from public.alerts f
    where f.agency_id = agency and (only_client is null or f.client_id = only_client) and (is_staff or f.visibility = 'client')
      and private.search_words(f.title, f.description) @@ words
    order by f.created_at desc, f.id desc limit most
  ) a join public.clients c on c.agency_id = agency and c.id = a.client_id;
  return query
  select 'document', d.id, d.name, d.type, d.client_id, c.name, null::int, d.kind, d.created_at
  from (
    select f.* from public.documents f
    where f.agency_id = agency and (only_client is null or f.client_id = only_client) and (is_staff or f.visibility = 'client')
      and f.deleted_at is null and f.status = 'ready' and private.search_words(f.name, null) @@ words
    order by f.created_at desc, f.id desc limit most
  ) d join public.clients c on c.agency_id = agency and c.id = d.client_id;
  return query
  select 'communication', m.id, coalesce(nullif(m.subject, ''), left(m.body, 120)), m.type, m.client_id, c.name, null::int, m.direction, m.occurred_at
  from (
    select f.* from public.communications f
    where f.agency_id = agency and (only_client is null or f.client_id = only_client) and (is_staff or f.visibility = 'client')
      and private.search_words(f.subject, f.body) @@ words
    order by f.occurred_at desc, f.id desc limit most
  ) m join public.clients c on c.agency_id = agency and c.id = m.client_id;
  if is_staff then
    return query
    select 'person', u.id, coalesce(u.full_name, u.email), u.email, c.id, c.name, null::int, u.role::text, u.created_at
    from public.clients c join public.users u on u.client_id = c.id
    where c.agency_id = agency and (only_client is null or c.id = only_client) and private.search_words(u.full_name, replace(u.email, '@', ' ')) @@ words
    order by 3 limit most;
    if only_client is null then
      return query
      select 'run', r.id, r.name, null::text, null::uuid, null::text, null::int, r.status::text, r.starts_at
      from public.cc_n3_runs r
      where r.tenant_id = agency and private.search_words(r.name, r.description) @@ words
      order by r.updated_at desc, r.id desc limit most;
    end if;
  end if;
end $$;

create function public.search_all(query text, client_id uuid default null) returns setof public.search_hit
language sql stable set search_path = ''
as $$ select * from private.search_all(query, client_id) $$;
comment on function public.search_all(text, uuid) is
  'Finds what the caller may read by the beginnings of words, at most 20 of each kind, newest first; `#1042` finds that ticket. Fewer than two letters find nothing.';

-- functions: seeing what a client sees

-- A viewer who exists only inside the caller's transaction, and only for as long as it takes to read.
create function private.stand_in_viewer(p_client_id uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  stand_in constant uuid := gen_random_uuid();
begin
  if not exists (select from public.clients c where c.id = p_client_id and c.agency_id = private.my_staff_agency_id() and not c.is_house) then
    perform private.refuse(404, 'client_not_found');
  end if;
  insert into public.users (id, client_id, email, role) values (stand_in, p_client_id, stand_in || '@preview.invalid', 'client_viewer');
  return stand_in;
end $$;

create function public.view_as_client(client_id uuid)
returns table (
  name text, counts public.work_counts, timeline public.timeline_entry[], tickets public.tickets[], alerts public.alerts[],
  communications public.communications[], documents public.documents[]
)
language plpgsql set search_path = ''
as $$
#variable_conflict use_column
declare
  own_claims constant text := current_setting('request.jwt.claims', true);
  -- Indexes begin with the agency, which the policies of a viewer do not name.
  agency constant uuid := private.my_staff_agency_id();
begin
  -- What follows runs under the policies of a real viewer of this client; the block is rolled back, so nothing of them stays.
  begin
    perform set_config('request.jwt.claims', json_build_object('sub', private.stand_in_viewer(view_as_client.client_id), 'role', 'authenticated')::text, true);
    name := (select c.name from public.clients c where c.id = view_as_client.client_id);
    counts := (select public.work_counts(c) from public.clients c where c.id = view_as_client.client_id);
    timeline := array(select t from public.client_timeline(view_as_client.client_id, null, null, 50) t);
    tickets := array(select t from public.tickets t where t.agency_id = agency and t.client_id = view_as_client.client_id order by t.is_live desc, t.updated_at desc, t.id desc limit 50);
    alerts := array(select a from public.alerts a where a.agency_id = agency and a.client_id = view_as_client.client_id and a.status <> 'resolved' order by a.severity_rank, a.created_at limit 50);
    communications := array(select m from public.communications m where m.agency_id = agency and m.client_id = view_as_client.client_id order by m.occurred_at desc, m.id desc limit 50);
    documents := array(
      select d from public.documents d where d.agency_id = agency and d.client_id = view_as_client.client_id and d.deleted_at is null and d.status = 'ready'
      order by d.created_at desc, d.id desc limit 50);
    raise exception using errcode = 'ZZ001';
  exception when sqlstate 'ZZ001' then
    perform set_config('request.jwt.claims', own_claims, true);
  end;
  return next;
end $$;
comment on function public.view_as_client(uuid) is
  'What a viewer of this client would read, read under the policies of one made up for the moment and taken back. Staff of the agency only.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'today(uuid)', 'my_time_zone(uuid)', 'client_standings(uuid)', 'agency_weeks(int)', 'search_all(text, uuid)', 'stand_in_viewer(uuid)'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function private.search_words(text, text) to authenticated, service_role, audienceos_definer;
grant execute on function private.search_query(text) to audienceos_definer;
grant execute on function
  private.today(uuid), private.my_time_zone(uuid), private.ticket_counts(uuid, uuid), private.alert_counts(uuid, uuid), private.client_standings(uuid), private.agency_weeks(int),
  private.search_all(text, uuid), private.stand_in_viewer(uuid)
to authenticated;
grant execute on function
  public.work_counts(public.clients), public.time_zone(public.clients), public.ticket_counts(public.agencies), public.ticket_counts(public.clients),
  public.alert_counts(public.agencies), public.alert_counts(public.clients), public.agency_overview(), public.standing(public.agencies), public.client_overview(uuid),
  public.client_timeline(uuid, text, text[], int), public.search_all(text, uuid), public.view_as_client(uuid)
to authenticated;
