-- What the people of a run were told, as staff see it: each message with how it went, and each mail of it with every attempt.

-- tables

create type public.run_message as (
  message_key text,
  type text,
  subject text,
  body text,
  sender_name text,
  sent_at timestamptz,
  recipients int,
  in_app int,
  mailed int,
  waiting int,
  failed int,
  unmailed int
);
comment on type public.run_message is
  'One event that the people of a run were told of. in_app: who has it in the app; mailed, waiting, failed, unmailed: where their mails stand.';
create type public.message_recipient as (
  delivery_id uuid,
  name text,
  email text,
  is_in_app boolean,
  status text,
  failure text,
  reason text,
  attempt_log jsonb,
  at timestamptz,
  next_attempt_at timestamptz
);
comment on type public.message_recipient is 'One person who was told of an event: in the app or not, and what became of the mail, attempt by attempt.';

-- functions

-- Jumps along the index from one event to the next, however many people each was sent to.
create function private.run_events(p_run_id uuid, p_before timestamptz, p_before_key text, p_max int)
returns table (created_at timestamptz, event_key text)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  return query
  with recursive event as (
    (
      select d.created_at, d.event_key, 1 as n from public.cc_notification_deliveries d
      where d.tenant_id = agency and d.run_id = p_run_id and d.event_key is not null
        and (p_before is null or (d.created_at, d.event_key) < (p_before, coalesce(p_before_key, '')))
      order by d.created_at desc, d.event_key desc limit 1
    )
    union all
    select later.created_at, later.event_key, event.n + 1
    from event cross join lateral (
      select d.created_at, d.event_key from public.cc_notification_deliveries d
      where d.tenant_id = agency and d.run_id = p_run_id and d.event_key is not null
        and (d.created_at, d.event_key) < (event.created_at, event.event_key)
      order by d.created_at desc, d.event_key desc limit 1
    ) later
    where event.n < p_max
  )
  select event.created_at, event.event_key from event order by event.n;
end $$;

create function private.list_run_messages(p_run_id uuid, p_before timestamptz, p_before_key text) returns setof public.run_message
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  return query
  select e.event_key, words.type, words.subject, words.body, private.person_name(words.created_by), e.created_at,
    counted.recipients, counted.in_app, counted.mailed, counted.waiting, counted.failed, counted.unmailed
  from private.run_events(p_run_id, p_before, p_before_key, 11) e
  cross join lateral (
    select d.payload ->> 'type' as type, d.payload ->> 'subject' as subject, d.payload ->> 'body' as body, d.created_by
    from public.cc_notification_deliveries d
    where d.tenant_id = agency and d.run_id = p_run_id and d.created_at = e.created_at and d.event_key = e.event_key limit 1
  ) words
  cross join lateral (
    select count(*)::int as recipients, count(d.notification_id)::int as in_app,
      count(*) filter (where d.status in ('sent', 'delivered') or d.skip_reason = 'in_digest')::int as mailed,
      count(*) filter (where d.status in ('held', 'queued', 'leased'))::int as waiting,
      count(*) filter (where d.status = 'failed')::int as failed,
      count(*) filter (where d.status in ('skipped', 'cancelled') and d.skip_reason is distinct from 'in_digest')::int as unmailed
    from public.cc_notification_deliveries d
    where d.tenant_id = agency and d.run_id = p_run_id and d.created_at = e.created_at and d.event_key = e.event_key
  ) counted
  order by e.created_at desc, e.event_key desc;
end $$;

create function private.list_message_recipients(p_run_id uuid, p_message_key text, p_is_failed boolean, p_after_email text, p_after_id uuid)
returns setof public.message_recipient
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  return query
  select d.id, u.full_name, d.address, d.notification_id is not null, d.status, d.failure, coalesce(d.last_error, d.skip_reason), d.attempt_log,
    coalesce(d.delivered_at, d.sent_at, d.next_attempt_at), d.next_attempt_at
  from private.run_events(p_run_id, null, null, 10000) e
  join public.cc_notification_deliveries d
    on d.tenant_id = agency and d.run_id = p_run_id and d.created_at = e.created_at and d.event_key = e.event_key
  left join public.users u on u.id = d.recipient_individual_id
  where e.event_key = p_message_key and (not coalesce(p_is_failed, false) or d.status = 'failed')
    and (p_after_email is null or (d.address, d.id) > (p_after_email, p_after_id))
  order by d.address, d.id limit 51;
end $$;

create function private.replay_run_message(p_run_id uuid, p_message_key text) returns table (replayed int)
language plpgsql security definer set search_path = ''
as $$
declare
  delivery_id uuid;
begin
  replayed := 0;
  if not exists (select from private.run_events(p_run_id, null, null, 10000) e where e.event_key = p_message_key) then
    perform private.refuse(404, 'message_not_found');
  end if;
  for delivery_id in
    select d.id from public.cc_notification_deliveries d
    where d.tenant_id = private.my_staff_agency_id() and d.run_id = p_run_id and d.event_key = p_message_key
      -- Who called it spam is not written to again.
      and d.status = 'failed' and d.failure is distinct from 'complained'
    order by d.id for update skip locked
  loop
    perform private.replay_delivery(delivery_id);
    replayed := replayed + 1;
  end loop;
  return next;
end $$;

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'run_events(uuid, timestamptz, text, int)', 'list_run_messages(uuid, timestamptz, text)',
    'list_message_recipients(uuid, text, boolean, text, uuid)', 'replay_run_message(uuid, text)'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function
  private.list_run_messages(uuid, timestamptz, text), private.list_message_recipients(uuid, text, boolean, text, uuid),
  private.replay_run_message(uuid, text)
to authenticated;

-- functions: what the API offers

create function public.list_run_messages(run_id uuid, before timestamptz default null, before_key text default null)
returns setof public.run_message
language sql stable set search_path = ''
as $$ select * from private.list_run_messages(run_id, before, before_key) $$;
comment on function public.list_run_messages(uuid, timestamptz, text) is
  'What the people of a run were told, newest first, ten and one more that tells whether there are further ones. Nothing for another agency''s run.';

create function public.list_message_recipients(
  run_id uuid, message_key text, is_failed boolean default false, after_email text default null, after_id uuid default null
)
returns setof public.message_recipient
language sql stable set search_path = ''
as $$ select * from private.list_message_recipients(run_id, message_key, is_failed, after_email, after_id) $$;
comment on function public.list_message_recipients(uuid, text, boolean, text, uuid) is
  'Whom one message of list_run_messages went to, by address, 50 and one more that tells whether there are further ones; is_failed: only whom it did not reach.';

create function public.replay_run_message(run_id uuid, message_key text) returns table (replayed int)
language sql set search_path = ''
as $$ select * from private.replay_run_message(run_id, message_key) $$;
comment on function public.replay_run_message(uuid, text) is
  'Sends every failed mail of a message again, except to who called it spam. 404 message_not_found.';

grant execute on function
  public.list_run_messages(uuid, timestamptz, text), public.list_message_recipients(uuid, text, boolean, text, uuid),
  public.replay_run_message(uuid, text)
to authenticated;
