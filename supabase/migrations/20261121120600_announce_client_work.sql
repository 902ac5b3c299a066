-- Telling people about client work: tickets, alerts and documents, to whom it matters and never to whoever did it.

-- tables

create table private.due_soon_told (
  agency_id uuid not null,
  ticket_id uuid not null,
  due_on date not null,
  primary key (agency_id, ticket_id),
  foreign key (agency_id, ticket_id) references public.tickets (agency_id, id) on delete cascade
);
comment on table private.due_soon_told is 'For which date the assignee of a ticket was last told that it is due.';

-- The product's own words; lib/notifications/events says the same.
insert into public.cc_notification_templates
  (type, category, priority, is_required, default_channels, subject, body, action_label, variables)
values
  ('ticket.opened', 'tickets', 'high', false, '{in_app,email}', '{{client}} opened {{ticket}}', '{{person}} of {{client}} asks: {{title}}', 'Open the ticket', '{agency,client,person,ticket,title}'),
  ('ticket.assigned', 'tickets', 'normal', false, '{in_app,email}', '{{ticket}} is yours', '{{person}} assigned {{title}} to you. Client: {{client}}.', 'Open the ticket', '{agency,client,person,ticket,title}'),
  ('ticket.mentioned', 'tickets', 'high', false, '{in_app,email}', '{{person}} mentioned you on {{ticket}}', E'{{comment}}\n\n{{title}}, {{client}}', 'Open the ticket', '{agency,client,comment,person,ticket,title}'),
  ('ticket.commented', 'tickets', 'normal', false, '{in_app,email}', '{{person}} commented on {{ticket}}', E'{{comment}}\n\n{{title}}, {{client}}', 'Open the ticket', '{agency,client,comment,person,ticket,title}'),
  ('ticket.status_changed', 'tickets', 'normal', false, '{in_app,email}', '{{ticket}} is {{status}}', '{{person}} changed {{title}} from {{before}} to {{status}}. Client: {{client}}.', 'Open the ticket', '{agency,before,client,person,status,ticket,title}'),
  ('ticket.due_soon', 'tickets', 'normal', false, '{in_app,email}', '{{ticket}} is due {{due}}', '{{title}} for {{client}} is due {{due}} and still {{status}}.', 'Open the ticket', '{agency,client,due,status,ticket,title}'),
  ('alert.critical', 'alerts', 'critical', false, '{in_app,email}', 'Critical at {{client}}: {{title}}', '{{description}}', 'Open the alert', '{agency,client,description,title}'),
  ('document.shared', 'documents', 'normal', false, '{in_app,email}', '{{person}} shared {{document}}', '{{document}} is now among the documents of {{client}}.', 'Open the documents', '{agency,client,document,person}');

-- indexes

-- The second part of such an event's name is the ticket: what somebody was last sent about it.
create index cc_notification_deliveries_by_ticket
  on public.cc_notification_deliveries (tenant_id, recipient_individual_id, split_part(event_key, ':', 2), next_attempt_at desc) where category = 'tickets';

-- access

alter table private.due_soon_told enable row level security;
alter table private.due_soon_told force row level security;
grant select, insert, update on private.due_soon_told to audienceos_definer;

-- functions

create function private.staff_ids(p_agency uuid) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return array(select u.id from public.clients c join public.users u on u.client_id = c.id where c.agency_id = p_agency and c.is_house);
end $$;

