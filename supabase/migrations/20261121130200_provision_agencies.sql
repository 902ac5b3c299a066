-- Provisioning: what a complete agency has, kept in one list that makes it, repairs it and says what it lacks.

-- types

create type private.lack as (step text, item text, is_repairable boolean);
comment on type private.lack is 'One thing that an agency lacks: the step that makes it, and which of several it is.';

-- access

grant insert (name, slug) on public.agencies to audienceos_definer;
grant insert (agency_id, name, is_house) on public.clients to audienceos_definer;
grant insert (id, client_id, email, full_name, role), update (client_id, role, updated_at) on public.users to audienceos_definer;
grant insert (owning_tenant_id, name, slug, status) on public.cc_portals to audienceos_definer;
grant insert (tenant_id, type, version, category, priority, is_required, default_channels, subject, body, action_label, variables)
  on public.cc_notification_templates to audienceos_definer;
grant insert (agency_id) on public.workflow_settings to audienceos_definer;
grant insert (agency_id, name, event, conditions, action, options) on public.workflow_triggers to audienceos_definer;

-- functions: the list

create function private.default_workflow_rules() returns table (name text, event text, conditions jsonb, action text, options jsonb)
language sql immutable set search_path = ''
as $$
  values
    ('A critical alert opens a ticket', 'alert.critical', '{}'::jsonb, 'open_ticket', '{"priority": "urgent", "notify": "admins"}'::jsonb),
    ('A ticket nobody touched for a week raises an alert', 'ticket.idle', '{"days": 7, "min_priority": "normal", "with_waiting": false}',
      'raise_alert', '{"severity": "medium", "notify": "nobody"}'),
    ('A published run tells everybody on it', 'run.published', '{}', 'notify_stakeholders',
      '{"subject": "It is public now", "body": "Have a look at how it is announced, and tell us when something is missing."}'),
    ('A client silent for a month raises an alert', 'client.silent', '{"days": 30}', 'raise_alert', '{"severity": "low", "notify": "nobody"}')
$$;
comment on function private.default_workflow_rules() is 'The rules that every agency starts with, switched off: one of each kind of the catalogue.';

create function private.missing_in_agency(p_agency_id uuid) returns setof private.lack
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select l.step, l.item, l.step <> 'owner'
  from public.agencies a
  cross join lateral (
    select 1 as place, 'house_client' as step, null::text as item
    where not exists (select from public.clients c where c.agency_id = a.id and c.is_house)
    union all
    -- Nobody can be made up, so this one needs a person; an owner who was invited is on the way.
    select 2, 'owner', null
    where not exists (
        select from public.clients c join public.users u on u.client_id = c.id
        where c.agency_id = a.id and c.is_house and u.role = 'agency_owner')
      and not exists (
        select from public.cc_invitations i
        where i.inviter_tenant_id = a.id and i.invitee_role = 'agency_owner' and i.status in ('pending', 'sent', 'viewed', 'declined')
          and i.claim_token_expires_at > now())
    union all
    select 3, 'portal', null where not exists (select from public.cc_portals p where p.owning_tenant_id = a.id)
    union all
    select 4, 'billing_settings', null where not exists (select from public.billing_settings s where s.agency_id = a.id)
    union all
    select 5, 'workflow_settings', null where not exists (select from public.workflow_settings s where s.agency_id = a.id)
    union all
    -- One that was removed counts: whoever did that does not want it back.
    select 6, 'workflow_rule', r.event from private.default_workflow_rules() r
    where not exists (select from public.workflow_triggers t where t.agency_id = a.id and t.event = r.event)
    union all
    -- Its own copy of the words in force, so that they can be changed for it alone.
    select 7, 'notification_template', t.type
    from (select p.type, max(p.version) as version from public.cc_notification_templates p where p.tenant_id is null group by p.type) t
    where not exists (
      select from public.cc_notification_templates o where o.tenant_id = a.id and o.type = t.type and o.version >= t.version)
    union all
    select 8, 'cartridge', d.type from unnest('{style,preference,instruction,brand}'::text[]) d (type)
    where not exists (select from public.agency_cartridges c where c.agency_id = a.id and c.type = d.type)
  ) l
  where a.id = p_agency_id
  order by l.place, l.item;
