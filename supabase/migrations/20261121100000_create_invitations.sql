-- Invitations: people from outside come into a run, a client or the agency's own team through private claim links.

-- tables

create type public.cc_invitation_context as enum
  ('job', 'service_run', 'property', 'crew', 'conversation', 'portal', 'community', 'tenant', 'standby_pool');

create table public.cc_invitations (
  id uuid primary key default gen_random_uuid(),
  inviter_tenant_id uuid not null references public.agencies (id) on delete cascade,
  inviter_party_id uuid,
  inviter_individual_id uuid references public.users (id) on delete set null,
  context_type public.cc_invitation_context not null,
  context_id uuid not null,
  context_name text,
  -- A key cannot depend on a kind, so each kind that exists has its own column, and the pair stays within the agency.
  run_id uuid generated always as (case when context_type = 'service_run' then context_id end) stored,
  client_id uuid generated always as (case when context_type = 'tenant' then context_id end) stored,
  invitee_role text not null,
  invitee_email text check (char_length(invitee_email) <= 320),
  email_norm text check (char_length(email_norm) <= 320),
  invitee_phone text check (char_length(invitee_phone) <= 32),
  invitee_name text check (char_length(invitee_name) <= 120),
  claim_token_expires_at timestamptz not null default now() + interval '30 days' check (isfinite(claim_token_expires_at)),
  status text not null default 'pending'
    check (status in ('pending', 'sent', 'viewed', 'claimed', 'expired', 'revoked', 'declined')),
  sent_at timestamptz,
  viewed_at timestamptz,
  claimed_at timestamptz,
  claimed_by uuid,
  declined_at timestamptz,
  decline_reason text check (char_length(decline_reason) <= 500),
  revoked_at timestamptz,
  revoked_by uuid,
  batch_id uuid,
  message text check (char_length(message) <= 500),
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and pg_column_size(metadata) <= 16384),
  reminders_enabled boolean not null default true,
  reminder_count smallint not null default 0,
  next_reminder_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (inviter_tenant_id, id),
  constraint cc_invitations_role_fits_context check (
    case context_type
      when 'service_run' then invitee_role in ('observer', 'stakeholder', 'participant', 'contractor')
      when 'tenant' then invitee_role in ('agency_owner', 'agency_admin', 'team_member', 'client_viewer')
      else true
    end
  ),
  constraint cc_invitations_claim_is_whole check ((status = 'claimed') = (claimed_by is not null and claimed_at is not null)),
  foreign key (inviter_tenant_id, run_id) references public.cc_n3_runs (tenant_id, id) on delete cascade,
  foreign key (inviter_tenant_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.cc_invitations is 'An invitation into a run (`service_run`) or into a client or team (`tenant`). The link''s secret is not here.';
comment on column public.cc_invitations.inviter_tenant_id is 'The agency that invites.';
comment on column public.cc_invitations.inviter_party_id is 'Kept from the older shape; this product has no parties, so it stays empty.';
comment on column public.cc_invitations.context_id is 'The run, or the client (the house client for the agency''s own team).';
comment on column public.cc_invitations.email_norm is 'The address as it is compared: trimmed and in lower case. `invitee_email` keeps what was typed.';
comment on column public.cc_invitations.invitee_phone is 'In E.164 form. An invitation by phone is claimed by whoever is signed in and holds the link.';
comment on column public.cc_invitations.status is '`expired` is also true of a live invitation whose `claim_token_expires_at` has passed; the sweep writes it later.';
comment on column public.cc_invitations.claimed_by is 'Who claimed it. No foreign key: history outlives people.';
comment on column public.cc_invitations.next_reminder_at is 'When the next automatic reminder goes out; null when there is none.';

create table public.cc_invitation_tokens (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  invitation_id uuid not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  channel text not null check (channel in ('create', 'copy', 'email')),
  created_by uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  foreign key (tenant_id, invitation_id) references public.cc_invitations (inviter_tenant_id, id) on delete cascade
);
comment on table public.cc_invitation_tokens is 'The links of an invitation, as SHA-256 of the secret only. Each copy and each mail has its own; all work until reset.';

create table public.cc_run_stakeholders (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  run_id uuid not null,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null default 'stakeholder' check (role in ('observer', 'stakeholder', 'participant', 'contractor')),
  invitation_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (run_id, user_id),
  foreign key (tenant_id, run_id) references public.cc_n3_runs (tenant_id, id) on delete cascade,
  foreign key (tenant_id, invitation_id) references public.cc_invitations (inviter_tenant_id, id) on delete set null (invitation_id)
);
comment on table public.cc_run_stakeholders is 'Who follows a run from outside. Made by claiming an invitation; a person may hold runs of many agencies.';

create table public.cc_external_contact_points (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.agencies (id) on delete cascade,
  kind text not null check (kind in ('email', 'phone')),
  value text not null check (char_length(value) between 3 and 320),
  value_norm text not null generated always as (lower(btrim(value))) stored,
  name text check (char_length(name) <= 120),
  created_by uuid default private.my_user_id(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, kind, value_norm)
);
comment on table public.cc_external_contact_points is 'The agency''s contact list: addresses and numbers of people outside.';

-- Not part of the product's data: what an operator sets, and counters that all instances share.
create table private.settings (
  name text primary key,
  value text not null
);
comment on table private.settings is
  'Set by the operator. `invitations_per_day` and `invitations_per_day:<agency id>`: the limit; `signing_key`: signs preference links.';
insert into private.settings values
  ('invitations_per_day', '500'),
  ('signing_key', encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'));

create unlogged table private.rate_limits (
  key text primary key,
  hits int not null,
  until timestamptz not null
);
comment on table private.rate_limits is 'Attempts within a window, per key. Losing it in a crash forgives; nothing else depends on it.';

-- indexes

create unique index cc_invitations_one_live_per_email on public.cc_invitations (context_type, context_id, email_norm)
  where status in ('pending', 'sent', 'viewed');
create unique index cc_invitations_one_live_per_phone on public.cc_invitations (context_type, context_id, invitee_phone)
  where status in ('pending', 'sent', 'viewed') and email_norm is null;
create index cc_invitations_by_run on public.cc_invitations (inviter_tenant_id, run_id, created_at desc, id desc);
create index cc_invitations_by_client on public.cc_invitations (inviter_tenant_id, client_id, created_at desc, id desc);
create index cc_invitations_by_agency on public.cc_invitations (inviter_tenant_id, created_at desc, id desc);
-- The limit of a day counts what was deleted as well.
create index activity_log_deleted_invitations on public.activity_log (agency_id, created_at)
  where table_name = 'cc_invitations' and action = 'delete';
-- The foreign key alone needs it, when a person is removed.
create index cc_invitations_by_inviter on public.cc_invitations (inviter_individual_id);
-- "You have N invitations": across agencies, by the person's own address.
create index cc_invitations_by_email on public.cc_invitations (email_norm) where status in ('pending', 'sent', 'viewed', 'declined');
create index cc_invitations_by_claimer on public.cc_invitations (claimed_by, claimed_at) where claimed_by is not null;
create index cc_invitations_reminders_due on public.cc_invitations (next_reminder_at) where next_reminder_at is not null;
create index cc_invitations_by_expiry on public.cc_invitations (claim_token_expires_at) where status in ('pending', 'sent', 'viewed');
create index cc_invitation_tokens_by_invitation on public.cc_invitation_tokens (tenant_id, invitation_id);
create index cc_run_stakeholders_by_run on public.cc_run_stakeholders (tenant_id, run_id, id);
create index cc_run_stakeholders_by_invitation on public.cc_run_stakeholders (tenant_id, invitation_id);
-- "Which runs are mine" is asked by a policy, across agencies.
create index cc_run_stakeholders_by_user on public.cc_run_stakeholders (user_id, run_id);
create index cc_external_contact_points_by_name on public.cc_external_contact_points (tenant_id, name, id);

-- access: invitations and their tokens

alter table public.cc_invitations enable row level security;
alter table public.cc_invitations force row level security;
grant select, delete on public.cc_invitations to authenticated;
grant select, insert, update, delete on public.cc_invitations to service_role, audienceos_definer;

create policy "Staff read their agency's invitations" on public.cc_invitations for select to authenticated
using (inviter_tenant_id = (select private.my_staff_agency_id()));
create policy "Admins delete their agency's invitations" on public.cc_invitations for delete to authenticated
using (inviter_tenant_id = (select private.my_admin_agency_id()));

alter table public.cc_invitation_tokens enable row level security;
alter table public.cc_invitation_tokens force row level security;
grant select, insert, update, delete on public.cc_invitation_tokens to audienceos_definer;

-- access: stakeholders

alter table public.cc_run_stakeholders enable row level security;
alter table public.cc_run_stakeholders force row level security;
grant select, update (role), delete on public.cc_run_stakeholders to authenticated;
grant select, insert, update, delete on public.cc_run_stakeholders to service_role, audienceos_definer;

create policy "Staff read their agency's stakeholders and people themselves" on public.cc_run_stakeholders for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()) or user_id = (select private.my_user_id()));
create policy "Staff change their agency's stakeholders" on public.cc_run_stakeholders for update to authenticated
using (tenant_id = (select private.my_staff_agency_id()))
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff remove their agency's stakeholders and people themselves" on public.cc_run_stakeholders for delete to authenticated
using (tenant_id = (select private.my_staff_agency_id()) or user_id = (select private.my_user_id()));

