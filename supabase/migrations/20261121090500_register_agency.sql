-- Registration: everything a new organisation needs, in one idempotent act.

-- access

grant insert (name, slug) on public.agencies to audienceos_definer;
grant insert (agency_id, name, is_house) on public.clients to audienceos_definer;
grant insert (id, client_id, email, full_name, role), update (client_id, role, updated_at) on public.users to audienceos_definer;
grant insert (owning_tenant_id, name, slug, status) on public.cc_portals to audienceos_definer;

-- functions

create function private.register_agency(p_name text, p_slug text)
returns table (agency_id uuid, client_id uuid, portal_id uuid, slug text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  my_email constant text := private.my_verified_email();
  mine record;
  wanted_slug constant text := lower(btrim(p_slug));
  portal_slug text := wanted_slug;
begin
  if me is null then
    perform private.refuse(401, 'sign_in_required');
  end if;
  if my_email is null then
    perform private.refuse(403, 'email_unverified');
  end if;
  if p_name is null or char_length(btrim(p_name)) not between 1 and 120 then
    perform private.refuse(400, 'invalid_name');
  end if;
  if wanted_slug is null or wanted_slug !~ '^[a-z0-9](-?[a-z0-9])*$' or char_length(wanted_slug) not between 3 and 48 then
    perform private.refuse(400, 'invalid_slug');
  end if;
  -- Two tabs of one person take turns; the second finds what the first made.
  perform pg_advisory_xact_lock(hashtextextended('register_agency:' || me::text, 0));

  select a.id as agency_id, a.slug, c.id as client_id, c.is_house, u.role into mine
  from public.users u join public.clients c on c.id = u.client_id join public.agencies a on a.id = c.agency_id
  where u.id = me;
  if found and (mine.slug <> wanted_slug or mine.role <> 'agency_owner') then
    perform private.refuse(409, 'already_member');
  end if;

  if not found then
    insert into public.agencies (name, slug) values (btrim(p_name), wanted_slug)
    on conflict (slug) do nothing returning id, slug into mine.agency_id, mine.slug;
    if mine.agency_id is null then
      perform private.refuse(409, 'slug_taken');
    end if;
    insert into public.clients (agency_id, name, is_house) values (mine.agency_id, btrim(p_name), true)
    returning id into mine.client_id;
    begin
      insert into public.users as u (id, client_id, email, role) values (me, mine.client_id, my_email, 'agency_owner')
      on conflict (id) do update set client_id = excluded.client_id, role = excluded.role; -- a stakeholder becomes an owner
    exception when unique_violation then
      -- An older account has this address in its profile; joining the two is not for a registration to decide.
      perform private.refuse(409, 'email_in_use');
    end;
  end if;

  -- The default portal takes the agency's own short name, or the next free one when somebody's portal has it already.
  select p.id into portal_id from public.cc_portals p where p.owning_tenant_id = mine.agency_id order by p.created_at limit 1;
  for attempt in 2 .. 50 loop
    exit when portal_id is not null;
    insert into public.cc_portals (owning_tenant_id, name, slug, status) values (mine.agency_id, btrim(p_name), portal_slug, 'active')
    on conflict (slug) do nothing returning id into portal_id;
    portal_slug := wanted_slug || '-' || attempt;
  end loop;

  return query select mine.agency_id, mine.client_id, portal_id, mine.slug;
end $$;

alter function private.register_agency(text, text) owner to audienceos_definer;
grant execute on function private.register_agency(text, text) to authenticated;

create function public.register_agency(name text, slug text)
returns table (agency_id uuid, client_id uuid, portal_id uuid, slug text)
language sql set search_path = ''
as $$ select * from private.register_agency(name, slug) $$;
comment on function public.register_agency(text, text) is
  'Makes the caller the owner of a new agency with its house client and first portal. Calling again with the same slug changes nothing. '
  '400 invalid_name, invalid_slug; 403 email_unverified; 409 slug_taken, already_member, email_in_use.';
grant execute on function public.register_agency(text, text) to authenticated;