end $$;
comment on function private.missing_in_agency(uuid) is
  'What an agency lacks to be complete, changing nothing: the one list behind registration, provisioning, audit and health. Empty for one that does not exist.';

create function private.provision_agency(p_agency_id uuid) returns table (step text, created int)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  agency public.agencies;
  lacks private.lack[];
begin
  -- Two at once take turns; the second finds nothing left to do. It is one transaction: killed anywhere, nothing of it is there.
  perform pg_advisory_xact_lock(hashtextextended('provision_agency:' || p_agency_id::text, 0));
  select a.* into agency from public.agencies a where a.id = p_agency_id;
  if not found then
    perform private.refuse(404, 'agency_not_found');
  end if;
  lacks := array(select m from private.missing_in_agency(agency.id) m);

  -- Whoever works in the agency meanwhile may add the same thing by hand, so each insert gives way.
  step := 'house_client';
  insert into public.clients (agency_id, name, is_house)
  select agency.id, agency.name, true from unnest(lacks) l where l.step = 'house_client' on conflict do nothing;
  get diagnostics created = row_count;
  return next;

  step := 'portal';
  created := 0;
  if exists (select from unnest(lacks) l where l.step = 'portal') then
    -- It takes the agency's own short name, or the next free one when somebody's portal has it already.
    for attempt in 1 .. 50 loop
      insert into public.cc_portals (owning_tenant_id, name, slug, status)
      values (agency.id, agency.name, case attempt when 1 then agency.slug else agency.slug || '-' || attempt end, 'active')
      on conflict (slug) do nothing;
      get diagnostics created = row_count;
      exit when created > 0;
    end loop;
  end if;
  return next;

  step := 'billing_settings';
  insert into public.billing_settings (agency_id, legal_name)
  select agency.id, agency.name from unnest(lacks) l where l.step = 'billing_settings' on conflict do nothing;
  get diagnostics created = row_count;
  return next;

  step := 'workflow_settings';
  insert into public.workflow_settings (agency_id)
  select agency.id from unnest(lacks) l where l.step = 'workflow_settings' on conflict do nothing;
  get diagnostics created = row_count;
  return next;

  step := 'workflow_rule';
  insert into public.workflow_triggers (agency_id, name, event, conditions, action, options)
  select agency.id, r.name, r.event, r.conditions, r.action, r.options
  from unnest(lacks) l join private.default_workflow_rules() r on r.event = l.item where l.step = 'workflow_rule';
  get diagnostics created = row_count;
  return next;

  step := 'notification_template';
  insert into public.cc_notification_templates
    (tenant_id, type, version, category, priority, is_required, default_channels, subject, body, action_label, variables)
  select agency.id, t.type, t.version, t.category, t.priority, t.is_required, t.default_channels, t.subject, t.body, t.action_label, t.variables
  from unnest(lacks) l
  cross join lateral (
    select p.* from public.cc_notification_templates p where p.tenant_id is null and p.type = l.item order by p.version desc limit 1
  ) t
  where l.step = 'notification_template' on conflict do nothing;
  get diagnostics created = row_count;
  return next;

  step := 'cartridge';
  insert into public.agency_cartridges (agency_id, type, name, data, is_default)
  select agency.id, l.item,
    case l.item when 'style' then 'House style' when 'preference' then 'House preferences' when 'instruction' then 'House rules' else 'Our brand' end,
    case l.item when 'brand' then jsonb_build_object('company_name', agency.name) else '{}' end, true
  from unnest(lacks) l where l.step = 'cartridge' on conflict do nothing;
  get diagnostics created = row_count;
  return next;
end $$;
comment on function private.provision_agency(uuid) is
  'Adds what an agency lacks and nothing else, and says how much of each; a second call adds nothing. Registration and the operator both call it. 404 agency_not_found.';

-- functions: registration

