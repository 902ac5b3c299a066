-- The people of a run as staff see them: everybody invited or joined, with where the invitation stands and where its mail does.

-- tables

create type public.run_person as (
  id uuid,
  invitation_id uuid,
  stakeholder_id uuid,
  name text,
  email text,
  phone text,
  role text,
  state text,
  inviter_name text,
  message text,
  created_at timestamptz,
  sent_at timestamptz,
  viewed_at timestamptz,
  joined_at timestamptz,
  declined_at timestamptz,
  decline_reason text,
  revoked_at timestamptz,
  expires_at timestamptz,
  reminders_enabled boolean,
  reminder_count smallint,
  next_reminder_at timestamptz,
  delivery_id uuid,
  delivery_status text,
  delivery_failure text,
  delivery_reason text,
  delivery_at timestamptz
);
comment on type public.run_person is
  'Somebody invited to a run or on it. state: pending, sent, viewed, joined, left, declined, expired, revoked. The delivery is the newest mail.';

-- functions

-- Elevated, because whoever joined by a phone number or another spelling is known by a row of `users` that the agency may not read.
create function private.run_people(p_run_id uuid) returns setof public.run_person
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_staff_agency_id();
begin
  return query
  select i.id, i.id, s.id, coalesce(i.invitee_name, person.full_name), coalesce(i.invitee_email, person.email), i.invitee_phone,
    coalesce(s.role, i.invitee_role),
    case
      when s.id is not null then 'joined'
      when i.status = 'claimed' then 'left'
      when i.status in ('pending', 'sent', 'viewed', 'declined') and i.claim_token_expires_at <= now() then 'expired'
      else i.status
    end,
    private.person_name(i.inviter_individual_id), i.message, i.created_at, i.sent_at, i.viewed_at, coalesce(s.created_at, i.claimed_at),
    i.declined_at, i.decline_reason, i.revoked_at, i.claim_token_expires_at, i.reminders_enabled, i.reminder_count, i.next_reminder_at,
    d.id, d.status, d.failure, coalesce(d.last_error, d.skip_reason), coalesce(d.delivered_at, d.sent_at, d.next_attempt_at)
  from public.cc_invitations i
  left join public.cc_run_stakeholders s on s.run_id = i.run_id and s.user_id = i.claimed_by
  left join public.users person on person.id = i.claimed_by
  left join lateral (
    select q.id, q.status, q.failure, q.last_error, q.skip_reason, q.delivered_at, q.sent_at, q.next_attempt_at
    from public.cc_notification_deliveries q
    where q.tenant_id = agency and q.invitation_id = i.id and q.channel = 'email'
    order by q.created_at desc, q.id desc limit 1
  ) d on true
  where i.inviter_tenant_id = agency and i.run_id = p_run_id
    -- Who was invited again stands in the list once, with the newer invitation.
    and not (i.status in ('revoked', 'expired') and exists (
      select from public.cc_invitations newer
      where newer.inviter_tenant_id = agency and newer.run_id = p_run_id and newer.created_at > i.created_at
        and (newer.email_norm = i.email_norm or i.email_norm is null and newer.invitee_phone = i.invitee_phone)
    ))
  union all
  -- Their invitation was deleted; they are here all the same.
  select s.id, null, s.id, person.full_name, person.email, null, s.role, 'joined',
    null, null, s.created_at, null, null, s.created_at, null, null, null, null, false, 0::smallint, null, null, null, null, null, null
  from public.cc_run_stakeholders s
  join public.users person on person.id = s.user_id
  where s.tenant_id = agency and s.run_id = p_run_id and s.invitation_id is null;
end $$;

create function private.run_person_group(person public.run_person) returns text
language sql immutable set search_path = ''
as $$
  select case
    when person.state = 'joined' then 'joined'
    when person.state = 'declined' then 'declined'
    when person.state in ('expired', 'revoked', 'left') then 'ended'
    when person.delivery_failure is not null or person.delivery_status in ('failed', 'skipped') then 'undelivered'
    else 'waiting'
  end
$$;

