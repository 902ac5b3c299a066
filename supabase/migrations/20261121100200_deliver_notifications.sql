-- Delivery: workers lease what is due, send it and say how it went. At least once, one Message-ID per row, nothing lost.

-- functions: addresses without an account

create function private.signature(message text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  key constant text := (select s.value from private.settings s where s.name = 'signing_key');
begin
  return left(encode(sha256(convert_to(key || encode(sha256(convert_to(key || message, 'UTF8')), 'hex'), 'UTF8')), 'hex'), 32);
end $$;
comment on function private.signature(text) is 'Shows that we made a preference link: a keyed hash of the delivery it came with.';

create function private.preference_token(delivery_id uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$ begin return replace(delivery_id::text, '-', '') || private.signature('preferences:' || delivery_id); end $$;

create function private.preference_delivery(p_token text) returns public.cc_notification_deliveries
language plpgsql stable security definer set search_path = ''
as $$
declare
  delivery public.cc_notification_deliveries;
begin
  if p_token is null or p_token !~ '^[0-9a-f]{64}$' then
    return null;
  end if;
  select d.* into delivery from public.cc_notification_deliveries d where d.id = left(p_token, 32)::uuid;
  if delivery.id is null or private.preference_token(delivery.id) <> p_token then
    return null;
  end if;
  return delivery;
end $$;

create function private.is_suppressed(p_agency uuid, p_address text, p_category text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return exists (
    select from public.cc_suppressions s
    where s.address_hash = private.token_hash(p_address) and (s.tenant_id = p_agency or s.tenant_id is null)
      and (s.category = p_category or s.category is null)
  );
end $$;

create function private.unsubscribe_page(p_token text)
returns table (address_hint text, agency_name text, category text, categories jsonb)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  delivery constant public.cc_notification_deliveries := private.preference_delivery(p_token);
  overrides jsonb;
begin
  if delivery.id is null then
    return;
  end if;
  select p.overrides into overrides from public.cc_notification_preferences p where p.individual_id = delivery.recipient_individual_id;
  return query
  select private.masked_address(delivery.address), a.name, delivery.category,
    (select jsonb_agg(jsonb_build_object('category', c.name,
        'is_on', not private.is_suppressed(delivery.tenant_id, delivery.address, c.name) and coalesce(overrides -> c.name ->> 'email', 'instant') <> 'off',
        'is_required', false) order by c.n)
      -- Somebody without an account gets invitations and what follows from them, nothing else.
      from unnest('{invitations,runs,tickets,alerts,documents,team,delivery}'::text[]) with ordinality c (name, n)
      where delivery.recipient_individual_id is not null or c.name in ('invitations', 'runs'))
  from public.agencies a where a.id = delivery.tenant_id;
end $$;

create function private.set_subscription(p_token text, p_category text, p_is_on boolean) returns table (done boolean)
language plpgsql security definer set search_path = ''
as $$
declare
  delivery constant public.cc_notification_deliveries := private.preference_delivery(p_token);
  wanted text[];
begin
  if delivery.id is null or p_category not in ('all', 'invitations', 'runs', 'tickets', 'alerts', 'documents', 'team', 'delivery') then
    return query select false;
    return;
  end if;
  wanted := case
    when p_category = 'all' then '{invitations,runs,tickets,alerts,documents,team,delivery}'
    -- A digest is about several.
    when p_category is null and delivery.template = 'digest'
      then array(select distinct coalesce(item ->> 'category', delivery.category) from jsonb_array_elements(delivery.payload -> 'items') item)
    else array[coalesce(p_category, delivery.category)]
  end;
  if delivery.recipient_individual_id is not null then
    insert into public.cc_notification_preferences as p (individual_id) values (delivery.recipient_individual_id) on conflict (individual_id) do nothing;
    -- What was chosen for other channels stays.
    update public.cc_notification_preferences p set overrides = p.overrides || (
      select jsonb_object_agg(c.name, coalesce(p.overrides -> c.name, '{}') || jsonb_build_object('email', case when p_is_on then 'instant' else 'off' end))
      from unnest(wanted) c (name))
    where p.individual_id = delivery.recipient_individual_id;
  end if;
  -- Whoever has an account now may have said no before they had one.
  if p_is_on then
    delete from public.cc_suppressions s
    where s.address_hash = private.token_hash(delivery.address) and s.tenant_id = delivery.tenant_id
      and (s.reason = 'unsubscribe' and s.category = any (wanted) or s.reason = 'do_not_contact' and p_category = 'all');
  elsif delivery.recipient_individual_id is null then
    insert into public.cc_suppressions (tenant_id, address_hash, category, reason)
    select delivery.tenant_id, private.token_hash(delivery.address), c.name, 'unsubscribe' from unnest(wanted) c (name)
    on conflict do nothing;
  end if;
  return query select true;
end $$;

-- functions: the worker

-- Seconds until the next attempt after the given one, before the jitter; eight attempts in all.
create function private.retry_seconds(attempts int) returns int
language sql immutable set search_path = ''
as $$ select (array[5, 30, 300, 1800, 7200, 18000, 36000])[attempts] $$;

create type public.leased_delivery as (
  delivery_id uuid,
  lease_token uuid,
  lease_until timestamptz,
  attempts int,
  channel text,
  address text,
  category text,
  template text,
  payload jsonb,
  tenant_id uuid,
  agency_name text,
  invitation_token text,
  unsubscribe_token text,
  is_required boolean,
  created_by_name text,
  reply_to text
);
comment on type public.leased_delivery is 'What a worker needs to send one mail. The link''s secret is made for this attempt and kept nowhere else.';

create type private.delivery_verdict as (status text, reason text, next_at timestamptz);

-- A summary is let through as a whole, and may have waited since it was made: what its reader said no to by then is left out.
create function private.wanted_digest(delivery public.cc_notification_deliveries) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  preferences public.cc_notification_preferences;
begin
  select p.* into preferences from public.cc_notification_preferences p where p.individual_id = delivery.recipient_individual_id;
  return delivery.payload || jsonb_build_object('items', (
    select coalesce(jsonb_agg(part.item order by part.n), '[]')
    from jsonb_array_elements(delivery.payload -> 'items') with ordinality part (item, n)
    cross join lateral (select coalesce(part.item ->> 'category', delivery.category) as category) kind
    where not private.is_suppressed(delivery.tenant_id, delivery.address, kind.category)
      and (private.decide(preferences, kind.category, delivery.channel, false, (part.item ->> 'run_id')::uuid, now())).decision <> 'suppress'));
end $$;
comment on function private.wanted_digest(public.cc_notification_deliveries) is 'The payload of a digest with the items alone that may still be sent.';

-- What becomes of a row that is due: leased when nothing speaks against it.
create function private.recheck_delivery(delivery public.cc_notification_deliveries) returns private.delivery_verdict
language plpgsql stable security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations;
  notification public.cc_notifications;
  preferences public.cc_notification_preferences;
  decided private.notification_decision;
  state text;
  last_mail timestamptz;
begin
  if delivery.template = 'digest' then
    if delivery.payload -> 'items' = '[]' then
      return row('skipped', 'switched_off', null)::private.delivery_verdict;
    end if;
  elsif private.is_suppressed(delivery.tenant_id, delivery.address, delivery.category) then
    return row('skipped', 'suppressed', null)::private.delivery_verdict;
  end if;
  if delivery.invitation_id is not null then
    select i.* into invitation from public.cc_invitations i where i.inviter_tenant_id = delivery.tenant_id and i.id = delivery.invitation_id;
    state := private.invitation_state(invitation);
    if state = 'closed' then
      return row('cancelled', 'run_closed', null)::private.delivery_verdict;
    elsif state <> 'open' and not (state = 'declined' and delivery.payload ? 'resend') then
      return row('cancelled', 'invitation_' || state, null)::private.delivery_verdict;
    end if;
    -- Whoever sent them and for whatever reason: mails of invitations to one address are ten minutes apart.
    select max(case d.status when 'leased' then now() else d.sent_at end) into last_mail from public.cc_notification_deliveries d
    where d.tenant_id = delivery.tenant_id and d.address = delivery.address and d.invitation_id is not null
      and d.status in ('leased', 'sent', 'delivered');
    if last_mail > now() - interval '10 minutes' then
      return row('queued', null, last_mail + interval '10 minutes')::private.delivery_verdict;
    end if;
  elsif delivery.recipient_individual_id is null then
    -- Everything else is for somebody with a profile; they were removed since.
    return row('cancelled', 'recipient_gone', null)::private.delivery_verdict;
  end if;
  if delivery.recipient_individual_id is null or delivery.is_required then
    return row('leased', null, null)::private.delivery_verdict;
  end if;
  if delivery.notification_id is not null then
    select n.* into notification from public.cc_notifications n where n.sender_tenant_id = delivery.tenant_id and n.id = delivery.notification_id;
    if notification.priority in ('low', 'normal') and (notification.read_at is not null or notification.archived_at is not null) then
      return row('skipped', 'already_read', null)::private.delivery_verdict;
    end if;
  end if;
  select p.* into preferences from public.cc_notification_preferences p where p.individual_id = delivery.recipient_individual_id;
  if preferences.id is null then
    return row('leased', null, null)::private.delivery_verdict;
  end if;
  decided := private.decide(preferences, delivery.category, delivery.channel, false, (delivery.payload ->> 'run_id')::uuid, now());
  return row(
    case decided.decision when 'suppress' then 'skipped' when 'digest' then 'held' when 'defer' then 'queued' else 'leased' end,
    case decided.decision when 'suppress' then decided.reason end,
    -- Spread over ten minutes, so that the end of a quiet night is no rush.
    decided.next_at + case decided.decision when 'defer' then random() else 0 end * interval '10 minutes')::private.delivery_verdict;
end $$;

create function private.release_expired_leases() returns int
language plpgsql security definer set search_path = ''
as $$
declare
  released int;
begin
  update public.cc_notification_deliveries d set
    status = case when d.attempts >= 8 then 'failed' else 'queued' end, failure = case when d.attempts >= 8 then 'gave_up' end,
    last_error = 'the worker ended before it could say how it went', lease_token = null, lease_until = null, next_attempt_at = now(),
    attempt_log = d.attempt_log || jsonb_build_object('at', now(), 'outcome', 'lost', 'code', 'lease_expired', 'message', '')
  where d.id in (
    select e.id from public.cc_notification_deliveries e where e.status = 'leased' and e.lease_until < now()
    order by e.lease_until limit 500 for update skip locked);
  get diagnostics released = row_count;
  return released;
end $$;

-- What went wrong is the operator's to read, in the log of the database: its words may quote what other people wrote.
create function private.set_delivery_aside(delivery public.cc_notification_deliveries, p_code text, p_fault text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  is_last constant boolean := delivery.attempts >= 7;
begin
  raise warning 'delivery % cannot be prepared: % (%)', delivery.id, p_fault, p_code;
  update public.cc_notification_deliveries d set
    status = case when is_last then 'failed' else 'queued' end, failure = case when is_last then 'gave_up' end, attempts = d.attempts + 1,
    next_attempt_at = now() + coalesce(private.retry_seconds(d.attempts + 1), 0) * interval '1 second', last_error = 'the message could not be prepared',
    attempt_log = d.attempt_log || jsonb_build_object('at', now(), 'outcome', 'retry', 'code', 'unprepared', 'message', 'sql ' || p_code)
  where d.id = delivery.id;
end $$;
comment on function private.set_delivery_aside(public.cc_notification_deliveries, text, text) is
  'Counts an attempt for a row that fails before it is handed out, as if its sending had failed for now.';

create function private.lease_deliveries(p_worker text, p_max int, p_lease_seconds int) returns setof public.leased_delivery
language plpgsql security definer set search_path = ''
as $$
declare
  wanted constant int := least(greatest(coalesce(p_max, 1), 1), 500);
  lease_end constant timestamptz := clock_timestamp() + make_interval(secs => least(greatest(coalesce(p_lease_seconds, 60), 1), 600));
  picked uuid[] := '{}';
  agencies uuid[];
  share int;
  more uuid[];
  delivery public.cc_notification_deliveries;
  verdict private.delivery_verdict;
  invitation public.cc_invitations;
  inviter public.users;
  result public.leased_delivery;
begin
  perform private.release_expired_leases();
  for this_lane in 0 .. 3 loop
    continue when cardinality(picked) >= wanted;
    -- Each agency that has something due, found by jumping along the index, in an order that favours nobody.
    with recursive waiting as (
      (select d.tenant_id from public.cc_notification_deliveries d where d.lane = this_lane and d.status = 'queued' order by d.tenant_id limit 1)
      union all
      select (select d.tenant_id from public.cc_notification_deliveries d
        where d.lane = this_lane and d.status = 'queued' and d.tenant_id > w.tenant_id order by d.tenant_id limit 1)
      from waiting w where w.tenant_id is not null
    )
    select array_agg(w.tenant_id order by random()) into agencies
    from waiting w where w.tenant_id is not null and exists (
      select from public.cc_notification_deliveries d
      where d.lane = this_lane and d.status = 'queued' and d.tenant_id = w.tenant_id and d.next_attempt_at <= now());
    continue when agencies is null;
    -- First an equal share for each, then whatever is left to whoever has more.
    for round in 1 .. 2 loop
      exit when cardinality(picked) >= wanted;
      share := case round when 1 then greatest(1, (wanted - cardinality(picked)) / cardinality(agencies)) else wanted - cardinality(picked) end;
      select array_agg(due.id) into more from (
        select d.id from unnest(agencies) a (id)
        cross join lateral (
          select q.id from public.cc_notification_deliveries q
          where q.lane = this_lane and q.status = 'queued' and q.tenant_id = a.id and q.next_attempt_at <= now() and q.id <> all (picked)
          order by q.next_attempt_at limit share for update skip locked
        ) d
        limit wanted - cardinality(picked)
      ) due;
      picked := picked || coalesce(more, '{}');
    end loop;
  end loop;

  for delivery in select d.* from public.cc_notification_deliveries d where d.id = any (picked) order by d.lane, d.next_attempt_at loop
    -- One row that cannot be prepared must not keep the others from going out.
    begin
      -- Two workers never judge two mails to one address at once; whoever comes second leaves its mail for the next round.
      continue when delivery.invitation_id is not null
        and not pg_try_advisory_xact_lock(private.invitation_mail_lock(delivery.tenant_id, delivery.address));
      if delivery.template = 'digest' then
        delivery.payload := private.wanted_digest(delivery);
      end if;
      verdict := private.recheck_delivery(delivery);
      if verdict.status <> 'leased' then
        update public.cc_notification_deliveries d set status = verdict.status, skip_reason = verdict.reason, next_attempt_at = coalesce(verdict.next_at, d.next_attempt_at)
        where d.id = delivery.id;
        continue;
      end if;
      result := row(delivery.id, gen_random_uuid(), lease_end, delivery.attempts + 1, delivery.channel, delivery.address, delivery.category,
        delivery.template, delivery.payload, delivery.tenant_id, null, null, private.preference_token(delivery.id), delivery.is_required, null, null);
      select a.name into result.agency_name from public.agencies a where a.id = delivery.tenant_id;
      if delivery.invitation_id is not null then
        select i.* into invitation from public.cc_invitations i where i.inviter_tenant_id = delivery.tenant_id and i.id = delivery.invitation_id;
        select u.* into inviter from public.users u where u.id = invitation.inviter_individual_id;
        result.created_by_name := private.person_name(inviter.id);
        result.reply_to := inviter.email;
        result.invitation_token := private.new_token();
        insert into public.cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel, created_by)
        values (delivery.tenant_id, invitation.id, private.token_hash(result.invitation_token), 'email', delivery.created_by);
        select delivery.payload || jsonb_build_object(
          'context_type', invitation.context_type, 'context_name', coalesce(r.name, invitation.context_name), 'role', invitation.invitee_role,
          'invitee_name', invitation.invitee_name, 'message', invitation.message, 'expires_at', invitation.claim_token_expires_at,
          'starts_at', r.starts_at, 'ends_at', r.ends_at, 'zone_name', z.name,
          'time_zone', coalesce(r.metadata ->> 'time_zone', a.settings ->> 'time_zone', 'UTC'))
        into result.payload
        from public.agencies a
        left join public.cc_n3_runs r on r.tenant_id = a.id and r.id = invitation.run_id
        left join public.cc_zones z on z.tenant_id = r.tenant_id and z.id = r.zone_id
        where a.id = delivery.tenant_id;
      elsif delivery.created_by is not null and delivery.template <> 'test' then
        result.created_by_name := private.person_name(delivery.created_by);
      end if;
      update public.cc_notification_deliveries d set status = 'leased', attempts = d.attempts + 1, lease_token = result.lease_token, lease_until = lease_end,
        -- One press in the mail ends what it is made of, so the row keeps just that.
        payload = case when d.template = 'digest' then delivery.payload else d.payload end
      where d.id = delivery.id;
      return next result;
    exception when others then
      perform private.set_delivery_aside(delivery, sqlstate, sqlerrm);
    end;
  end loop;
end $$;
comment on function private.lease_deliveries(text, int, int) is
  'Hands out what is due, lower lanes first and agencies in turn. Everything that could have changed since it was queued is checked again here.';

create function private.tell_of_failure(delivery public.cc_notification_deliveries, p_reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations;
begin
  if delivery.invitation_id is not null then
    select i.* into invitation from public.cc_invitations i where i.inviter_tenant_id = delivery.tenant_id and i.id = delivery.invitation_id;
    -- No more reminders to an address that does not take mail.
    update public.cc_invitations i set next_reminder_at = null where i.id = invitation.id;
    perform private.tell_inviter('invitation.bounced', invitation, invitation.id || ':bounced', jsonb_build_object('reason', p_reason));
  elsif delivery.created_by is not null and delivery.template = 'notification' and (delivery.payload ->> 'type') <> 'delivery.failed' then
    perform private.notify('delivery.failed', delivery.tenant_id,
      array(select u.id from public.users u join public.clients c on c.id = u.client_id
        where u.id = delivery.created_by and c.agency_id = delivery.tenant_id and c.is_house),
      'delivery.failed:' || delivery.id, 'delivery', delivery.id, null,
      jsonb_build_object('person', delivery.address, 'subject', coalesce(delivery.payload ->> 'subject', ''), 'reason', p_reason),
      case when delivery.payload ->> 'run_id' is not null then '/provider/runs/' || (delivery.payload ->> 'run_id')
        else '/notifications?delivery=' || delivery.id end);
  end if;
end $$;

create function private.record_deliveries(p_results jsonb) returns table (delivery_id uuid, applied boolean)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  result record;
  delivery public.cc_notification_deliveries;
begin
  for result in
    select * from jsonb_to_recordset(p_results) r (delivery_id uuid, lease_token uuid, outcome text, provider text, provider_message_id text,
      code text, message text, retry_after_seconds int)
    order by r.delivery_id -- always in one order, so that two workers never wait for each other
  loop
    update public.cc_notification_deliveries d set
      status = case result.outcome
        when 'sent' then 'sent' when 'failed' then 'failed' when 'released' then 'queued' else case when d.attempts >= 8 then 'failed' else 'queued' end end,
      failure = case when result.outcome = 'failed' then 'rejected' when result.outcome = 'retry' and d.attempts >= 8 then 'gave_up' end,
      attempts = case when result.outcome = 'released' then d.attempts - 1 else d.attempts end,
      next_attempt_at = case when result.outcome = 'retry' and d.attempts < 8
        then now() + greatest(private.retry_seconds(d.attempts) * (0.8 + random() * 0.4), least(coalesce(result.retry_after_seconds, 0), 86400)) * interval '1 second'
        when result.outcome = 'released' then now() else d.next_attempt_at end,
      sent_at = case when result.outcome = 'sent' then now() else d.sent_at end,
      provider = coalesce(result.provider, d.provider),
      provider_message_id = coalesce(left(result.provider_message_id, 500), d.provider_message_id),
      last_error = case when result.outcome in ('retry', 'failed') then left(concat_ws(' ', result.code, result.message), 500) when result.outcome = 'sent' then null else d.last_error end,
      attempt_log = case when result.outcome = 'released' then d.attempt_log else d.attempt_log || jsonb_build_object('at', now(), 'outcome', result.outcome,
        'code', coalesce(left(result.code, 60), ''), 'message', coalesce(left(result.message, 300), '')) end,
      lease_token = null, lease_until = null
    where d.id = result.delivery_id and d.status = 'leased' and d.lease_token = result.lease_token
      and result.outcome in ('sent', 'retry', 'failed', 'released')
    returning d.* into delivery;
    delivery_id := result.delivery_id;
    applied := found;
    if applied and delivery.status = 'sent' and delivery.invitation_id is not null then
      update public.cc_invitations i set status = case i.status when 'pending' then 'sent' else i.status end, sent_at = coalesce(i.sent_at, now())
      where i.id = delivery.invitation_id and (i.status = 'pending' or i.sent_at is null);
    elsif applied and delivery.status = 'failed' then
      -- What happened stays known though nobody can be told: unrecorded, the mail would be sent again.
      begin
        perform private.tell_of_failure(delivery, coalesce(delivery.last_error, ''));
      exception when others then
        raise warning 'nobody can be told that delivery % failed: % (%)', delivery.id, sqlerrm, sqlstate;
      end;
    end if;
    return next;
  end loop;
end $$;
comment on function private.record_deliveries(jsonb) is 'How the leased deliveries went. `applied` is false for whoever no longer holds the lease: nothing changed.';

create function private.record_delivery_event(p_provider_message_id text, p_kind text, p_event_id text, p_detail text) returns table (applied boolean)
language plpgsql security definer set search_path = ''
as $$
declare
  delivery public.cc_notification_deliveries;
  own_id constant uuid := substring(p_provider_message_id from '^<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@|$)')::uuid;
begin
  if p_kind is null or p_kind not in ('delivered', 'bounced', 'complained') then
    perform private.refuse(400, 'invalid_kind');
  end if;
  select d.* into delivery from public.cc_notification_deliveries d
  where d.id = own_id or own_id is null and d.provider_message_id = p_provider_message_id
  for update limit 1;
  -- Providers repeat themselves and come out of order: each event counts once, and a bounce is never taken back.
  if delivery.id is null or delivery.attempt_log @> jsonb_build_array(jsonb_build_object('event', p_event_id))
    or p_kind = 'delivered' and delivery.status <> 'sent' or delivery.failure in ('bounced', 'complained') then
    return query select false;
    return;
  end if;
  update public.cc_notification_deliveries d set
    status = case p_kind when 'delivered' then 'delivered' else 'failed' end,
    failure = case p_kind when 'delivered' then null else p_kind end,
    delivered_at = case p_kind when 'delivered' then now() else d.delivered_at end,
    last_error = case p_kind when 'delivered' then d.last_error else left(p_detail, 500) end,
    lease_token = null, lease_until = null,
    attempt_log = d.attempt_log || jsonb_build_object('at', now(), 'outcome', p_kind, 'code', '', 'message', coalesce(left(p_detail, 300), ''), 'event', p_event_id)
  where d.id = delivery.id;
  if p_kind <> 'delivered' then
    -- Who complains hears from nobody here again; a mailbox that does not exist is not written to again.
    insert into public.cc_suppressions (tenant_id, address_hash, category, reason)
    values (case p_kind when 'bounced' then delivery.tenant_id end, private.token_hash(delivery.address), null, case p_kind when 'bounced' then 'bounce' else 'complaint' end)
    on conflict do nothing;
    perform private.tell_of_failure(delivery, coalesce(left(p_detail, 300), ''));
  end if;
  return query select true;
end $$;

create function private.replay_delivery(p_delivery_id uuid) returns table (delivery_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  delivery public.cc_notification_deliveries;
begin
  select d.* into delivery from public.cc_notification_deliveries d
  where d.id = p_delivery_id and d.tenant_id = private.my_staff_agency_id() for update;
  if delivery.id is null then
    perform private.refuse(404, 'delivery_not_found');
  elsif delivery.status <> 'failed' then
    perform private.refuse(409, 'delivery_not_failed');
  elsif delivery.failure = 'complained' then
    perform private.refuse(409, 'recipient_complained');
  end if;
  if delivery.invitation_id is not null then
    perform private.allow_mail_again(delivery.tenant_id, delivery.address);
  else
    -- Somebody says the address works now.
    delete from public.cc_suppressions s
    where s.address_hash = private.token_hash(delivery.address) and s.tenant_id = delivery.tenant_id and s.reason = 'bounce';
  end if;
  update public.cc_notification_deliveries d set status = 'queued', failure = null, attempts = 0,
    next_attempt_at = greatest(now(), case when d.invitation_id is not null
      then private.last_invitation_mail(d.tenant_id, d.address) + interval '10 minutes' end)
  where d.id = delivery.id;
  return query select delivery.id, 'queued';
end $$;

create function private.make_digest(p_delivery_ids uuid[]) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  digests int;
begin
  with judged as (
    select due.*, case
        when due.recipient_individual_id is null then 'recipient_gone'
        when n.read_at is not null or n.archived_at is not null then 'already_read'
        when decided.decision = 'suppress' then decided.reason
      end as dropped
    from public.cc_notification_deliveries due
    left join public.cc_notifications n on n.sender_tenant_id = due.tenant_id and n.id = due.notification_id
    left join public.cc_notification_preferences p on p.individual_id = due.recipient_individual_id
    -- Who has said no since does not get it in a digest either.
    cross join lateral private.decide(p, due.category, due.channel, due.is_required, (due.payload ->> 'run_id')::uuid, now()) decided
    where due.id = any (p_delivery_ids)
  ), closed as (
    update public.cc_notification_deliveries d set status = 'skipped', skip_reason = coalesce(judged.dropped, 'in_digest')
    from judged where d.id = judged.id
  ), made as (
    insert into public.cc_notification_deliveries
      (tenant_id, recipient_individual_id, channel, address, category, template, payload, lane, is_required, idempotency_key)
    select j.tenant_id, j.recipient_individual_id, 'email', max(j.address), min(j.category), 'digest',
      jsonb_build_object('items', jsonb_agg(j.payload || jsonb_build_object('at', j.created_at, 'category', j.category) order by j.created_at)), 3,
      -- Its parts were let through one by one; the digest itself is not to be held again.
      -- Each row goes into one digest, so its first one names it, also when a long list is cut in two.
      true, 'digest:' || (array_agg(j.id order by j.created_at, j.id))[1]
    from judged j where j.dropped is null group by j.tenant_id, j.recipient_individual_id
    on conflict (idempotency_key) do nothing returning 1
  )
  select count(*) into digests from made;
  return digests;
end $$;
comment on function private.make_digest(uuid[]) is
  'Makes one mail of what waited for one person and is still unread, and closes the rows; returns 0 when nothing is left to tell.';

-- Whatever fails, for one row or in one part, is said in the database's log and does not keep the rest from being done.
create function private.run_delivery_housekeeping() returns table (expired_leases int, reminders int, expiring int, expired int, digests int)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  soon record;
  waiting record;
begin
  expired_leases := 0; reminders := 0; expiring := 0; expired := 0; digests := 0;
  -- One worker at a time is enough.
  if not pg_try_advisory_xact_lock(hashtextextended('delivery_housekeeping', 0)) then
    return next;
    return;
  end if;
  expired_leases := private.release_expired_leases();
  delete from private.rate_limits r where r.until < now();
  perform private.run_presence_housekeeping();

  -- Reminders: first after five days, then every three, at most three.
  begin
    with due as (
      select i.id, i.reminder_count, i.next_reminder_at,
        case when i.reminders_enabled then private.invitation_state(i) end as state
      from public.cc_invitations i
      where i.next_reminder_at <= now() order by i.next_reminder_at limit 500 for update skip locked
    ), advanced as (
      update public.cc_invitations i set
        reminder_count = i.reminder_count + case due.state when 'open' then 1 else 0 end,
        next_reminder_at = case
          when due.state = 'open' and due.reminder_count < 2 then now() + interval '3 days'
          -- A run that is closed may open again: until then nobody is reminded, and no reminder is used up.
          when due.state = 'closed' and i.status in ('pending', 'sent', 'viewed') then now() + interval '1 day' end
      from due where i.id = due.id
      returning i.id, i.inviter_tenant_id, i.email_norm, i.reminder_count, i.inviter_individual_id, due.reminder_count as earlier_count,
        due.next_reminder_at as due_at
    ), queued as (
      insert into public.cc_notification_deliveries (tenant_id, invitation_id, channel, address, category, template, lane, idempotency_key, created_by)
      select a.inviter_tenant_id, a.id, 'email', a.email_norm, 'invitations', 'invitation.reminder', 3,
        -- Not its number, which begins again when somebody sends the invitation once more.
        'invitation:' || a.id || ':reminder:' || extract(epoch from a.due_at), a.inviter_individual_id
      from advanced a where a.reminder_count > a.earlier_count and a.email_norm is not null
      on conflict (idempotency_key) do nothing returning 1
    )
    select count(*) into reminders from queued;
  exception when others then
    raise warning 'reminders cannot be queued: % (%)', sqlerrm, sqlstate;
  end;

  -- Three days before the end the inviter hears of it, once, and of all that end together.
  for soon in
    select i.inviter_tenant_id, i.inviter_individual_id, i.context_type, i.context_id, count(*) as people,
      (array_agg(i.id order by i.claim_token_expires_at))[1] as first_id, min(i.claim_token_expires_at) as first_end
    from public.cc_invitations i
    where i.status in ('pending', 'sent', 'viewed') and i.claim_token_expires_at between now() + interval '2 days' and now() + interval '3 days'
      and i.created_at < now() - interval '1 day'
    group by i.inviter_tenant_id, i.inviter_individual_id, i.context_type, i.context_id
  loop
    declare
      invitation public.cc_invitations;
    begin
      select i.* into invitation from public.cc_invitations i where i.id = soon.first_id;
      perform private.tell_inviter('invitation.expiring', invitation, soon.context_id || ':' || (soon.first_end at time zone 'UTC')::date,
        jsonb_build_object('expires', to_char(soon.first_end at time zone 'UTC', 'FMDD Mon YYYY'),
          'person', coalesce(invitation.invitee_name, invitation.email_norm, invitation.invitee_phone)
            || case when soon.people > 1 then ' and ' || soon.people - 1 || case when soon.people = 2 then ' other' else ' others' end else '' end));
      expiring := expiring + 1;
    exception when others then
      raise warning 'nobody can be told that invitation % expires: % (%)', soon.first_id, sqlerrm, sqlstate;
    end;
  end loop;

  begin
    update public.cc_invitations i set status = 'expired', next_reminder_at = null
    where i.id in (
      select o.id from public.cc_invitations o where o.status in ('pending', 'sent', 'viewed') and o.claim_token_expires_at <= now()
      order by o.claim_token_expires_at limit 1000 for update skip locked);
    get diagnostics expired = row_count;
  exception when others then
    raise warning 'invitations cannot be marked as expired: % (%)', sqlerrm, sqlstate;
  end;

  for waiting in
    select held.tenant_id, held.recipient_individual_id, array_agg(held.id) as ids from (
      select d.id, d.tenant_id, d.recipient_individual_id from public.cc_notification_deliveries d
      where d.status = 'held' and d.next_attempt_at <= now()
      order by d.next_attempt_at, d.recipient_individual_id limit 2000 for update skip locked
    ) held group by held.tenant_id, held.recipient_individual_id
  loop
    begin
      digests := digests + private.make_digest(waiting.ids);
    exception when others then
      raise warning 'no digest can be made for %: % (%)', waiting.recipient_individual_id, sqlerrm, sqlstate;
      update public.cc_notification_deliveries d set next_attempt_at = now() + interval '1 hour' where d.id = any (waiting.ids);
    end;
  end loop;
  perform private.run_client_housekeeping();
  perform private.run_automation();
  return next;
end $$;
comment on function private.run_delivery_housekeeping() is 'Reminders, warnings before the end, expiry, digests and lost leases. Safe to run at any time and from several workers.';

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'signature(text)', 'preference_token(uuid)', 'preference_delivery(text)', 'is_suppressed(uuid, text, text)', 'unsubscribe_page(text)',
    'set_subscription(text, text, boolean)', 'wanted_digest(public.cc_notification_deliveries)', 'recheck_delivery(public.cc_notification_deliveries)', 'release_expired_leases()',
    'set_delivery_aside(public.cc_notification_deliveries, text, text)', 'lease_deliveries(text, int, int)',
    'tell_of_failure(public.cc_notification_deliveries, text)', 'record_deliveries(jsonb)',
    'record_delivery_event(text, text, text, text)', 'replay_delivery(uuid)', 'make_digest(uuid[])', 'run_delivery_housekeeping()'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function private.retry_seconds(int) to audienceos_definer;
grant execute on function private.unsubscribe_page(text), private.set_subscription(text, text, boolean) to anon, authenticated;
grant execute on function private.replay_delivery(uuid) to authenticated;
grant execute on function
  private.lease_deliveries(text, int, int), private.record_deliveries(jsonb), private.record_delivery_event(text, text, text, text),
  private.run_delivery_housekeeping()
to service_role;

-- functions: what the API offers

create function public.unsubscribe_page(token text) returns table (address_hint text, agency_name text, category text, categories jsonb)
language sql stable set search_path = ''
as $$ select * from private.unsubscribe_page(token) $$;
comment on function public.unsubscribe_page(text) is
  'What the preference page of a mail shows: [{category, is_on, is_required}]; `category` is that of the mail. No row for an unknown link. Changes nothing.';

create function public.unsubscribe(token text, category text default null) returns table (done boolean)
language sql set search_path = ''
as $$ select * from private.set_subscription(token, category, false) $$;
comment on function public.unsubscribe(text, text) is 'Ends the mails of a category; null: that of the mail the link came with; `all`: everything that is not required.';

create function public.resubscribe(token text, category text default null) returns table (done boolean)
language sql set search_path = ''
as $$ select * from private.set_subscription(token, category, true) $$;
comment on function public.resubscribe(text, text) is 'Takes unsubscribe back.';

create function public.replay_delivery(delivery_id uuid) returns table (delivery_id uuid, status text)
language sql set search_path = ''
as $$ select * from private.replay_delivery(delivery_id) $$;
comment on function public.replay_delivery(uuid) is 'Sends a failed delivery again. 404 delivery_not_found; 409 delivery_not_failed, recipient_complained, recipient_refuses_mail.';

create function public.lease_deliveries(worker text, max int, lease_seconds int) returns setof public.leased_delivery
language sql set search_path = ''
as $$ select * from private.lease_deliveries(worker, max, lease_seconds) $$;
comment on function public.lease_deliveries(text, int, int) is 'For workers: takes up to `max` due deliveries for so many seconds.';

create function public.record_deliveries(results jsonb) returns table (delivery_id uuid, applied boolean)
language sql set search_path = ''
as $$ select * from private.record_deliveries(results) $$;
comment on function public.record_deliveries(jsonb) is
  'For workers: [{delivery_id, lease_token, outcome: sent | retry | failed | released, provider?, provider_message_id?, code?, message?, retry_after_seconds?}].';

create function public.record_delivery_event(provider_message_id text, kind text, event_id text, detail text default null) returns table (applied boolean)
language sql set search_path = ''
as $$ select * from private.record_delivery_event(provider_message_id, kind, event_id, detail) $$;
comment on function public.record_delivery_event(text, text, text, text) is 'For webhooks: delivered, bounced or complained. Each event counts once.';

create function public.run_delivery_housekeeping() returns table (expired_leases int, reminders int, expiring int, expired int, digests int)
language sql set search_path = ''
as $$ select * from private.run_delivery_housekeeping() $$;
comment on function public.run_delivery_housekeeping() is 'For workers: what is due by the clock.';

grant execute on function public.unsubscribe_page(text), public.unsubscribe(text, text), public.resubscribe(text, text) to anon, authenticated;
grant execute on function public.replay_delivery(uuid) to authenticated;
grant execute on function
  public.lease_deliveries(text, int, int), public.record_deliveries(jsonb), public.record_delivery_event(text, text, text, text),
  public.run_delivery_housekeeping()
to service_role;
