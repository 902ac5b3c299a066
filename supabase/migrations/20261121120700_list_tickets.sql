-- Listing tickets: found by words, and each with its history.

-- tables

create type public.ticket_event as (
  id bigint, action text, at timestamptz, actor_id uuid, person text, old_values jsonb, new_values jsonb, assignee_before text, assignee_after text
);
comment on type public.ticket_event is
  'One change of a ticket: which columns, from what to what. Of a description only that it changed. Names are null for somebody who left.';

create type public.source_alert as (id uuid, title text, status text);
comment on type public.source_alert is 'The alert that a ticket was made of, as far as the ticket''s page names it.';

-- functions

-- Columns rather than embedded rows: keys of several columns lead from tickets to clients and alerts in more ways than one, and not
-- every API tells them apart.
create function public.client_name(ticket public.tickets) returns text
language sql stable set search_path = ''
as $$ select c.name from public.clients c where c.agency_id = ticket.agency_id and c.id = ticket.client_id $$;
comment on function public.client_name(public.tickets) is 'Name of the client, as a column of its ticket.';

create function public.source_alert(ticket public.tickets) returns public.source_alert
language sql stable set search_path = ''
as $$ select row(a.id, a.title, a.status)::public.source_alert from public.alerts a where a.agency_id = ticket.agency_id and a.id = ticket.source_alert_id $$;
comment on function public.source_alert(public.tickets) is
  'The alert that a ticket was made of, as a column of it; null without one, and when the caller may not read it.';

create function public.ticket_events(ticket public.tickets) returns public.ticket_event[]
language sql stable set search_path = ''
as $$
  select coalesce(array_agg(row(
    e.id, e.action, e.created_at, e.actor_id, private.colleague_name(e.actor_id),
    e.old_values || case when e.old_values ? 'description' then '{"description": null}' else '{}' end::jsonb,
    e.new_values || case when e.new_values ? 'description' then '{"description": null}' else '{}' end::jsonb,
    private.colleague_name((e.old_values ->> 'assignee_id')::uuid), private.colleague_name((e.new_values ->> 'assignee_id')::uuid)
  )::public.ticket_event order by e.id), '{}')
  from (
    select l.id, l.action, l.created_at, l.actor_id,
      l.old_values - '{updated_at,version,rank,watcher_ids,priority_rank,is_live}'::text[] as old_values,
      case when l.action = 'update' then l.new_values - '{updated_at,version,rank,watcher_ids,priority_rank,is_live}'::text[] end as new_values
    from public.activity_log l
    where l.agency_id = ticket.agency_id and l.subject_id = ticket.id and l.table_name = 'tickets'
    order by l.id desc limit 200
  ) e
  where e.action = 'insert' or e.new_values <> '{}'
$$;
comment on function public.ticket_events(public.tickets) is
  'The newest 200 changes of a ticket, the oldest first, as a column of it. Only staff find any, as in activity_log itself.';

create function public.previous_number(ticket public.tickets) returns int
language sql stable set search_path = ''
as $$ select p.number from public.tickets p where p.agency_id = ticket.agency_id and p.id = ticket.previous_ticket_id $$;
comment on function public.previous_number(public.tickets) is
  'Number of the ticket that this one carries on, as a column of it; null when the caller may not read that one.';

-- Elevated, because under policies an index over words cannot be used: its operators might tell of rows they skip.
create function private.find_ticket_ids(p_query text, p_client_id uuid) returns uuid[]
language plpgsql stable security definer set search_path = '' set plan_cache_mode = 'force_custom_plan'
as $$
declare
  typed constant text := btrim(coalesce(p_query, ''));
  words constant tsquery := private.search_query(typed);
  wanted_number constant int := case when typed ~ '^#?[0-9]{1,9}$' then ltrim(typed, '#')::int end;
  agency uuid;
  is_staff boolean;
  -- The one client that is searched: the page's, or always a viewer's own. Null: all of the agency.
  only_client uuid;
begin
  select c.agency_id, c.is_house, case when c.is_house then p_client_id else c.id end into agency, is_staff, only_client
  from public.users u join public.clients c on c.id = u.client_id where u.id = private.my_user_id();
  if agency is null or words is null then
    return '{}';
  end if;
  return array(
    select t.id from public.tickets t
    where t.agency_id = agency and t.number = wanted_number and (only_client is null or t.client_id = only_client) and (is_staff or t.visibility = 'client')
    union all
    (select t.id from public.tickets t
    where t.agency_id = agency and (only_client is null or t.client_id = only_client) and (is_staff or t.visibility = 'client')
      and private.search_words(t.title, t.description) @@ words and t.number is distinct from wanted_number and typed !~ '^#'
    order by t.updated_at desc, t.id desc limit 1000)
  );
end $$;

create function public.find_tickets(query text, client_id uuid default null) returns setof public.tickets
language sql stable set search_path = ''
as $$ select t.* from public.tickets t where t.id = any (private.find_ticket_ids(query, $2)) $$;
comment on function public.find_tickets(text, uuid) is
  'Tickets that hold all the words (each may be the beginning of one) or have the number, as rows that can be filtered and ordered like the '
  'table: the 1,000 that changed last. Staff search their agency or one client of it, a viewer their own client.';

alter function private.find_ticket_ids(text, uuid) owner to audienceos_definer;
grant execute on function private.find_ticket_ids(text, uuid) to authenticated;
grant execute on function
  public.client_name(public.tickets), public.source_alert(public.tickets), public.ticket_events(public.tickets), public.previous_number(public.tickets), public.find_tickets(text, uuid) to authenticated;