create function private.my_stakeholder_run_ids() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = ''
as $$ begin return array(select s.run_id from public.cc_run_stakeholders s where s.user_id = private.my_user_id()); end $$;
comment on function private.my_stakeholder_run_ids() is 'The runs the caller follows as a stakeholder; empty for others.';
alter function private.my_stakeholder_run_ids() owner to audienceos_definer;
grant execute on function private.my_stakeholder_run_ids() to authenticated;

-- A case, because of an `or` the planner makes two bitmap scans and a sort of the whole agency, a hundred times the price of the
-- first page of runs; so it walks the index that the query asks for, and staff never come to the second arm.
drop policy "Staff read their agency's runs" on public.cc_n3_runs;
create policy "Staff read their agency's runs and stakeholders their own" on public.cc_n3_runs for select to authenticated
using (
  case when tenant_id = (select private.my_staff_agency_id()) then true
  else id = any ((select private.my_stakeholder_run_ids())::uuid[]) end
);

-- access: contacts

alter table public.cc_external_contact_points enable row level security;
alter table public.cc_external_contact_points force row level security;
grant select, insert (tenant_id, kind, value, name), update (name), delete on public.cc_external_contact_points to authenticated;
grant select, insert, update, delete on public.cc_external_contact_points to service_role;
grant select, insert (tenant_id, kind, value, name, created_by), update (name, updated_at) on public.cc_external_contact_points to audienceos_definer;