create function private.list_run_people(p_run_id uuid, p_group text, p_search text, p_before timestamptz, p_before_id uuid)
returns setof public.run_person
language plpgsql stable security definer set search_path = ''
as $$
declare
  pattern constant text := '%' || replace(replace(replace(p_search, '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  return query
  select p.* from private.run_people(p_run_id) p
  where (p_group is null or private.run_person_group(p) = p_group)
    and (coalesce(p_search, '') = '' or p.name ilike pattern or p.email ilike pattern or p.phone ilike pattern)
    and (p_before is null or (p.created_at, p.id) < (p_before, p_before_id))
  order by p.created_at desc, p.id desc limit 51;
end $$;

create function private.count_run_people(p_run_id uuid)
returns table (everybody int, waiting int, joined int, undelivered int, declined int, ended int)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select count(*)::int, count(*) filter (where g.name = 'waiting')::int, count(*) filter (where g.name = 'joined')::int,
    count(*) filter (where g.name = 'undelivered')::int, count(*) filter (where g.name = 'declined')::int, count(*) filter (where g.name = 'ended')::int
  from private.run_people(p_run_id) p, lateral (select private.run_person_group(p)) g (name);
end $$;

-- First page and counts of one look: of a run with thousands of people it is what takes the time.
create function private.run_people_page(p_run_id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    with everybody as materialized (
      select p as person, p.created_at, p.id, private.run_person_group(p) as name from private.run_people(p_run_id) p
    )
    select jsonb_build_object(
      'counts', (
        select jsonb_build_object('everybody', count(*), 'waiting', count(*) filter (where e.name = 'waiting'),
          'joined', count(*) filter (where e.name = 'joined'), 'undelivered', count(*) filter (where e.name = 'undelivered'),
          'declined', count(*) filter (where e.name = 'declined'), 'ended', count(*) filter (where e.name = 'ended'))
        from everybody e),
      'people', (
        select coalesce(jsonb_agg(to_jsonb(f.person) order by f.created_at desc, f.id desc), '[]')
        from (select e.person, e.created_at, e.id from everybody e order by e.created_at desc, e.id desc limit 51) f)));
end $$;

alter function private.run_people(uuid) owner to audienceos_definer;
alter function private.list_run_people(uuid, text, text, timestamptz, uuid) owner to audienceos_definer;
alter function private.count_run_people(uuid) owner to audienceos_definer;
alter function private.run_people_page(uuid) owner to audienceos_definer;
grant execute on function private.run_person_group(public.run_person) to audienceos_definer;
grant execute on function
  private.list_run_people(uuid, text, text, timestamptz, uuid), private.count_run_people(uuid), private.run_people_page(uuid)
to authenticated;

create function public.list_run_people(
  run_id uuid, group_name text default null, search text default null, before timestamptz default null, before_id uuid default null
)
returns setof public.run_person
language sql stable set search_path = ''
as $$ select * from private.list_run_people(run_id, group_name, search, before, before_id) $$;
comment on function public.list_run_people(uuid, text, text, timestamptz, uuid) is
  'Everybody invited to a run or on it, newest first, 50 and one more that tells whether there are further ones. Nothing for another agency''s run. '
  'group_name: waiting, joined, undelivered, declined, ended.';

create function public.count_run_people(run_id uuid)
returns table (everybody int, waiting int, joined int, undelivered int, declined int, ended int)
language sql stable set search_path = ''
as $$ select * from private.count_run_people(run_id) $$;
comment on function public.count_run_people(uuid) is 'How many people of a run are in each group of list_run_people.';

-- A computed column and hence one value: the run's page asks for it along with everything else, in one request.
create function public.run_people(run public.cc_n3_runs) returns jsonb
language sql stable set search_path = ''
as $$ select private.run_people_page(run.id) $$;
comment on function public.run_people(public.cc_n3_runs) is 'First page of list_run_people and the counts of count_run_people, as a column of the run.';

grant execute on function
  public.list_run_people(uuid, text, text, timestamptz, uuid), public.count_run_people(uuid), public.run_people(public.cc_n3_runs)
to authenticated;
