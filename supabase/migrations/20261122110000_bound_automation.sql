-- Rules about time cost what they find: work looks only at what has come due since it last looked, and a dry run only at what may have been
-- idle or silent in its thirty days, however much an agency has.

-- tables

alter table private.workflow_checks add column looked_until timestamptz;
comment on column private.workflow_checks.looked_until is
  'What came due until then was acted on. Null: nothing yet. Only for tickets, whose past nobody rewrites; words with a client are entered late.';

-- indexes: what fell idle in a stretch of time

create index tickets_live_by_change on public.tickets (agency_id, updated_at) where is_live;
create index ticket_comments_by_time on public.ticket_comments (agency_id, created_at) include (ticket_id);

-- functions: what matches a rule

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
alter function private.once_idle_tickets(uuid, jsonb, text[], int[], timestamptz, timestamptz) owner to audienceos_definer;

-- A ticket is idle since its last change or comment. With `p_past` also those count that somebody took up again since.
create or replace function private.idle_tickets(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_past boolean)
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
create or replace function private.silent_clients(p_agency uuid, p_conditions jsonb, p_from timestamptz, p_to timestamptz, p_past boolean)
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

-- functions: regular work

create or replace function private.follow_time(p_max_rules int, p_max_matches int) returns int
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