-- Mails about one ticket within ten minutes are one mail: the first goes out at once, what follows waits and gathers. Looked for among
-- the mails and not the notifications, because whoever wants none in the app has none.
create function private.gather_mails(p_agency uuid, p_ticket_id uuid, p_recipients uuid[], p_event_key text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  made record;
  earlier record;
begin
  for made in
    -- By their names alone: all that one act makes is of the same moment, so to look for that would find a bulk change anew each time.
    select d.id, d.recipient_individual_id as recipient, d.status, d.created_at from public.cc_notification_deliveries d
    where d.idempotency_key = any (array(select p_event_key || ':' || r.id || ':email' from unnest(p_recipients) r (id)))
  loop
    -- What was told before is not told again.
    continue when made.status <> 'queued' or made.created_at <> now();
    -- What is due later, or was in the last ten minutes. A mail keeps the time at which it was due when it is sent.
    select d.id, d.status, d.payload, d.next_attempt_at into earlier
    from public.cc_notification_deliveries d
    where d.tenant_id = p_agency and d.category = 'tickets' and d.recipient_individual_id = made.recipient
      and split_part(d.event_key, ':', 2) = p_ticket_id::text and d.channel = 'email'
      and d.next_attempt_at > now() - interval '10 minutes' and d.status in ('queued', 'leased', 'sent', 'delivered') and d.id <> made.id
    order by d.next_attempt_at desc, d.created_at desc limit 1
    for update of d;
    if not found then
      continue;
    end if;
    if earlier.status = 'queued' and earlier.next_attempt_at > now() then
      -- The newer one carries both, because a mail about something already read is not sent. What gathers has its subjects in its body.
      update public.cc_notification_deliveries d set status = 'skipped', skip_reason = 'joined_another' where d.tenant_id = p_agency and d.id = earlier.id;
      update public.cc_notification_deliveries d set
        -- An address at which mail fails is tried again hours later: what is new does not wait for that.
        next_attempt_at = least(earlier.next_attempt_at, now() + interval '10 minutes'),
        payload = d.payload || jsonb_build_object('has_gathered', true, 'body', left(concat_ws(E'\n\n',
          case when not earlier.payload ? 'has_gathered' then earlier.payload ->> 'subject' end, earlier.payload ->> 'body',
          d.payload ->> 'subject', d.payload ->> 'body'), 10000))
      where d.tenant_id = p_agency and d.id = made.id;
    else
      update public.cc_notification_deliveries d set next_attempt_at = greatest(now(), earlier.next_attempt_at + interval '10 minutes')
      where d.tenant_id = p_agency and d.id = made.id;
    end if;
  end loop;
end $$;

create function private.tell_of_ticket(p_type text, ticket public.tickets, p_recipients uuid[], p_event_key text, p_data jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  recipients uuid[];
  key constant text := p_type || ':' || ticket.id || ':' || p_event_key;
begin
  -- Whoever may not read the ticket is not told of it.
  select array_agg(u.id) into recipients from public.users u join public.clients c on c.id = u.client_id
  where u.id = any (p_recipients) and u.id is distinct from private.my_user_id() and c.agency_id = ticket.agency_id
    and (c.is_house or c.id = ticket.client_id and ticket.visibility = 'client');
  if recipients is null then
    return;
  end if;
  perform private.notify(p_type, ticket.agency_id, recipients, key, 'ticket', ticket.id, null,
    jsonb_build_object('ticket', '#' || ticket.number, 'title', ticket.title,
      'client', (select c.name from public.clients c where c.agency_id = ticket.agency_id and c.id = ticket.client_id),
      'person', coalesce(private.person_name(private.my_user_id()),
        (select 'The rule “' || r.name || '”' from public.workflow_triggers r where r.agency_id = ticket.agency_id and r.id = private.acting_rule()), 'AudienceOS')) || p_data,
    '/clients/' || ticket.client_id || '/tickets?ticket=' || ticket.number);
  perform private.gather_mails(ticket.agency_id, ticket.id, recipients, key);
end $$;

create function private.announce_ticket() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' and new.created_by is not null and private.acting_rule() is null and not private.is_staff_of(new.created_by, new.agency_id) then
    perform private.tell_of_ticket('ticket.opened', new, private.staff_ids(new.agency_id), 'opened', '{}');
  end if;
  if new.assignee_id is not null and (tg_op = 'INSERT' or new.assignee_id is distinct from old.assignee_id) then
    perform private.tell_of_ticket('ticket.assigned', new, array[new.assignee_id], new.version::text, '{}');
  end if;
  if tg_op = 'UPDATE' and new.status <> old.status then
    perform private.tell_of_ticket('ticket.status_changed', new, new.watcher_ids || new.assignee_id || new.created_by, new.version::text,
      jsonb_build_object('before', replace(old.status, '_', ' '), 'status', replace(new.status, '_', ' ')));
  end if;
  return null;
end $$;
comment on function private.announce_ticket() is 'Trigger: tells the assignee, the watchers and, when a client asks, all staff.';

create function private.announce_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  ticket public.tickets;
  others uuid[];
begin
  select t.* into ticket from public.tickets t where t.agency_id = new.agency_id and t.id = new.ticket_id;
  perform private.tell_of_ticket('ticket.mentioned', ticket, new.mentions, new.id::text, jsonb_build_object('comment', left(new.body, 500)));
  others := ticket.watcher_ids || ticket.assignee_id || ticket.created_by;
  -- A client's word on a ticket that nobody has taken concerns everybody.
  if ticket.assignee_id is null and not private.is_staff_of(new.author_id, new.agency_id) then
    others := others || private.staff_ids(new.agency_id);
  end if;
  others := array(
    select distinct o.id from unnest(others) o (id)
    where o.id is not null and o.id <> all (new.mentions) and (new.visibility = 'client' or private.is_staff_of(o.id, new.agency_id)));
  perform private.tell_of_ticket('ticket.commented', ticket, others, new.id::text, jsonb_build_object('comment', left(new.body, 500)));
  return null;
end $$;
comment on function private.announce_comment() is 'Trigger: tells whoever is mentioned, and whoever follows the ticket and may read the comment.';

create function private.announce_alert() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.severity = 'critical' and new.status <> 'resolved' and (tg_op = 'INSERT' or old.severity <> 'critical') then
    perform private.notify('alert.critical', new.agency_id, private.staff_ids(new.agency_id), 'alert.critical:' || new.id || ':' || new.version,
      'alert', new.id, null,
      jsonb_build_object('title', new.title, 'description', left(coalesce(new.description, ''), 500),
        'client', (select c.name from public.clients c where c.agency_id = new.agency_id and c.id = new.client_id)),
      '/alerts?alert=' || new.id);
  end if;
  return null;
end $$;
comment on function private.announce_alert() is 'Trigger: tells all staff of what is critical.';

create function private.announce_document() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  person constant uuid := private.my_user_id();
  recipients uuid[];
begin
  if new.status <> 'ready' or new.visibility <> 'client' or new.deleted_at is not null
    or tg_op = 'UPDATE' and old.status = 'ready' and old.visibility = 'client' then
    return null;
  end if;
  if private.is_staff_of(person, new.agency_id) then
    recipients := array(select u.id from public.users u where u.client_id = new.client_id and u.role = 'client_viewer');
  else
    recipients := private.staff_ids(new.agency_id);
  end if;
  perform private.notify('document.shared', new.agency_id, recipients, 'document.shared:' || new.id, 'document', new.id, null,
    jsonb_build_object('document', new.name, 'person', coalesce(private.person_name(person), 'AudienceOS'),
      'client', (select c.name from public.clients c where c.agency_id = new.agency_id and c.id = new.client_id)),
    '/clients/' || new.client_id || '/documents');
  return null;
end $$;
comment on function private.announce_document() is 'Trigger: tells the client of what staff share, and staff of what the client shares.';

-- Regular work: at most every quarter of an hour, however many workers there are.
create function private.run_client_housekeeping() returns void
language plpgsql security definer set search_path = ''
as $$
declare
  due public.tickets;
  told int := 0;
  closed int := 0;
begin
  if not private.count_attempt('client_housekeeping', 1, 900) then
    return;
  end if;
  for due in
    select t.* from public.agencies a cross join lateral (
      select s.* from public.tickets s
      where s.agency_id = a.id and s.is_live and s.due_on between private.today(a.id) and private.today(a.id) + 1 and s.assignee_id is not null
        and not exists (select from private.due_soon_told d where d.agency_id = a.id and d.ticket_id = s.id and d.due_on = s.due_on)
      limit 100
    ) t limit 200
  loop
    begin
      perform private.tell_of_ticket('ticket.due_soon', due, array[due.assignee_id], due.due_on::text,
        jsonb_build_object('due', case when due.due_on = private.today(due.agency_id) then 'today' else 'tomorrow' end, 'status', replace(due.status, '_', ' ')));
      insert into private.due_soon_told as d (agency_id, ticket_id, due_on) values (due.agency_id, due.id, due.due_on)
      on conflict (agency_id, ticket_id) do update set due_on = excluded.due_on;
      told := told + 1;
    exception when others then
      raise warning 'nobody can be told that ticket % is due: % (%)', due.id, sqlerrm, sqlstate;
    end;
  end loop;
  -- What has been resolved for two weeks without another word is closed.
  begin
    update public.tickets t set status = 'closed'
    where (t.agency_id, t.id) in (
      select r.agency_id, r.id from public.agencies a cross join lateral (
        select s.agency_id, s.id from public.tickets s
        where s.agency_id = a.id and s.status = 'resolved' and s.resolved_at < now() - interval '14 days' order by s.resolved_at limit 100
      ) r limit 200);
    get diagnostics closed = row_count;
  exception when others then
    raise warning 'resolved tickets cannot be closed: % (%)', sqlerrm, sqlstate;
  end;
  -- A call may take only so long; where much is due the next one goes on, without waiting.
  if told >= 100 or closed >= 100 then
    delete from private.rate_limits r where r.key = 'client_housekeeping';
  end if;
end $$;
comment on function private.run_client_housekeeping() is 'Tells assignees what is due today or tomorrow, and closes what has been resolved for 14 days.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'staff_ids(uuid)', 'gather_mails(uuid, uuid, uuid[], text)', 'tell_of_ticket(text, public.tickets, uuid[], text, jsonb)', 'announce_ticket()', 'announce_comment()',
    'announce_alert()', 'announce_document()', 'run_client_housekeeping()'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;

-- triggers

create trigger tickets_announce after insert or update of status, assignee_id on public.tickets for each row execute function private.announce_ticket();
create trigger ticket_comments_announce after insert on public.ticket_comments for each row execute function private.announce_comment();
create trigger alerts_announce after insert or update of severity on public.alerts for each row execute function private.announce_alert();
create trigger documents_announce after insert or update of status, visibility on public.documents for each row execute function private.announce_document();