create function private.register_agency(p_name text, p_slug text)
returns table (agency_id uuid, client_id uuid, portal_id uuid, slug text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  my_email constant text := private.my_verified_email();
  mine record;
  made uuid;
  wanted_slug constant text := lower(btrim(p_slug));
begin
  if me is null then
    perform private.refuse(401, 'sign_in_required');
  end if;
  if my_email is null then
    perform private.refuse(403, 'email_unverified');
  end if;
  perform private.require_agency_name(p_name, wanted_slug);
  -- Two tabs of one person take turns; the second finds what the first made.
  perform pg_advisory_xact_lock(hashtextextended('register_agency:' || me::text, 0));

  select a.id, a.slug, u.role into mine
  from public.users u join public.clients c on c.id = u.client_id join public.agencies a on a.id = c.agency_id
  where u.id = me;
  if found and (mine.slug <> wanted_slug or mine.role <> 'agency_owner') then
    perform private.refuse(409, 'already_member');
  end if;
  made := coalesce(mine.id, private.add_agency(p_name, wanted_slug));
  perform private.provision_agency(made);
  select c.id into client_id from public.clients c where c.agency_id = made and c.is_house;
  if mine.id is null then
    begin
      insert into public.users as u (id, client_id, email, role) values (me, register_agency.client_id, my_email, 'agency_owner')
      on conflict (id) do update set client_id = excluded.client_id, role = excluded.role; -- a stakeholder becomes an owner
    exception when unique_violation then
      -- An older account has this address in its profile; joining the two is not for a registration to decide.
      perform private.refuse(409, 'email_in_use');
    end;
  end if;
  select p.id into portal_id from public.cc_portals p where p.owning_tenant_id = made order by p.created_at, p.id limit 1;
  agency_id := made;
  slug := wanted_slug;
  return next;
end $$;

create function private.require_agency_name(p_name text, p_slug text) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if p_name is null or char_length(btrim(p_name)) not between 1 and 120 then
    perform private.refuse(400, 'invalid_name');
  end if;
  if p_slug is null or p_slug !~ '^[a-z0-9](-?[a-z0-9])*$' or char_length(p_slug) not between 3 and 48 then
    perform private.refuse(400, 'invalid_slug');
  end if;
end $$;

create function private.add_agency(p_name text, p_slug text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  insert into public.agencies (name, slug) values (btrim(p_name), p_slug) on conflict (slug) do nothing returning id into made;
  if made is null then
    perform private.refuse(409, 'slug_taken');
  end if;
  return made;
end $$;
comment on function private.add_agency(text, text) is 'Makes the row of a new agency and nothing more. 409 slug_taken.';

alter function private.missing_in_agency(uuid) owner to audienceos_definer;
alter function private.provision_agency(uuid) owner to audienceos_definer;
alter function private.register_agency(text, text) owner to audienceos_definer;
alter function private.add_agency(text, text) owner to audienceos_definer;
grant execute on function private.require_agency_name(text, text), private.default_workflow_rules() to audienceos_definer;
grant execute on function private.register_agency(text, text) to authenticated;

create function public.register_agency(name text, slug text)
returns table (agency_id uuid, client_id uuid, portal_id uuid, slug text)
language sql set search_path = ''
as $$ select * from private.register_agency(name, slug) $$;
comment on function public.register_agency(text, text) is
  'Makes the caller the owner of a new agency with everything that an agency has. Calling again with the same slug adds only what is missing. '
  '400 invalid_name, invalid_slug; 403 email_unverified; 409 slug_taken, already_member, email_in_use.';
grant execute on function public.register_agency(text, text) to authenticated;

-- functions: the operator's. Not elevated and granted to nobody: they run with the rights of whoever owns this database.

create function private.create_agency_for(p_name text, p_slug text, p_owner_email text)
returns table (agency_id uuid, slug text, is_new boolean, owner text, invitation_id uuid, token text, expires_at timestamptz)
language plpgsql set search_path = ''
as $$
#variable_conflict use_column
declare
  wanted_slug constant text := lower(btrim(p_slug));
  address constant text := private.normal_email(p_owner_email);
  agency public.agencies;
  made uuid;
  house uuid;
  account uuid;
  person public.users;
begin
  perform private.require_agency_name(p_name, wanted_slug);
  if address is null then
    perform private.refuse(400, 'invalid_email');
  end if;
  perform pg_advisory_xact_lock(hashtextextended('create_agency_for:' || wanted_slug, 0));
  select a.* into agency from public.agencies a where a.slug = wanted_slug;
  is_new := agency.id is null;
  made := coalesce(agency.id, private.add_agency(p_name, wanted_slug));
  agency_id := made;
  slug := wanted_slug;
  perform private.provision_agency(made);
  select c.id into house from public.clients c where c.agency_id = made and c.is_house;

  select u.* into person from public.users u where u.email = address;
  if person.client_id = house and person.role = 'agency_owner' then
    owner := 'owner_already';
    return next;
    return;
  end if;
  -- Whoever has an owner decides about further ones; the operator founds agencies and does not take them over.
  if exists (select from public.users u where u.client_id = house and u.role = 'agency_owner') then
    perform private.refuse(409, 'agency_has_an_owner');
  end if;
  if person.client_id is not null then
    perform private.refuse(409, 'already_member');
  end if;

  select u.id into account from auth.users u where lower(u.email) = address and u.email_confirmed_at is not null;
  -- The profile of an older account: joining the two is not for this command to decide.
  if account <> person.id then
    perform private.refuse(409, 'email_in_use');
  end if;
  if account is not null then
    insert into public.users as u (id, client_id, email, role) values (account, house, address, 'agency_owner')
    on conflict (id) do update set client_id = excluded.client_id, role = excluded.role;
    owner := 'owner_added';
    return next;
    return;
  end if;

  -- Nobody with this address has proved it yet, so it gets a claim link; one that went to another
  -- address by mistake ends. The link is kept nowhere: asking again makes another.
  owner := 'owner_invited';
  update public.cc_invitations i set next_reminder_at = null,
    status = case when i.email_norm = address then 'expired' else 'revoked' end,
    revoked_at = case when i.email_norm <> address then now() end
  where i.inviter_tenant_id = made and i.client_id = house and i.metadata @> '{"by": "operator"}' and i.status in ('pending', 'sent', 'viewed', 'declined')
    and (i.email_norm <> address or i.claim_token_expires_at <= now());
  select i.id, i.claim_token_expires_at into invitation_id, expires_at from public.cc_invitations i
  where i.context_type = 'tenant' and i.context_id = house and i.inviter_tenant_id = made and i.email_norm = address
    and i.invitee_role = 'agency_owner' and i.metadata @> '{"by": "operator"}' and i.status in ('pending', 'sent', 'viewed', 'declined');
  if invitation_id is null then
    insert into public.cc_invitations
      (inviter_tenant_id, context_type, context_id, context_name, invitee_role, invitee_email, email_norm, metadata, next_reminder_at)
    select a.id, 'tenant', house, a.name, 'agency_owner', btrim(p_owner_email), address, '{"by": "operator"}', now() + interval '5 days'
    from public.agencies a where a.id = made
    returning id, claim_token_expires_at into invitation_id, expires_at;
    insert into public.cc_notification_deliveries (tenant_id, invitation_id, channel, address, category, template, lane, idempotency_key)
    values (made, create_agency_for.invitation_id, 'email', address, 'invitations', 'invitation', 1, 'invitation:' || create_agency_for.invitation_id || ':1');
  end if;
  token := private.new_token();
  insert into public.cc_invitation_tokens (tenant_id, invitation_id, token_hash, channel)
  values (made, create_agency_for.invitation_id, private.token_hash(token), 'create');
  return next;
end $$;
comment on function private.create_agency_for(text, text, text) is
  'For the operator: a complete agency with this owner, who is invited by a private link when they have no proved account yet. Again with the same names '
  'it adds only what is missing. owner: owner_already, owner_added or owner_invited. 400 invalid_name, invalid_slug, invalid_email; 409 already_member, agency_has_an_owner, email_in_use.';