create policy "Staff read their agency's contacts" on public.cc_external_contact_points for select to authenticated
using (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff add contacts to their agency" on public.cc_external_contact_points for insert to authenticated
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff change their agency's contacts" on public.cc_external_contact_points for update to authenticated
using (tenant_id = (select private.my_staff_agency_id()))
with check (tenant_id = (select private.my_staff_agency_id()));
create policy "Staff delete their agency's contacts" on public.cc_external_contact_points for delete to authenticated
using (tenant_id = (select private.my_staff_agency_id()));

-- access: settings and counters, for elevated functions alone

alter table private.settings enable row level security;
alter table private.settings force row level security;
alter table private.rate_limits enable row level security;
alter table private.rate_limits force row level security;
grant select on private.settings to audienceos_definer;
grant select, insert, update, delete on private.rate_limits to audienceos_definer;

-- functions: tokens, addresses, limits

create function private.new_token() returns text
language sql volatile set search_path = ''
as $$
  select translate(rtrim(encode(
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64'), '='), '+/', '-_')
$$;
comment on function private.new_token() is 'A secret of 32 bytes for an address, 43 characters. Three random ids feed it, because not every Postgres has pgcrypto.';

create function private.token_hash(token text) returns bytea
language sql immutable set search_path = ''
as $$ select sha256(convert_to(token, 'UTF8')) $$;

create function private.normal_email(typed text) returns text
language sql immutable set search_path = ''
as $$
  select case
    when char_length(x) <= 254 and x ~ '^[^\s@<>"(),:;\\\[\]]{1,64}@[^\s@<>"(),:;\\\[\]/]+\.[^\s@<>"(),:;\\\[\]/.]{2,}$' and x !~ '(^\.|\.@|\.\.|@\.|[[:cntrl:]])'
      then x
  end
  from (select lower(regexp_replace(translate(btrim(typed), U&'\FEFF\200B\200C\200D\2060\00AD', ''), '^mailto:', '', 'i'))) t (x)
$$;
comment on function private.normal_email(text) is 'An address as it is compared, or null when it cannot be one. Plus signs and dots are kept: they are the owner''s business.';

create function private.normal_phone(typed text) returns text
language sql immutable set search_path = ''
as $$
  select case when x ~ '^\+[1-9][0-9]{6,14}$' then x end
  from (select regexp_replace(regexp_replace(btrim(typed), '[\s().\-/]', '', 'g'), '^00', '+')) t (x)
$$;
comment on function private.normal_phone(text) is 'A number in E.164 form, or null when it is not international.';

create function private.masked_address(address text) returns text
language sql immutable set search_path = ''
as $$
  select case when address like '%@%' then left(address, 1) || '•••@' || split_part(address, '@', 2) else '•••' || right(address, 2) end
$$;

create function private.role_rank(role text) returns int
language sql immutable set search_path = ''
as $$
  select case role when 'agency_owner' then 5 when 'agency_admin' then 4 when 'team_member' then 3 when 'client_viewer' then 2 else 1 end
$$;

create function private.my_rank() returns int
language plpgsql stable security definer set search_path = ''
as $$ begin return (select private.role_rank(u.role::text) from public.users u where u.id = private.my_user_id()); end $$;

-- Nothing is counted in a read-only transaction, so that an address opened with GET stays without effect.
create function private.count_attempt(key text, max_hits int, seconds int) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  hits int;
begin
  if current_setting('transaction_read_only') = 'on' then
    return true;
  end if;
  insert into private.rate_limits as r (key, hits, until) values (count_attempt.key, 1, now() + make_interval(secs => seconds))
  on conflict on constraint rate_limits_pkey do update set
    hits = case when r.until <= now() then 1 else r.hits + 1 end,
    until = case when r.until <= now() then excluded.until else r.until end
  returning r.hits into hits;
  return hits <= max_hits;
end $$;
comment on function private.count_attempt(text, int, int) is 'Counts one attempt; false when there were more than `max_hits` within the window. Shared by all instances.';

create function private.visitor_address() returns text
language plpgsql stable set search_path = ''
as $$
declare
  headers constant jsonb := coalesce(nullif(current_setting('request.headers', true), ''), '{}')::jsonb;
begin
  return left(coalesce(headers ->> 'x-visitor-address', headers ->> 'cf-connecting-ip', split_part(headers ->> 'x-forwarded-for', ',', 1), 'unknown'), 64);
end $$;
comment on function private.visitor_address() is
  'Where the request came from, as the web server says. It can be made up by a caller of the API, so it only slows the honest path down; secrets of 256 bits need no more.';

-- functions: mails of invitations, ten minutes apart for one address

create function private.invitation_mail_lock(p_agency uuid, p_address text) returns bigint
language sql immutable set search_path = ''
as $$ select hashtextextended('invitation_mail:' || p_agency || ':' || p_address, 0) $$;

create function private.last_invitation_mail(p_agency uuid, p_address text) returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select max(case d.status when 'queued' then d.next_attempt_at when 'leased' then now() else d.sent_at end)
    from public.cc_notification_deliveries d
    where d.tenant_id = p_agency and d.address = p_address and d.invitation_id is not null
      and d.status in ('queued', 'leased', 'sent', 'delivered')
  );
end $$;
comment on function private.last_invitation_mail(uuid, text) is
  'When the last mail of any of the agency''s invitations went to this address, or is to go. Workers keep the distance; this tells people beforehand.';

create function private.allow_mail_again(p_agency uuid, p_address text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Somebody says the address works now.
  delete from public.cc_suppressions s
  where s.address_hash = private.token_hash(p_address) and s.tenant_id = p_agency and s.reason = 'bounce';
  if private.is_suppressed(p_agency, p_address, 'invitations') then
    perform private.refuse(409, 'recipient_refuses_mail');
  end if;
end $$;
comment on function private.allow_mail_again(uuid, text) is
  'Before an invitation is mailed again on purpose: that a mail came back is forgotten; what the recipient said stands, 409 recipient_refuses_mail.';

-- functions: inviting

create function private.create_invitations(p_context public.cc_invitation_context, p_context_id uuid, p_rows jsonb, p_dry_run boolean)
returns table (row_no int, outcome text, invitation_id uuid, token text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  agency constant uuid := private.my_staff_agency_id();
  my_rank constant int := private.my_rank();
  context_name text;
  roles text[];
  default_role text;
  batch constant uuid := gen_random_uuid();
  left_today int;
begin
  if p_context = 'service_run' then
    select r.name into context_name from public.cc_n3_runs r where r.id = p_context_id and r.tenant_id = agency;
    if not found then
      perform private.refuse(404, 'run_not_found');
    end if;
    roles := '{observer,stakeholder,participant,contractor}';
    default_role := 'stakeholder';
  else
    select case when c.is_house then a.name else c.name end, case when c.is_house then 'team_member' else 'client_viewer' end
    into context_name, default_role
    from public.clients c join public.agencies a on a.id = c.agency_id where c.id = p_context_id and c.agency_id = agency;
    if not found then
      perform private.refuse(404, 'client_not_found');
    end if;
    if my_rank < private.role_rank('agency_admin') then
      perform private.refuse(403, 'admin_required');
    end if;
    roles := case default_role when 'team_member' then '{team_member,agency_admin,agency_owner}' else '{client_viewer}' end;
  end if;
  if p_rows is null or jsonb_typeof(p_rows) <> 'array' then
    perform private.refuse(400, 'invalid_rows');
  end if;
  -- A list is judged as a whole, or each part of it would count the day's limit from the start; it is sent in parts.
  if jsonb_array_length(p_rows) > (case when p_dry_run then 10000 else 1000 end) then
    perform private.refuse(400, 'too_many_rows');
  end if;
  if not coalesce(p_dry_run, false) then
    -- Batches of one agency take turns, so that none slips past the limit or the other's addresses.
    perform pg_advisory_xact_lock(hashtextextended('invite:' || agency::text, 0));
    -- An overdue invitation never stands in the way of a new one.
    update public.cc_invitations i set status = 'expired', next_reminder_at = null
    where i.context_type = p_context and i.context_id = p_context_id and i.inviter_tenant_id = agency
      and i.status in ('pending', 'sent', 'viewed') and i.claim_token_expires_at <= now();
  end if;
  select coalesce(
    (select s.value from private.settings s where s.name = 'invitations_per_day:' || agency::text),
    (select s.value from private.settings s where s.name = 'invitations_per_day'), '500')::int
    - (select count(*) from public.cc_invitations i where i.inviter_tenant_id = agency and i.created_at > now() - interval '1 day')
    -- Deleting an invitation does not unsend it.
    - (select count(*) from public.activity_log l
      where l.agency_id = agency and l.table_name = 'cc_invitations' and l.action = 'delete' and l.created_at > now() - interval '1 day'
        and (l.old_values ->> 'created_at')::timestamptz > now() - interval '1 day')
  into left_today;

  return query
  -- Materialized, or each mention of an address would bring it into its normal form again.
  with parsed as materialized (
    select e.n::int as row_no,
      nullif(btrim(e.v ->> 'email'), '') as email, private.normal_email(e.v ->> 'email') as email_norm,
      case when nullif(btrim(e.v ->> 'email'), '') is null then private.normal_phone(e.v ->> 'phone') end as phone,
      nullif(btrim(regexp_replace(e.v ->> 'name', '[[:cntrl:]]+', ' ', 'g')), '') as name,
      coalesce(nullif(e.v ->> 'role', ''), default_role) as role,
      nullif(btrim(e.v ->> 'message'), '') as message
    from jsonb_array_elements(p_rows) with ordinality e (v, n)
  ), checked as materialized (
    select p.*, coalesce(p.email_norm, p.phone) as address,
      coalesce(p.email_norm, p.phone) is not null and (p.email is null or p.email_norm is not null)
        and coalesce(char_length(p.email), 0) <= 320
        and coalesce(char_length(p.name), 0) <= 120 and coalesce(char_length(p.message), 0) <= 500
        and p.role = any (roles) and private.role_rank(p.role) <= my_rank as is_valid
    from parsed p
  ), judged as (
    select c.*, existing.id as existing_id, case
      when not c.is_valid then 'invalid'
      when row_number() over (partition by c.is_valid, c.address order by c.row_no) > 1 then 'duplicate_in_list'
      when member.id is not null then 'already_member'
      when existing.id is not null then 'already_invited'
      when exists (
        select from public.cc_suppressions s
        where s.address_hash = private.token_hash(c.address) and (s.tenant_id = agency or s.tenant_id is null)
          and (s.category is null or s.category = 'invitations')
      ) then 'suppressed'
      else 'invited'
    end as verdict
    from checked c
    left join lateral (
      select u.id from public.users u
      where u.email = c.email_norm and (
        u.id = me
        or p_context = 'service_run' and exists (select from public.cc_run_stakeholders s where s.run_id = p_context_id and s.user_id = u.id)
        or p_context = 'tenant' and exists (select from public.clients k where k.id = u.client_id and k.agency_id = agency)
      )
    ) member on true
    left join lateral (
      select i.id from public.cc_invitations i
      where i.context_type = p_context and i.context_id = p_context_id and i.inviter_tenant_id = agency
        and i.status in ('pending', 'sent', 'viewed') and i.claim_token_expires_at > now()
        and (i.email_norm = c.email_norm or c.email_norm is null and i.email_norm is null and i.invitee_phone = c.phone)
      limit 1
    ) existing on true
  ), decided as materialized (
    select j.*,
      case when j.verdict = 'invited' and count(*) filter (where j.verdict = 'invited') over (order by j.row_no) > left_today
        then 'over_limit' else j.verdict end as outcome,
      gen_random_uuid() as new_id, private.new_token() as new_token
    from judged j
  ), made as (
    insert into public.cc_invitations
      (id, inviter_tenant_id, inviter_individual_id, context_type, context_id, context_name, invitee_role, invitee_email, email_norm,
        invitee_phone, invitee_name, message, batch_id, next_reminder_at)
    select d.new_id, agency, me, p_context, p_context_id, context_name, d.role, d.email, d.email_norm,
      d.phone, d.name, d.message, batch, case when d.email_norm is not null then now() + interval '5 days' end
    from decided d where d.outcome = 'invited' and not coalesce(p_dry_run, false)
  ), minted as (
    insert into public.cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel, created_by)
    select agency, d.new_id, private.token_hash(d.new_token), 'create', me
    from decided d where d.outcome = 'invited' and not coalesce(p_dry_run, false)
  ), noted as (
    insert into public.cc_external_contact_points as p (tenant_id, kind, value, name, created_by)
    select agency, case when d.email_norm is null then 'phone' else 'email' end, d.address, d.name, me
    from decided d where d.outcome = 'invited' and p_context = 'service_run' and not coalesce(p_dry_run, false)
    on conflict (tenant_id, kind, value_norm) do update set name = coalesce(p.name, excluded.name)
    where p.name is null and excluded.name is not null
  ), queued as (
    insert into public.cc_notification_deliveries
      (tenant_id, invitation_id, channel, address, category, template, lane, next_attempt_at, idempotency_key, created_by)
    select agency, d.new_id, 'email', d.email_norm, 'invitations', 'invitation', 1,
      -- Ten minutes between two mails to one address: the second waits, it is not refused.
      greatest(now(), recent.mail_at + interval '10 minutes'), 'invitation:' || d.new_id || ':1', me
    from decided d
    left join lateral (
      -- As last_invitation_mail says, which would cost a call for each row of a long list.
      select max(case q.status when 'queued' then q.next_attempt_at when 'leased' then now() else q.sent_at end) as mail_at
      from public.cc_notification_deliveries q
      where q.tenant_id = agency and q.address = d.email_norm and q.invitation_id is not null
        and q.status in ('queued', 'leased', 'sent', 'delivered')
    ) recent on true
    where d.outcome = 'invited' and d.email_norm is not null and not coalesce(p_dry_run, false)
  )
  select d.row_no, d.outcome,
    case d.outcome when 'invited' then case when not coalesce(p_dry_run, false) then d.new_id end when 'already_invited' then d.existing_id end,
    case when d.outcome = 'invited' and not coalesce(p_dry_run, false) then d.new_token end
  from decided d order by d.row_no;
end $$;

create function private.my_invitation(p_invitation_id uuid) returns public.cc_invitations
language plpgsql security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations;
begin
  -- Every act on an invitation takes this lock first, so claim, revoke, extend and resend take turns.
  select i.* into invitation from public.cc_invitations i
  where i.id = p_invitation_id and i.inviter_tenant_id = private.my_staff_agency_id() for no key update;
  if invitation.id is null then
    perform private.refuse(404, 'invitation_not_found');
  end if;
  if invitation.context_type = 'tenant' and private.my_rank() < private.role_rank('agency_admin') then
    perform private.refuse(403, 'admin_required');
  end if;
  return invitation;
end $$;
comment on function private.my_invitation(uuid) is 'An invitation that the caller may act on, locked. 404 otherwise, also for one of another agency.';

create function private.require_live(invitation public.cc_invitations) returns void
language plpgsql set search_path = ''
as $$
begin
  if invitation.status = 'claimed' then
    perform private.refuse(409, 'invitation_claimed');
  elsif invitation.status = 'revoked' then
    perform private.refuse(410, 'invitation_revoked');
  elsif invitation.status = 'expired' or invitation.claim_token_expires_at <= clock_timestamp() then
    perform private.refuse(410, 'invitation_expired');
  end if;
end $$;

create function private.invitation_link(p_invitation_id uuid) returns table (token text, expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
  secret constant text := private.new_token();
begin
  perform private.require_live(invitation);
  if (select count(*) from public.cc_invitation_tokens t where t.tenant_id = invitation.inviter_tenant_id
      and t.invitation_id = invitation.id and t.revoked_at is null) >= 100 then
    perform private.refuse(429, 'too_many_links');
  end if;
  insert into public.cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel, created_by)
  values (invitation.inviter_tenant_id, invitation.id, private.token_hash(secret), 'copy', private.my_user_id());
  update public.cc_invitations i set status = 'sent', sent_at = coalesce(i.sent_at, now()) where i.id = invitation.id and i.status = 'pending';
  return query select secret, invitation.claim_token_expires_at;
end $$;

create function private.reset_invitation_links(p_invitation_id uuid) returns table (invitation_id uuid, revoked_links int)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
begin
  perform private.require_live(invitation);
  update public.cc_invitation_tokens t set revoked_at = now()
  where t.tenant_id = invitation.inviter_tenant_id and t.invitation_id = invitation.id and t.revoked_at is null;
  get diagnostics revoked_links = row_count;
  invitation_id := invitation.id;
  return next;
end $$;

create function private.resend_invitation(p_invitation_id uuid) returns table (delivery_id uuid, next_attempt_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  invitation public.cc_invitations;
  last_mail timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('resend:' || me::text, 0));
  invitation := private.my_invitation(p_invitation_id);
  if invitation.status in ('claimed', 'revoked') then
    perform private.require_live(invitation);
  end if;
  if invitation.email_norm is null then
    perform private.refuse(400, 'no_email_address');
  end if;
  if (select count(*) from public.cc_notification_deliveries d where d.tenant_id = invitation.inviter_tenant_id and d.created_by = me
      and d.created_at > now() - interval '1 hour' and d.payload ? 'resend') >= 10 then
    perform private.refuse(429, 'too_many_resends');
  end if;
  perform private.allow_mail_again(invitation.inviter_tenant_id, invitation.email_norm);
  -- Another run may be resending to the same person: whoever comes second sees the first one's mail.
  perform pg_advisory_xact_lock(private.invitation_mail_lock(invitation.inviter_tenant_id, invitation.email_norm));
  last_mail := private.last_invitation_mail(invitation.inviter_tenant_id, invitation.email_norm);
  if last_mail > now() - interval '10 minutes' then
    perform private.refuse(429, 'mailed_recently', to_char((last_mail + interval '10 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
  end if;
  -- Resending what has run out gives it a new month; whoever holds an older link can use that again too.
  if invitation.status = 'expired' or invitation.claim_token_expires_at <= now() then
    perform private.renew_invitation(invitation, now() + interval '30 days');
  end if;
  -- Nobody could join a closed run, so the mail would not go out.
  if private.invitation_state(private.my_invitation(p_invitation_id)) = 'closed' then
    perform private.refuse(409, 'run_closed');
  end if;
  return query
  insert into public.cc_notification_deliveries as d
    (tenant_id, invitation_id, channel, address, category, template, lane, idempotency_key, created_by, payload)
  select invitation.inviter_tenant_id, invitation.id, 'email', invitation.email_norm, 'invitations', 'invitation', 1,
    'invitation:' || invitation.id || ':' || gen_random_uuid(), me, '{"resend": true}'
  returning d.id, d.next_attempt_at;
  update public.cc_invitations i set reminder_count = 0,
    next_reminder_at = case when i.reminders_enabled then now() + interval '5 days' end where i.id = invitation.id;
end $$;

create function private.renew_invitation(invitation public.cc_invitations, until timestamptz) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.cc_invitations i set claim_token_expires_at = until,
    status = case when i.status <> 'expired' then i.status when i.viewed_at is not null then 'viewed' when i.sent_at is not null then 'sent' else 'pending' end
  where i.id = invitation.id;
exception when unique_violation then
  perform private.refuse(409, 'already_invited');
end $$;

create function private.extend_invitation(p_invitation_id uuid, p_days int) returns table (invitation_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
begin
  if p_days is null or p_days not between 1 and 90 then
    perform private.refuse(400, 'invalid_days');
  end if;
  if invitation.status in ('claimed', 'revoked') then
    perform private.require_live(invitation);
  end if;
  invitation_id := invitation.id;
  expires_at := least(greatest(invitation.claim_token_expires_at, now()) + make_interval(days => p_days), now() + interval '365 days');
  perform private.renew_invitation(invitation, expires_at);
  return next;
end $$;

create function private.revoke_invitation(p_invitation_id uuid) returns table (invitation_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
begin
  if invitation.status = 'claimed' then
    perform private.refuse(409, 'invitation_claimed');
  end if;
  if invitation.status <> 'revoked' then
    update public.cc_invitations i set status = 'revoked', revoked_at = now(), revoked_by = private.my_user_id(),
      metadata = i.metadata || jsonb_build_object('revoked_from', i.status)
    where i.id = invitation.id;
    perform private.cancel_invitation_mail(invitation, 'invitation_revoked');
  end if;
  return query select invitation.id, 'revoked';
end $$;

create function private.restore_invitation(p_invitation_id uuid) returns table (invitation_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
  earlier constant text := invitation.metadata ->> 'revoked_from';
begin
  if invitation.status <> 'revoked' then
    return query select invitation.id, invitation.status;
    return;
  end if;
  if invitation.revoked_at < now() - interval '10 minutes' or earlier is null then
    perform private.refuse(409, 'nothing_to_undo');
  end if;
  begin
    update public.cc_invitations i set status = earlier, revoked_at = null, revoked_by = null, metadata = i.metadata - 'revoked_from'
    where i.id = invitation.id;
  exception when unique_violation then
    perform private.refuse(409, 'already_invited');
  end;
  update public.cc_notification_deliveries d set status = 'queued', skip_reason = null
  where d.tenant_id = invitation.inviter_tenant_id and d.invitation_id = invitation.id
    and d.status = 'cancelled' and d.skip_reason = 'invitation_revoked' and d.updated_at >= invitation.revoked_at;
  return query select invitation.id, earlier;
end $$;

create function private.cancel_invitation_mail(invitation public.cc_invitations, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.cc_notification_deliveries d set status = 'cancelled', skip_reason = reason, lease_token = null, lease_until = null
  where d.tenant_id = invitation.inviter_tenant_id and d.invitation_id = invitation.id and d.status in ('held', 'queued', 'leased');
end $$;

create function private.change_invitation_role(p_invitation_id uuid, p_role text) returns table (invitation_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
begin
  perform private.require_live(invitation);
  if private.role_rank(p_role) > private.my_rank() then
    perform private.refuse(403, 'role_above_own');
  end if;
  if invitation.client_id is not null and not exists (
    select from public.clients c where c.id = invitation.client_id and c.is_house = (p_role in ('agency_owner', 'agency_admin', 'team_member'))
  ) then
    perform private.refuse(400, 'invalid_role');
  end if;
  begin
    update public.cc_invitations i set invitee_role = p_role where i.id = invitation.id;
  exception when check_violation or not_null_violation then
    perform private.refuse(400, 'invalid_role');
  end;
  return query select invitation.id, invitation.status;
end $$;

create function private.set_invitation_reminders(p_invitation_id uuid, p_enabled boolean) returns table (invitation_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  invitation constant public.cc_invitations := private.my_invitation(p_invitation_id);
begin
  perform private.require_live(invitation);
  update public.cc_invitations i set reminders_enabled = coalesce(p_enabled, true),
    next_reminder_at = case
      when p_enabled is false or i.email_norm is null or i.reminder_count >= 3 or i.status = 'declined' then null
      else coalesce(i.next_reminder_at, greatest(now() + interval '1 day', i.created_at + interval '5 days')) end
  where i.id = invitation.id;
  return query select invitation.id, invitation.status;
end $$;

-- functions: claiming

create function private.find_invitation(p_token text) returns public.cc_invitations
language plpgsql stable security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations;
begin
  if p_token is null or char_length(p_token) > 200 then
    return null;
  end if;
  select i.* into invitation from public.cc_invitation_tokens t
  join public.cc_invitations i on i.inviter_tenant_id = t.tenant_id and i.id = t.invitation_id
  where t.token_hash = private.token_hash(p_token);
  -- A link that was reset answers as a revoked invitation does.
  if invitation.id is not null and exists (
    select from public.cc_invitation_tokens t where t.token_hash = private.token_hash(p_token) and t.revoked_at is not null
  ) and invitation.status <> 'claimed' then
    invitation.status := 'revoked';
  end if;
  return invitation;
end $$;

create function private.invitation_state(invitation public.cc_invitations) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if invitation.id is null then
    return 'unknown';
  elsif invitation.status = 'claimed' then
    return case when invitation.claimed_by = private.my_user_id() then 'claimed_by_you' else 'claimed' end;
  elsif invitation.status = 'revoked' then
    return 'revoked';
  elsif invitation.status = 'expired' or invitation.claim_token_expires_at <= now() then
    return 'expired';
  elsif exists (select from public.cc_n3_runs r where r.id = invitation.run_id and (r.market_mode = 'CLOSED' or r.status = 'cancelled')) then
    return 'closed';
  end if;
  return case invitation.status when 'declined' then 'declined' else 'open' end;
end $$;

create function private.person_name(p_user_id uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$ begin return (select coalesce(nullif(btrim(u.full_name), ''), split_part(u.email, '@', 1)) from public.users u where u.id = p_user_id); end $$;

create type public.invitation_view as (
  state text,
  context_type public.cc_invitation_context,
  context_name text,
  agency_name text,
  inviter_name text,
  role text,
  starts_at timestamptz,
  ends_at timestamptz,
  time_zone text,
  zone_name text,
  message text,
  expires_at timestamptz,
  invitee_hint text,
  needs_code boolean,
  is_yours boolean,
  my_email text,
  run_id uuid
);
comment on type public.invitation_view is
  'What the holder of a claim link may know. Beyond `state`: everything while it can be claimed, the agency''s name when it no longer can, nothing when it is unknown.';

create function private.open_invitation(p_token text) returns setof public.invitation_view
language plpgsql security definer set search_path = ''
as $$
declare
  invitation constant public.cc_invitations := private.find_invitation(p_token);
  view public.invitation_view;
begin
  view.state := private.invitation_state(invitation);
  view.my_email := private.my_verified_email();
  if view.state = 'unknown' and not private.count_attempt('unknown_link:' || private.visitor_address(), 20, 60) then
    perform private.refuse(429, 'too_many_unknown_links');
  end if;
  select a.name into view.agency_name from public.agencies a where a.id = invitation.inviter_tenant_id;
  if view.state in ('open', 'declined', 'closed', 'claimed_by_you') then
    view.context_type := invitation.context_type;
    view.context_name := invitation.context_name;
    view.inviter_name := private.person_name(invitation.inviter_individual_id);
    view.role := invitation.invitee_role;
    view.message := invitation.message;
    view.expires_at := invitation.claim_token_expires_at;
    view.invitee_hint := private.masked_address(coalesce(invitation.email_norm, invitation.invitee_phone));
    view.needs_code := invitation.email_norm is not null;
    view.is_yours := case when private.my_user_id() is not null then invitation.email_norm is null or invitation.email_norm = view.my_email end;
    select coalesce(r.name, view.context_name), r.starts_at, r.ends_at, coalesce(r.metadata ->> 'time_zone', a.settings ->> 'time_zone', 'UTC'), z.name
    into view.context_name, view.starts_at, view.ends_at, view.time_zone, view.zone_name
    from public.agencies a
    left join public.cc_n3_runs r on r.tenant_id = a.id and r.id = invitation.run_id
    left join public.cc_zones z on z.tenant_id = r.tenant_id and z.id = r.zone_id
    where a.id = invitation.inviter_tenant_id;
    if view.state = 'claimed_by_you' then
      view.run_id := invitation.run_id;
    end if;
  end if;
  return next view;
end $$;

create function private.mark_invitation_viewed(p_token text) returns table (state text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation constant public.cc_invitations := private.find_invitation(p_token);
begin
  if invitation.id is null and not private.count_attempt('unknown_link:' || private.visitor_address(), 20, 60) then
    perform private.refuse(429, 'too_many_unknown_links');
  end if;
  if private.invitation_state(invitation) = 'open' then
    update public.cc_invitations i set status = 'viewed', viewed_at = now(), sent_at = coalesce(i.sent_at, now())
    where i.id = invitation.id and i.status in ('pending', 'sent') and i.claim_token_expires_at > now();
  end if;
  return query select private.invitation_state(private.find_invitation(p_token));
end $$;

create function private.decline_invitation(p_token text, p_reason text) returns table (state text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations := private.find_invitation(p_token);
begin
  if invitation.id is null or invitation.status = 'revoked' then
    perform private.refuse(case when invitation.id is null then 404 else 410 end, case when invitation.id is null then 'invitation_unknown' else 'invitation_revoked' end);
  end if;
  select i.* into invitation from public.cc_invitations i where i.id = invitation.id for no key update;
  perform private.require_live(invitation);
  if invitation.status <> 'declined' then
    update public.cc_invitations i set status = 'declined', declined_at = now(), next_reminder_at = null,
      decline_reason = nullif(left(btrim(p_reason), 500), '')
    where i.id = invitation.id;
    perform private.cancel_invitation_mail(invitation, 'invitation_declined');
    perform private.tell_inviter('invitation.declined', invitation, invitation.id::text || ':declined',
      jsonb_build_object('reason', coalesce(nullif(left(btrim(p_reason), 500), ''), '')));
  end if;
  return query select 'declined'::text;
end $$;

create function private.stop_invitations(p_token text, p_report text) returns table (state text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation constant public.cc_invitations := private.find_invitation(p_token);
  invited_address constant text := coalesce(invitation.email_norm, invitation.invitee_phone);
  report constant text := nullif(left(btrim(p_report), 500), '');
begin
  if invitation.id is null then
    perform private.refuse(404, 'invitation_unknown');
  end if;
  insert into public.cc_suppressions as s (tenant_id, address_hash, category, reason)
  values (invitation.inviter_tenant_id, private.token_hash(invited_address), null, case when report is null then 'do_not_contact' else 'complaint' end)
  -- What they say themselves counts for more than that a mail came back once.
  on conflict (address_hash, tenant_id, category) do update set reason = excluded.reason where s.reason = 'bounce';
  update public.cc_notification_deliveries d set status = 'skipped', skip_reason = 'suppressed', lease_token = null, lease_until = null
  where d.tenant_id = invitation.inviter_tenant_id and d.address = invited_address and d.status in ('held', 'queued', 'leased');
  if report is not null then
    update public.cc_invitations i set metadata = i.metadata || jsonb_build_object('report', report) where i.id = invitation.id;
  end if;
  if private.invitation_state(invitation) in ('open', 'declined', 'closed') then
    perform private.decline_invitation(p_token, case when report is null then 'Asked not to be contacted again' else report end);
  end if;
  return query select private.invitation_state(private.find_invitation(p_token));
end $$;

create function private.ask_for_new_link(p_token text) returns table (state text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation constant public.cc_invitations := private.find_invitation(p_token);
  is_state constant text := private.invitation_state(invitation);
begin
  if is_state = 'unknown' then
    perform private.refuse(404, 'invitation_unknown');
  elsif is_state not in ('expired', 'revoked') then
    perform private.refuse(409, 'link_still_works');
  end if;
  perform private.tell_inviter('invitation.link_requested', invitation, invitation.id::text || ':asked:' || current_date::text, '{}');
  return query select is_state;
end $$;

create function private.allow_claim_attempt(p_token text, p_kind text) returns table (email text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation constant public.cc_invitations := private.find_invitation(p_token);
  attempts constant text := 'claim:' || p_kind || ':' || invitation.id::text;
begin
  if p_kind is null or p_kind not in ('send_code', 'check_code') then
    perform private.refuse(400, 'invalid_kind');
  end if;
  -- A refusal would take the count back with everything else, so an unknown link is answered with nothing.
  if invitation.id is null and not private.count_attempt('unknown_link:' || private.visitor_address(), 20, 60) then
    perform private.refuse(429, 'too_many_unknown_links');
  end if;
  if private.invitation_state(invitation) not in ('open', 'declined') then
    return;
  end if;
  if not private.count_attempt(attempts, 5, 900) then
    perform private.refuse(429, 'too_many_codes',
      (select to_char(r.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from private.rate_limits r where r.key = attempts));
  end if;
  return query select invitation.email_norm;
end $$;

create function private.claim(p_invitation_id uuid)
returns table (state text, context_type public.cc_invitation_context, context_id uuid, role text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  my_email constant text := private.my_verified_email();
  invitation public.cc_invitations;
  person public.users;
  granted_role text;
begin
  if me is null then
    perform private.refuse(401, 'sign_in_required');
  end if;
  -- Whoever comes second waits here and then sees what the first one did.
  select i.* into invitation from public.cc_invitations i where i.id = p_invitation_id for no key update;
  if invitation.id is null then
    perform private.refuse(404, 'invitation_unknown');
  end if;
  if invitation.status = 'claimed' then
    if invitation.claimed_by is distinct from me then
      perform private.refuse(409, 'claimed_by_other');
    end if;
    return query select 'claimed_by_you'::text, invitation.context_type, invitation.context_id, invitation.invitee_role;
    return;
  end if;
  perform private.require_live(invitation);
  if my_email is null then
    perform private.refuse(403, 'email_unverified');
  end if;
  if invitation.email_norm is not null and invitation.email_norm <> my_email then
    perform private.refuse(403, 'email_mismatch');
  end if;
  if (select count(*) from public.cc_invitations i where i.claimed_by = me and i.claimed_at > now() - interval '1 minute') >= 10 then
    perform private.refuse(429, 'too_many_claims');
  end if;
  if private.invitation_state(invitation) = 'closed' then
    perform private.refuse(409, 'run_closed');
  end if;

  granted_role := invitation.invitee_role;
  begin
    insert into public.users as u (id, client_id, email, full_name, role) values (me, null, my_email, invitation.invitee_name, 'stakeholder')
    on conflict (id) do nothing;
  exception when unique_violation then
    -- An older account has this address in its profile; joining the two is not for a link to decide.
    perform private.refuse(409, 'email_in_use');
  end;
  select u.* into person from public.users u where u.id = me for no key update;

  if invitation.context_type = 'service_run' then
    insert into public.cc_run_stakeholders as s (tenant_id, run_id, user_id, role, invitation_id)
    values (invitation.inviter_tenant_id, invitation.run_id, me, granted_role, invitation.id)
    on conflict (run_id, user_id) do update set role = excluded.role, invitation_id = excluded.invitation_id;
  elsif invitation.context_type = 'tenant' then
    -- Rights are those of the inviter now, not of the day of the invitation. The operator's founds an agency: it works until there is an owner.
    if (case when invitation.metadata @> '{"by": "operator"}'
      then exists (select from public.users u where u.client_id = invitation.client_id and u.role = 'agency_owner')
      else not exists (
        select from public.users u join public.clients c on c.id = u.client_id
        where u.id = invitation.inviter_individual_id and c.agency_id = invitation.inviter_tenant_id and c.is_house
          and private.role_rank(u.role::text) >= greatest(private.role_rank('agency_admin'), private.role_rank(granted_role)))
    end) then
      perform private.refuse(409, 'inviter_lost_rights');
    end if;
    if person.client_id is not null and person.client_id <> invitation.client_id then
      perform private.refuse(409, 'already_member');
    end if;
    -- Nobody is demoted by an invitation.
    if person.client_id is null or private.role_rank(granted_role) > private.role_rank(person.role::text) then
      update public.users u set client_id = invitation.client_id, role = granted_role::public.user_role where u.id = me;
    else
      granted_role := person.role::text;
    end if;
  else
    perform private.refuse(409, 'context_unsupported');
  end if;

  update public.cc_invitations i set status = 'claimed', claimed_at = now(), claimed_by = me, next_reminder_at = null where i.id = invitation.id;
  perform private.cancel_invitation_mail(invitation, 'invitation_claimed');
  -- Who joins wants to hear from them after all.
  delete from public.cc_suppressions s
  where s.address_hash = private.token_hash(my_email) and s.tenant_id = invitation.inviter_tenant_id and s.reason = 'do_not_contact';
  if invitation.context_type = 'service_run' then
    perform private.tell_inviter('invitation.claimed', invitation, invitation.id::text || ':claimed', '{}');
  else
    perform private.tell_team_of_member(invitation);
  end if;
  return query select 'claimed_by_you'::text, invitation.context_type, invitation.context_id, granted_role;
end $$;

create function private.claim_invitation(p_token text)
returns table (state text, context_type public.cc_invitation_context, context_id uuid, role text)
language plpgsql security definer set search_path = ''
as $$
declare
  invitation public.cc_invitations := private.find_invitation(p_token);
begin
  if private.my_user_id() is null then
    perform private.refuse(401, 'sign_in_required');
  end if;
  -- The link is looked at again once it is this caller's turn: somebody may just have reset it.
  perform from public.cc_invitations i where i.id = invitation.id for no key update;
  invitation := private.find_invitation(p_token);
  if invitation.id is null then
    perform private.refuse(404, 'invitation_unknown');
  elsif invitation.status = 'revoked' then
    perform private.refuse(410, 'invitation_revoked');
  end if;
  return query select * from private.claim(invitation.id);
end $$;

-- Without the link the proved address is the only proof, so an invitation by phone cannot be claimed this way.
create function private.claim_my_invitation(p_invitation_id uuid)
returns table (state text, context_type public.cc_invitation_context, context_id uuid, role text)
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from public.cc_invitations i where i.id = p_invitation_id and i.email_norm = private.my_verified_email()) then
    perform private.refuse(404, 'invitation_unknown');
  end if;
  return query select * from private.claim(p_invitation_id);
end $$;

create type public.waiting_invitation as (
  invitation_id uuid, context_type public.cc_invitation_context, context_name text, agency_name text, inviter_name text, role text,
  starts_at timestamptz, ends_at timestamptz, time_zone text, expires_at timestamptz
);
comment on type public.waiting_invitation is 'An invitation as the person it waits for sees it.';
create type public.shared_run as (
  run_id uuid, name text, description text, status text, starts_at timestamptz, ends_at timestamptz, time_zone text, zone_name text,
  agency_name text, role text, joined_at timestamptz, is_muted boolean, updated_at timestamptz
);
comment on type public.shared_run is 'A run as somebody who follows it from outside sees it.';

create function private.my_invitations() returns setof public.waiting_invitation
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select i.id, i.context_type, coalesce(r.name, i.context_name), a.name, private.person_name(i.inviter_individual_id), i.invitee_role,
    r.starts_at, r.ends_at, coalesce(r.metadata ->> 'time_zone', a.settings ->> 'time_zone', 'UTC'), i.claim_token_expires_at
  from public.cc_invitations i
  join public.agencies a on a.id = i.inviter_tenant_id
  left join public.cc_n3_runs r on r.tenant_id = i.inviter_tenant_id and r.id = i.run_id
  where i.email_norm = private.my_verified_email() and i.status in ('pending', 'sent', 'viewed') and private.invitation_state(i) = 'open'
  order by i.created_at desc, i.id limit 50;
end $$;

create function private.shared_runs(p_run_id uuid) returns setof public.shared_run
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select r.id, r.name, r.description, r.status, r.starts_at, r.ends_at, coalesce(r.metadata ->> 'time_zone', a.settings ->> 'time_zone', 'UTC'), z.name,
    a.name, s.role, s.created_at, coalesce(r.id = any (p.muted_run_ids), false), r.updated_at
  from public.cc_run_stakeholders s
  join public.cc_n3_runs r on r.tenant_id = s.tenant_id and r.id = s.run_id
  join public.agencies a on a.id = s.tenant_id
  left join public.cc_zones z on z.tenant_id = r.tenant_id and z.id = r.zone_id
  left join public.cc_notification_preferences p on p.individual_id = s.user_id
  where s.user_id = private.my_user_id() and (p_run_id is null or s.run_id = p_run_id)
  order by r.starts_at nulls last, r.id limit 500;
end $$;

create function private.remove_member(p_user_id uuid, p_successor_id uuid) returns table (user_id uuid, moved_invitations int, moved_tickets int)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency constant uuid := private.my_admin_agency_id();
  person public.users;
begin
  -- The same lock as every change of standing: the count of owners below is true.
  perform 1 from public.clients c where c.agency_id = agency and c.is_house for update;
  select u.* into person from public.users u join public.clients c on c.id = u.client_id where u.id = p_user_id and c.agency_id = agency;
  if person.id is null then
    perform private.refuse(404, 'member_not_found');
  end if;
  if person.id = private.my_user_id() and p_successor_id = person.id then
    perform private.refuse(400, 'invalid_successor');
  end if;
  if person.role = 'agency_owner' and private.my_rank() < private.role_rank('agency_owner') then
    perform private.refuse(403, 'owner_required');
  end if;
  if person.role = 'agency_owner' and not exists (
    select from public.users u where u.client_id = person.client_id and u.role = 'agency_owner' and u.id <> person.id
  ) then
    perform private.refuse(409, 'last_owner');
  end if;
  if p_successor_id is not null and not exists (
    select from public.users u join public.clients c on c.id = u.client_id
    where u.id = p_successor_id and u.id <> person.id and c.agency_id = agency and c.is_house
  ) then
    perform private.refuse(400, 'invalid_successor');
  end if;
  -- An invitation to the team or a client works only while its inviter could make it, so it needs somebody who could.
  if exists (
    select from public.cc_invitations i join public.users u on u.id = p_successor_id
    where i.inviter_individual_id = person.id and i.inviter_tenant_id = agency and i.context_type = 'tenant'
      and i.status in ('pending', 'sent', 'viewed', 'declined')
      and private.role_rank(u.role::text) < greatest(private.role_rank('agency_admin'), private.role_rank(i.invitee_role))
  ) then
    perform private.refuse(400, 'invalid_successor');
  end if;
  update public.cc_invitations i set inviter_individual_id = p_successor_id
  where i.inviter_individual_id = person.id and i.inviter_tenant_id = agency and i.status in ('pending', 'sent', 'viewed', 'declined');
  get diagnostics moved_invitations = row_count;
  moved_tickets := private.hand_over_tickets(agency, person.id, p_successor_id);
  perform private.hand_over_rules(agency, person.id, p_successor_id);
  if moved_invitations + moved_tickets > 0 and p_successor_id is null then
    perform private.refuse(409, 'successor_required', (moved_invitations + moved_tickets)::text);
  end if;
  -- Who still follows runs stays as a stakeholder; the account itself is the person's own.
  if exists (select from public.cc_run_stakeholders s where s.user_id = person.id) then
    update public.users u set client_id = null, role = 'stakeholder', permissions = '[]' where u.id = person.id;
    -- What they were told as one of the agency is no longer theirs to read or to be sent.
    delete from public.cc_notifications n
    where n.recipient_individual_id = person.id and n.sender_tenant_id = agency and n.category <> 'runs';
    update public.cc_notification_deliveries d set status = 'cancelled', skip_reason = 'left_the_agency', lease_token = null, lease_until = null
    where d.recipient_individual_id = person.id and d.tenant_id = agency and d.status in ('held', 'queued', 'leased')
      and (d.category <> 'runs' or d.template = 'digest');
  else
    delete from public.users u where u.id = person.id;
  end if;
  user_id := person.id;
  return next;
end $$;
grant update (permissions), delete on public.users to audienceos_definer;
-- For the row lock alone.
grant update (updated_at) on public.clients to audienceos_definer;

do $$
declare
  signature text;
begin
  foreach signature in array array[
    'my_rank()', 'count_attempt(text, int, int)', 'last_invitation_mail(uuid, text)', 'allow_mail_again(uuid, text)', 'person_name(uuid)', 'my_invitation(uuid)', 'find_invitation(text)',
    'invitation_state(public.cc_invitations)', 'renew_invitation(public.cc_invitations, timestamptz)', 'cancel_invitation_mail(public.cc_invitations, text)',
    'claim(uuid)',
    'create_invitations(public.cc_invitation_context, uuid, jsonb, boolean)', 'invitation_link(uuid)', 'reset_invitation_links(uuid)',
    'resend_invitation(uuid)', 'extend_invitation(uuid, int)', 'revoke_invitation(uuid)', 'restore_invitation(uuid)',
    'change_invitation_role(uuid, text)', 'set_invitation_reminders(uuid, boolean)', 'open_invitation(text)', 'mark_invitation_viewed(text)',
    'decline_invitation(text, text)', 'stop_invitations(text, text)', 'ask_for_new_link(text)', 'allow_claim_attempt(text, text)',
    'claim_invitation(text)', 'claim_my_invitation(uuid)', 'my_invitations()', 'shared_runs(uuid)', 'remove_member(uuid, uuid)'
  ] loop
    execute format('alter function private.%s owner to audienceos_definer', signature);
  end loop;
end $$;
grant execute on function
  private.new_token(), private.token_hash(text), private.normal_email(text), private.normal_phone(text), private.masked_address(text),
  private.role_rank(text), private.visitor_address(), private.require_live(public.cc_invitations), private.invitation_mail_lock(uuid, text)
to audienceos_definer;
grant execute on function
  private.open_invitation(text), private.mark_invitation_viewed(text), private.decline_invitation(text, text), private.stop_invitations(text, text),
  private.ask_for_new_link(text), private.allow_claim_attempt(text, text)
to anon, authenticated;
grant execute on function
  private.create_invitations(public.cc_invitation_context, uuid, jsonb, boolean), private.invitation_link(uuid), private.reset_invitation_links(uuid),
  private.resend_invitation(uuid), private.extend_invitation(uuid, int), private.revoke_invitation(uuid), private.restore_invitation(uuid),
  private.change_invitation_role(uuid, text), private.set_invitation_reminders(uuid, boolean), private.claim_invitation(text),
  private.claim_my_invitation(uuid), private.my_invitations(), private.shared_runs(uuid), private.remove_member(uuid, uuid)
to authenticated;

-- functions: what the API offers

create function public.create_run_invitations(run_id uuid, rows jsonb, dry_run boolean default false)
returns table (row_no int, outcome text, invitation_id uuid, token text)
language sql set search_path = ''
as $$ select * from private.create_invitations('service_run', run_id, rows, dry_run) $$;
comment on function public.create_run_invitations(uuid, jsonb, boolean) is
  'Invites up to 1,000 people: [{email | phone, name?, role?, message?}]. Each row has its outcome: invited, already_invited, already_member, '
  'duplicate_in_list, invalid, suppressed, over_limit. The token is shown this once. dry_run writes nothing and takes up to 10,000. 400 invalid_rows, too_many_rows; 404 run_not_found.';

create function public.create_member_invitations(client_id uuid, rows jsonb, dry_run boolean default false)
returns table (row_no int, outcome text, invitation_id uuid, token text)
language sql set search_path = ''
as $$ select * from private.create_invitations('tenant', client_id, rows, dry_run) $$;
comment on function public.create_member_invitations(uuid, jsonb, boolean) is
  'As create_run_invitations, into a client (role client_viewer) or, with the house client, into the agency''s team. 403 admin_required; 404 client_not_found.';

create function public.invitation_link(invitation_id uuid) returns table (token text, expires_at timestamptz)
language sql set search_path = ''
as $$ select * from private.invitation_link(invitation_id) $$;
comment on function public.invitation_link(uuid) is 'Makes another link; older ones keep working. 404 invitation_not_found; 409 invitation_claimed; 410 invitation_expired, invitation_revoked; 429 too_many_links.';

create function public.reset_invitation_links(invitation_id uuid) returns table (invitation_id uuid, revoked_links int)
language sql set search_path = ''
as $$ select * from private.reset_invitation_links(invitation_id) $$;
comment on function public.reset_invitation_links(uuid) is 'Every link given out so far stops working; the invitation stays.';

create function public.resend_invitation(invitation_id uuid) returns table (delivery_id uuid, next_attempt_at timestamptz)
language sql set search_path = ''
as $$ select * from private.resend_invitation(invitation_id) $$;
comment on function public.resend_invitation(uuid) is
  'Mails the invitation again with a new link, also after a bounce. 400 no_email_address; 409 recipient_refuses_mail, run_closed; 429 too_many_resends (10 an hour), mailed_recently (detail: when it is possible again).';

create function public.extend_invitation(invitation_id uuid, days int) returns table (invitation_id uuid, expires_at timestamptz)
language sql set search_path = ''
as $$ select * from private.extend_invitation(invitation_id, days) $$;
comment on function public.extend_invitation(uuid, int) is 'Gives 1 to 90 more days without a mail; also brings an expired one back. 400 invalid_days; 409 already_invited.';

create function public.revoke_invitation(invitation_id uuid) returns table (invitation_id uuid, status text)
language sql set search_path = ''
as $$ select * from private.revoke_invitation(invitation_id) $$;
comment on function public.revoke_invitation(uuid) is 'Ends an invitation and cancels its mail. 409 invitation_claimed: remove the stakeholder instead.';

create function public.restore_invitation(invitation_id uuid) returns table (invitation_id uuid, status text)
language sql set search_path = ''
as $$ select * from private.restore_invitation(invitation_id) $$;
comment on function public.restore_invitation(uuid) is 'Takes a revocation back, within ten minutes. 409 nothing_to_undo, already_invited.';

create function public.change_invitation_role(invitation_id uuid, role text) returns table (invitation_id uuid, status text)
language sql set search_path = ''
as $$ select * from private.change_invitation_role(invitation_id, role) $$;
comment on function public.change_invitation_role(uuid, text) is 'Changes the role that claiming will grant. 400 invalid_role; 403 role_above_own.';

create function public.set_invitation_reminders(invitation_id uuid, enabled boolean) returns table (invitation_id uuid, status text)
language sql set search_path = ''
as $$ select * from private.set_invitation_reminders(invitation_id, enabled) $$;
comment on function public.set_invitation_reminders(uuid, boolean) is 'Switches the automatic reminders of one invitation on or off.';

create function public.open_invitation(token text) returns setof public.invitation_view
language sql set search_path = ''
as $$ select * from private.open_invitation(token) $$;
comment on function public.open_invitation(text) is 'What the holder of a link may see. Changes nothing but a counter of unknown links. 429 too_many_unknown_links.';

create function public.mark_invitation_viewed(token text) returns table (state text)
language sql set search_path = ''
as $$ select * from private.mark_invitation_viewed(token) $$;
comment on function public.mark_invitation_viewed(text) is 'Says that a person looked at the invitation. Approximate; nothing depends on it.';

create function public.decline_invitation(token text, reason text default null) returns table (state text)
language sql set search_path = ''
as $$ select * from private.decline_invitation(token, reason) $$;
comment on function public.decline_invitation(text, text) is 'Declines; the same link can still claim later. 404 invitation_unknown; 409 invitation_claimed; 410 invitation_expired, invitation_revoked.';

create function public.stop_invitations(token text, report text default null) returns table (state text)
language sql set search_path = ''
as $$ select * from private.stop_invitations(token, report) $$;
comment on function public.stop_invitations(text, text) is 'The agency can write to this address no more; `report` says why it was unwanted. 404 invitation_unknown.';

create function public.ask_for_new_link(token text) returns table (state text)
language sql set search_path = ''
as $$ select * from private.ask_for_new_link(token) $$;
comment on function public.ask_for_new_link(text) is 'Tells the inviter, once a day, that somebody needs a new link. 404 invitation_unknown; 409 link_still_works.';

create function public.allow_claim_attempt(token text, kind text) returns table (email text)
language sql set search_path = ''
as $$ select * from private.allow_claim_attempt(token, kind) $$;
comment on function public.allow_claim_attempt(text, text) is
  'Counts a code sent (`send_code`) or tried (`check_code`) for an invitation and gives the invited address, null for one by phone; no row when it cannot be claimed. '
  '429 too_many_codes: five in a quarter of an hour (detail: when it is possible again), too_many_unknown_links.';

create function public.claim_invitation(token text)
returns table (state text, context_type public.cc_invitation_context, context_id uuid, role text)
language sql set search_path = ''
as $$ select * from private.claim_invitation(token) $$;
comment on function public.claim_invitation(text) is
  'Binds the invitation to the caller, once. 401 sign_in_required; 403 email_unverified, email_mismatch; 404 invitation_unknown; '
  '409 claimed_by_other, run_closed, already_member, email_in_use, inviter_lost_rights; 410 invitation_expired, invitation_revoked; 429 too_many_claims.';

create function public.claim_my_invitation(invitation_id uuid)
returns table (state text, context_type public.cc_invitation_context, context_id uuid, role text)
language sql set search_path = ''
as $$ select * from private.claim_my_invitation(invitation_id) $$;
comment on function public.claim_my_invitation(uuid) is 'As claim_invitation, without the link: the caller''s proved address is the invited one.';

create function public.my_invitations() returns setof public.waiting_invitation
language sql stable set search_path = ''
as $$ select * from private.my_invitations() $$;
comment on function public.my_invitations() is 'Open invitations to the caller''s proved address, newest first, at most 50.';

create function public.shared_runs(run_id uuid default null) returns setof public.shared_run
language sql stable set search_path = ''
as $$ select * from private.shared_runs(shared_runs.run_id) $$;
comment on function public.shared_runs(uuid) is 'The runs the caller follows as a stakeholder, or the one named; soonest first, at most 500.';

create function public.remove_member(user_id uuid, successor_id uuid default null) returns table (user_id uuid, moved_invitations int, moved_tickets int)
language sql set search_path = ''
as $$ select * from private.remove_member(remove_member.user_id, successor_id) $$;
comment on function public.remove_member(uuid, uuid) is
  'Takes a person out of the agency; their open invitations go to the successor. 400 invalid_successor; 403 owner_required; 404 member_not_found; 409 last_owner, successor_required.';

grant execute on function
  public.open_invitation(text), public.mark_invitation_viewed(text), public.decline_invitation(text, text), public.stop_invitations(text, text),
  public.ask_for_new_link(text), public.allow_claim_attempt(text, text)
to anon, authenticated;
grant execute on function
  public.create_run_invitations(uuid, jsonb, boolean), public.create_member_invitations(uuid, jsonb, boolean), public.invitation_link(uuid),
  public.reset_invitation_links(uuid), public.resend_invitation(uuid), public.extend_invitation(uuid, int), public.revoke_invitation(uuid),
  public.restore_invitation(uuid), public.change_invitation_role(uuid, text), public.set_invitation_reminders(uuid, boolean),
  public.claim_invitation(text), public.claim_my_invitation(uuid), public.my_invitations(), public.shared_runs(uuid), public.remove_member(uuid, uuid)
to authenticated;

-- triggers

create trigger cc_invitations_set_updated_at before update on public.cc_invitations for each row execute function private.set_updated_at();
create trigger cc_run_stakeholders_set_updated_at before update on public.cc_run_stakeholders for each row execute function private.set_updated_at();
create trigger cc_external_contact_points_set_updated_at before update on public.cc_external_contact_points
  for each row execute function private.set_updated_at();
create trigger cc_invitations_keep_their_agency before update on public.cc_invitations
  for each row execute function private.refuse_key_change('inviter_tenant_id', 'context_type', 'context_id');
create trigger cc_run_stakeholders_keep_their_agency before update on public.cc_run_stakeholders
  for each row execute function private.refuse_key_change('tenant_id', 'run_id', 'user_id');
create trigger cc_external_contact_points_keep_their_agency before update on public.cc_external_contact_points
  for each row execute function private.refuse_key_change('tenant_id', 'kind', 'value');

call private.keep_history('public.cc_invitations', 'inviter_tenant_id', 'context_id');
call private.keep_history('public.cc_run_stakeholders', 'tenant_id', 'run_id');
