-- Cartridges: how an assistant writes for somebody. The agency sets defaults, each person their own, and every field is decided by itself.

-- tables

create table public.style_cartridges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  tone text,
  vocabulary_level text,
  use_emojis boolean default false,
  call_to_action_style text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.style_cartridges is
  'How writing for one person sounds. Null: as the agency has it. Empty text: none at all. Of several the newest counts.';

create table public.preference_cartridges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  response_length text,
  formality text,
  languages jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.preference_cartridges is 'What shape answers for one person take. Null, emptiness and several of them: as in style_cartridges.';

create table public.instruction_cartridges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  rules jsonb,
  constraints jsonb,
  examples jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.instruction_cartridges is 'What to do and never to do for one person. Null, emptiness and several of them: as in style_cartridges.';
comment on column public.instruction_cartridges.rules is
  'A list of texts replaces the agency''s; {"append": [...]} adds to it. So do all lists of cartridges.';
comment on column public.instruction_cartridges.constraints is 'Always added to the agency''s, which nobody can take away for themselves.';

create table public.brand_cartridges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id) on delete cascade,
  name text not null check (char_length(btrim(name)) between 1 and 120),
  company_name text,
  industry text,
  target_audience text,
  core_values jsonb,
  blueprint_112 jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.brand_cartridges is 'Who is speaking when one person writes. Null, emptiness and several of them: as in style_cartridges.';
comment on column public.brand_cartridges.blueprint_112 is 'An object that is passed on whole; what is in it is not fixed.';

create table public.agency_cartridges (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references public.agencies (id) on delete cascade,
  type text not null check (type in ('style', 'preference', 'instruction', 'brand')),
  name text not null check (char_length(btrim(name)) between 1 and 120),
  data jsonb not null default '{}',
  is_default boolean not null default false,
  locked_fields text[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.agency_cartridges is 'An agency''s cartridges. The default of each type counts for all its staff.';
comment on column public.agency_cartridges.data is 'The fields of its type. Missing: the product''s own value. Null: none at all.';
comment on column public.agency_cartridges.locked_fields is 'Fields that people of the agency cannot have in their own way while this is the default.';
comment on column public.agency_cartridges.version is 'Counts changes: a writer names the version they saw.';

create table public.cartridge_versions (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid references public.agencies (id) on delete cascade,
  user_id uuid references public.users (id) on delete cascade,
  type text not null check (type in ('style', 'preference', 'instruction', 'brand')),
  cartridge_id uuid not null,
  action text not null check (action in ('insert', 'update', 'delete')),
  name text not null,
  data jsonb not null,
  locked_fields text[] not null default '{}',
  is_default boolean not null default false,
  actor_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint cartridge_versions_belong_to_one check (num_nonnulls(agency_id, user_id) = 1)
);
comment on table public.cartridge_versions is
  'Each state a cartridge was in: after a change, or before it was deleted. Written by triggers only. A person''s own are theirs alone, the past as the present.';
comment on column public.cartridge_versions.agency_id is 'Whose it was, when it was an agency''s; else null.';
comment on column public.cartridge_versions.user_id is 'Whose it was, when it was a person''s; else null.';
comment on column public.cartridge_versions.cartridge_id is 'No foreign key: what was deleted can be brought back from here.';
comment on column public.cartridge_versions.data is 'In the form of agency_cartridges.data, whosever it was.';

-- indexes

create index style_cartridges_by_user on public.style_cartridges (user_id, created_at desc, id desc);
create index preference_cartridges_by_user on public.preference_cartridges (user_id, created_at desc, id desc);
create index instruction_cartridges_by_user on public.instruction_cartridges (user_id, created_at desc, id desc);
create index brand_cartridges_by_user on public.brand_cartridges (user_id, created_at desc, id desc);
create index agency_cartridges_by_agency on public.agency_cartridges (agency_id, type, name, id);
create unique index agency_cartridges_one_default_per_type on public.agency_cartridges (agency_id, type) where is_default;
create index cartridge_versions_by_agency on public.cartridge_versions (agency_id, cartridge_id, created_at desc, id desc);
create index cartridge_versions_by_user on public.cartridge_versions (user_id, cartridge_id, created_at desc, id desc);

-- access: a person's own

alter table public.style_cartridges enable row level security;
alter table public.style_cartridges force row level security;
grant select, delete,
  insert (user_id, name, tone, vocabulary_level, use_emojis, call_to_action_style),
  update (name, tone, vocabulary_level, use_emojis, call_to_action_style)
on public.style_cartridges to authenticated;
grant select, insert, update, delete on public.style_cartridges to service_role;
grant select, insert, update on public.style_cartridges to audienceos_definer;
create policy "People read their own style" on public.style_cartridges for select to authenticated
using (user_id = (select private.my_user_id()));
create policy "People add their own style" on public.style_cartridges for insert to authenticated
with check (user_id = (select private.my_user_id()));
create policy "People change their own style" on public.style_cartridges for update to authenticated
using (user_id = (select private.my_user_id()))
with check (user_id = (select private.my_user_id()));
create policy "People remove their own style" on public.style_cartridges for delete to authenticated
using (user_id = (select private.my_user_id()));

alter table public.preference_cartridges enable row level security;
alter table public.preference_cartridges force row level security;
grant select, delete,
  insert (user_id, name, response_length, formality, languages),
  update (name, response_length, formality, languages)
on public.preference_cartridges to authenticated;
grant select, insert, update, delete on public.preference_cartridges to service_role;
grant select, insert, update on public.preference_cartridges to audienceos_definer;
create policy "People read their own preferences for writing" on public.preference_cartridges for select to authenticated
using (user_id = (select private.my_user_id()));
create policy "People add their own preferences for writing" on public.preference_cartridges for insert to authenticated
with check (user_id = (select private.my_user_id()));
create policy "People change their own preferences for writing" on public.preference_cartridges for update to authenticated
using (user_id = (select private.my_user_id()))
with check (user_id = (select private.my_user_id()));
create policy "People remove their own preferences for writing" on public.preference_cartridges for delete to authenticated
using (user_id = (select private.my_user_id()));

alter table public.instruction_cartridges enable row level security;
alter table public.instruction_cartridges force row level security;
grant select, delete,
  insert (user_id, name, rules, constraints, examples),
  update (name, rules, constraints, examples)
on public.instruction_cartridges to authenticated;
grant select, insert, update, delete on public.instruction_cartridges to service_role;
grant select, insert, update on public.instruction_cartridges to audienceos_definer;
create policy "People read their own instructions" on public.instruction_cartridges for select to authenticated
using (user_id = (select private.my_user_id()));
create policy "People add their own instructions" on public.instruction_cartridges for insert to authenticated
with check (user_id = (select private.my_user_id()));
create policy "People change their own instructions" on public.instruction_cartridges for update to authenticated
using (user_id = (select private.my_user_id()))
with check (user_id = (select private.my_user_id()));
create policy "People remove their own instructions" on public.instruction_cartridges for delete to authenticated
using (user_id = (select private.my_user_id()));

alter table public.brand_cartridges enable row level security;
alter table public.brand_cartridges force row level security;
grant select, delete,
  insert (user_id, name, company_name, industry, target_audience, core_values, blueprint_112),
  update (name, company_name, industry, target_audience, core_values, blueprint_112)
on public.brand_cartridges to authenticated;
grant select, insert, update, delete on public.brand_cartridges to service_role;
grant select, insert, update on public.brand_cartridges to audienceos_definer;
create policy "People read their own brand" on public.brand_cartridges for select to authenticated
using (user_id = (select private.my_user_id()));
create policy "People add their own brand" on public.brand_cartridges for insert to authenticated
with check (user_id = (select private.my_user_id()));
create policy "People change their own brand" on public.brand_cartridges for update to authenticated
using (user_id = (select private.my_user_id()))
with check (user_id = (select private.my_user_id()));
create policy "People remove their own brand" on public.brand_cartridges for delete to authenticated
using (user_id = (select private.my_user_id()));

-- access: the agency's, and what was

alter table public.agency_cartridges enable row level security;
alter table public.agency_cartridges force row level security;
grant select, delete,
  insert (agency_id, type, name, data, is_default, locked_fields),
  update (name, data, is_default, locked_fields)
on public.agency_cartridges to authenticated;
grant select, insert, update, delete on public.agency_cartridges to service_role;
grant select, insert, update on public.agency_cartridges to audienceos_definer;
create policy "Staff read their agency's cartridges" on public.agency_cartridges for select to authenticated
using (agency_id = (select private.my_staff_agency_id()));
create policy "Admins add cartridges to their agency" on public.agency_cartridges for insert to authenticated
with check (agency_id = (select private.my_admin_agency_id()));
create policy "Admins change their agency's cartridges" on public.agency_cartridges for update to authenticated
using (agency_id = (select private.my_admin_agency_id()))
with check (agency_id = (select private.my_admin_agency_id()));
create policy "Admins remove their agency's cartridges" on public.agency_cartridges for delete to authenticated
using (agency_id = (select private.my_admin_agency_id()));

alter table public.cartridge_versions enable row level security;
alter table public.cartridge_versions force row level security;
grant select on public.cartridge_versions to authenticated, service_role;
grant select, insert on public.cartridge_versions to audienceos_definer;
create policy "Staff read their agency's versions and people their own" on public.cartridge_versions for select to authenticated
using (agency_id = (select private.my_staff_agency_id()) or user_id = (select private.my_user_id()));

-- functions: what a cartridge may hold. Equal to lib/rules/cartridge-fields.ts, which a test compares.

create function private.cartridge_fields(p_type text)
returns table (place int, field text, kind text, max_items int, max_length int)
language sql immutable set search_path = ''
as $$
  select f.place, f.field, f.kind, f.max_items, f.max_length
  from (values
    ('style', 1, 'tone', 'text', 0, 500),
    ('style', 2, 'vocabulary_level', 'text', 0, 200),
    ('style', 3, 'use_emojis', 'boolean', 0, 0),
    ('style', 4, 'call_to_action_style', 'text', 0, 500),
    ('preference', 1, 'response_length', 'text', 0, 200),
    ('preference', 2, 'formality', 'text', 0, 200),
    ('preference', 3, 'languages', 'list', 20, 60),
    ('instruction', 1, 'rules', 'list', 100, 1000),
    ('instruction', 2, 'constraints', 'list', 100, 1000),
    ('instruction', 3, 'examples', 'list', 50, 5000),
    ('brand', 1, 'company_name', 'text', 0, 200),
    ('brand', 2, 'industry', 'text', 0, 200),
    ('brand', 3, 'target_audience', 'text', 0, 2000),
    ('brand', 4, 'core_values', 'list', 50, 200),
    ('brand', 5, 'blueprint_112', 'object', 0, 65536)
  ) f (type, place, field, kind, max_items, max_length)
  where f.type = p_type
  order by f.place
$$;
comment on function private.cartridge_fields(text) is
  'The fields of a type in their order. max_length counts the characters of a text or of each item, and the bytes of an object.';

create function private.built_in_cartridge(p_type text) returns jsonb
language sql immutable set search_path = ''
as $$
  select case p_type
    when 'style' then jsonb_build_object('tone', 'friendly, clear and direct', 'vocabulary_level', 'plain words',
      'use_emojis', false, 'call_to_action_style', 'one clear next step')
    when 'preference' then jsonb_build_object('response_length', 'as short as the matter allows', 'formality', 'professional, but relaxed')
    else '{}'::jsonb
  end
$$;
comment on function private.built_in_cartridge(text) is 'What counts where neither the person nor the agency says anything.';

create function private.is_nothing(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$ select p_value in ('null', '""', '[]', '{}') $$;

create function private.cartridge_fault(p_type text, p_data jsonb, p_is_own boolean) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  entry record;
  list jsonb;
begin
  if p_data is null or jsonb_typeof(p_data) <> 'object' then
    return 'data';
  end if;
  for entry in
    select e.key, e.value, jsonb_typeof(e.value) as shape, f.kind, f.max_items, f.max_length
    from jsonb_each(p_data) e left join private.cartridge_fields(p_type) f on f.field = e.key
    order by f.place nulls first, e.key
  loop
    if entry.kind is null then
      return entry.key;
    elsif entry.kind = 'boolean' then
      -- Yes, no, or as the agency has it: there is no fourth.
      if entry.shape <> 'boolean' then
        return entry.key;
      end if;
    elsif entry.shape = 'null' then
      continue;
    elsif entry.kind = 'text' then
      if entry.shape <> 'string' or char_length(entry.value #>> '{}') > entry.max_length then
        return entry.key;
      end if;
    elsif entry.kind = 'object' then
      if entry.shape <> 'object' or octet_length(entry.value::text) > entry.max_length then
        return entry.key;
      end if;
    else
      list := entry.value;
      if p_is_own and entry.shape = 'object' and entry.value ? 'append' and entry.value - 'append' = '{}' then
        list := entry.value -> 'append';
      end if;
      if jsonb_typeof(list) <> 'array' or jsonb_array_length(list) > entry.max_items or exists (
        select from jsonb_array_elements(list) item
        where jsonb_typeof(item.value) <> 'string' or char_length(item.value #>> '{}') not between 1 and entry.max_length
      ) then
        return entry.key;
      end if;
    end if;
  end loop;
  return null;
end $$;
comment on function private.cartridge_fault(text, jsonb, boolean) is
  'The first field that cannot be as it is, or null. A person''s own lists may be {"append": [...]}; an agency has nothing above it to add to.';

create function private.cartridge_valid(type text, data jsonb) returns boolean
language sql immutable set search_path = ''
as $$ select private.cartridge_fault(type, data, false) is null $$;

create function private.own_cartridge_data(p_type text, p_row jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(f.field, case when private.is_nothing(p_row -> f.field) then 'null'::jsonb else p_row -> f.field end), '{}')
  from private.cartridge_fields(p_type) f
  where jsonb_typeof(p_row -> f.field) <> 'null'
$$;
comment on function private.own_cartridge_data(text, jsonb) is
  'A row of a person''s own cartridge in the form that agencies'' have: null columns are left out, emptiness becomes null.';

create function private.own_cartridge_row(p_type text, p_data jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(f.field, case
    when p_data -> f.field <> 'null' then p_data -> f.field
    else case f.kind when 'text' then '""'::jsonb when 'list' then '[]' else '{}' end
  end), '{}')
  from private.cartridge_fields(p_type) f
  where p_data ? f.field
$$;
comment on function private.own_cartridge_row(text, jsonb) is 'The way back: columns for the data of a person''s own cartridge.';

grant execute on function
  private.cartridge_fields(text), private.is_nothing(jsonb), private.cartridge_fault(text, jsonb, boolean),
  private.cartridge_valid(text, jsonb), private.own_cartridge_data(text, jsonb)
to authenticated, service_role, audienceos_definer;
grant execute on function private.built_in_cartridge(text) to authenticated;
grant execute on function private.own_cartridge_row(text, jsonb) to audienceos_definer;

alter table public.style_cartridges add constraint style_cartridges_valid check (
  private.cartridge_fault('style', private.own_cartridge_data('style', jsonb_build_object('tone', tone, 'vocabulary_level', vocabulary_level,
    'use_emojis', use_emojis, 'call_to_action_style', call_to_action_style)), true) is null
);
alter table public.preference_cartridges add constraint preference_cartridges_valid check (
  private.cartridge_fault('preference', private.own_cartridge_data('preference', jsonb_build_object('response_length', response_length,
    'formality', formality, 'languages', languages)), true) is null
);
alter table public.instruction_cartridges add constraint instruction_cartridges_valid check (
  private.cartridge_fault('instruction', private.own_cartridge_data('instruction', jsonb_build_object('rules', rules,
    'constraints', constraints, 'examples', examples)), true) is null
);
alter table public.brand_cartridges add constraint brand_cartridges_valid check (
  private.cartridge_fault('brand', private.own_cartridge_data('brand', jsonb_build_object('company_name', company_name,
    'industry', industry, 'target_audience', target_audience, 'core_values', core_values, 'blueprint_112', blueprint_112)), true) is null
);
alter table public.agency_cartridges
  add constraint agency_cartridges_data_valid check (private.cartridge_valid(type, data)),
  add constraint agency_cartridges_locks_known check (locked_fields <@ case type
    when 'style' then '{tone,vocabulary_level,use_emojis,call_to_action_style}'::text[]
    when 'preference' then '{response_length,formality,languages}'::text[]
    when 'instruction' then '{rules,constraints,examples}'::text[]
    else '{company_name,industry,target_audience,core_values,blueprint_112}'::text[]
  end);

-- functions: what counts

create function private.my_cartridge(p_type text) returns table (id uuid, data jsonb)
language plpgsql stable set search_path = ''
as $$
begin
  return query execute format(
    'select c.id, private.own_cartridge_data($1, to_jsonb(c)) from public.%I c
     where c.user_id = (select private.my_user_id()) order by c.created_at desc, c.id desc limit 1', p_type || '_cartridges')
  using p_type;
end $$;

create function private.joined_list(p_first jsonb, p_second jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_agg(once.item order by once.place), '[]')
  from (
    select listed.item, min(listed.place) as place
    from jsonb_array_elements(
      case jsonb_typeof(p_first) when 'array' then p_first else '[]' end || case jsonb_typeof(p_second) when 'array' then p_second else '[]' end
    ) with ordinality listed (item, place)
    group by listed.item
  ) once
$$;
comment on function private.joined_list(jsonb, jsonb) is 'One list after the other, each item once.';

grant execute on function private.my_cartridge(text), private.joined_list(jsonb, jsonb) to authenticated;

-- As the caller: policies decide which agency's default there is, so that somebody outside the staff has none.
create function public.effective_cartridge(type text)
returns table (field text, value jsonb, source text, source_id uuid, is_locked boolean)
language plpgsql stable set search_path = ''
as $$
#variable_conflict use_column
declare
  wanted constant text := effective_cartridge.type;
  own record;
  house record;
begin
  if wanted is null or wanted not in ('style', 'preference', 'instruction', 'brand') then
    perform private.refuse(400, 'invalid_cartridge_type');
  end if;
  select c.id, c.data into own from private.my_cartridge(wanted) c;
  select c.id, c.data, c.locked_fields into house from public.agency_cartridges c
  where c.agency_id = (select private.my_staff_agency_id()) and c.type = wanted and c.is_default;

  return query
  select f.field,
    case
      when private.is_nothing(coalesce(r.value, 'null')) then 'null'::jsonb
      else r.value
    end,
    case when r.is_mine then 'you' when b.is_house then 'agency' else 'default' end,
    case when r.is_mine then own.id when b.is_house then house.id end,
    b.is_locked
  from private.cartridge_fields(wanted) f
  cross join lateral (
    select coalesce(house.data ? f.field, false) as is_house, coalesce(f.field = any (house.locked_fields), false) as is_locked,
      case when house.data ? f.field then house.data -> f.field else private.built_in_cartridge(wanted) -> f.field end as value
  ) b
  -- What the person says: nothing where it is locked, and something to add where that is what they want or all they may.
  cross join lateral (
    select case when not b.is_locked then own.data -> f.field end as value
  ) m
  cross join lateral (
    select case
      when f.kind = 'list' and jsonb_typeof(m.value) = 'object' then m.value -> 'append'
      when f.field = 'constraints' and jsonb_typeof(m.value) = 'array' then m.value
    end as added
  ) a
  cross join lateral (
    select
      case
        when jsonb_array_length(a.added) > 0 then private.joined_list(b.value, a.added)
        when a.added is null and m.value is not null and f.field <> 'constraints' then m.value
        else b.value
      end as value,
      coalesce(jsonb_array_length(a.added) > 0, m.value is not null and f.field <> 'constraints') as is_mine
  ) r
  order by f.place;
end $$;
comment on function public.effective_cartridge(text) is
  'What counts for the caller, field by field: their own value, else the default cartridge of the agency they are staff of, else the product''s. '
  'source: you, agency or default. A null value means none. 400 invalid_cartridge_type.';
grant execute on function public.effective_cartridge(text) to authenticated;

-- functions: changing

create function public.set_default_cartridge(cartridge_id uuid)
returns table (default_id uuid, previous_id uuid)
language plpgsql set search_path = ''
as $$
#variable_conflict use_column
declare
  wanted constant uuid := set_default_cartridge.cartridge_id;
  agency uuid;
  wanted_type text;
  previous uuid;
begin
  select c.agency_id, c.type into agency, wanted_type from public.agency_cartridges c
  where c.agency_id = (select private.my_staff_agency_id()) and c.id = wanted;
  if not found then
    perform private.refuse(404, 'cartridge_not_found');
  end if;
  if agency is distinct from private.my_admin_agency_id() then
    perform private.refuse(403, 'admin_required');
  end if;
  -- Two admins who choose at once take turns: the second finds the first one's choice and replaces it.
  perform 1 from public.agency_cartridges c where c.agency_id = agency and c.type = wanted_type order by c.id for update;
  select c.id into previous from public.agency_cartridges c where c.agency_id = agency and c.type = wanted_type and c.is_default;
  if previous is distinct from wanted then
    update public.agency_cartridges c set is_default = false where c.agency_id = agency and c.id = previous;
    update public.agency_cartridges c set is_default = true where c.agency_id = agency and c.id = wanted;
  end if;
  return query select wanted, previous;
end $$;
comment on function public.set_default_cartridge(uuid) is
  'Makes a cartridge the one that counts for its type in the caller''s agency; previous_id counted before. 403 admin_required; 404 cartridge_not_found.';
grant execute on function public.set_default_cartridge(uuid) to authenticated;

-- Elevated, because bringing back what was deleted means writing its id, which nobody may choose.
create function private.restore_cartridge(p_cartridge_id uuid, p_version_id uuid)
returns table (id uuid, type text, was_deleted boolean)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  me constant uuid := private.my_user_id();
  kept public.cartridge_versions;
  is_there boolean;
  columns_set text;
begin
  select v.* into kept from public.cartridge_versions v
  where v.cartridge_id = p_cartridge_id and (p_version_id is null or v.id = p_version_id)
    and (v.user_id = me or v.agency_id = private.my_staff_agency_id())
  order by v.created_at desc, v.id desc limit 1;
  if not found then
    perform private.refuse(404, 'cartridge_not_found');
  end if;

  if kept.agency_id is not null then
    if kept.agency_id is distinct from private.my_admin_agency_id() then
      perform private.refuse(403, 'admin_required');
    end if;
    update public.agency_cartridges c set name = kept.name, data = kept.data, locked_fields = kept.locked_fields
    where c.agency_id = kept.agency_id and c.id = kept.cartridge_id;
    is_there := found;
    if not is_there then
      insert into public.agency_cartridges (id, agency_id, type, name, data, locked_fields, is_default)
      values (kept.cartridge_id, kept.agency_id, kept.type, kept.name, kept.data, kept.locked_fields,
        -- It counts again only if nothing has taken its place.
        kept.is_default and not exists (
          select from public.agency_cartridges c where c.agency_id = kept.agency_id and c.type = kept.type and c.is_default));
    end if;
  else
    select string_agg(format('%1$I = r.%1$I', f.field), ', ') into columns_set from private.cartridge_fields(kept.type) f;
    execute format('update public.%1$I c set name = $1, %2$s from jsonb_populate_record(null::public.%1$I, $2) r where c.user_id = $3 and c.id = $4 returning true',
      kept.type || '_cartridges', columns_set)
    into is_there using kept.name, private.own_cartridge_row(kept.type, kept.data), me, kept.cartridge_id;
    if is_there is null then
      select string_agg(quote_ident(f.field), ', ') into columns_set from private.cartridge_fields(kept.type) f;
      execute format('insert into public.%1$I (id, user_id, name, %2$s) select $1, $2, $3, %2$s from jsonb_populate_record(null::public.%1$I, $4)',
        kept.type || '_cartridges', columns_set)
      using kept.cartridge_id, me, kept.name, private.own_cartridge_row(kept.type, kept.data);
    end if;
  end if;
  return query select kept.cartridge_id, kept.type, is_there is not true;
end $$;
alter function private.restore_cartridge(uuid, uuid) owner to audienceos_definer;
grant execute on function private.restore_cartridge(uuid, uuid) to authenticated;

create function public.restore_cartridge(cartridge_id uuid, version_id uuid default null)
returns table (id uuid, type text, was_deleted boolean)
language sql set search_path = ''
as $$ select * from private.restore_cartridge(cartridge_id, version_id) $$;
comment on function public.restore_cartridge(uuid, uuid) is
  'Makes a cartridge what it was in a version of it, also one''s own; without a version what it was last, which undoes its deletion. '
  '403 admin_required; 404 cartridge_not_found.';
grant execute on function public.restore_cartridge(uuid, uuid) to authenticated;

-- functions: history

create function private.count_cartridge_version() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

create function private.keep_cartridge_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  own_type constant text := tg_argv[0];
  state constant jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - '{updated_at,version}'::text[] = state - '{updated_at,version}'::text[] then
    return null;
  end if;
  if own_type is null then
    insert into public.cartridge_versions (agency_id, type, cartridge_id, action, name, data, locked_fields, is_default, actor_id)
    select a.id, state ->> 'type', (state ->> 'id')::uuid, lower(tg_op), state ->> 'name', state -> 'data',
      array(select jsonb_array_elements_text(state -> 'locked_fields')), (state ->> 'is_default')::boolean, private.my_user_id()
    -- What goes with its agency, or with its person, leaves nothing behind.
    from public.agencies a where a.id = (state ->> 'agency_id')::uuid;
  else
    insert into public.cartridge_versions (user_id, type, cartridge_id, action, name, data, actor_id)
    select u.id, own_type, (state ->> 'id')::uuid, lower(tg_op), state ->> 'name', private.own_cartridge_data(own_type, state), private.my_user_id()
    from public.users u where u.id = (state ->> 'user_id')::uuid;
  end if;
  return null;
end $$;
comment on function private.keep_cartridge_version() is
  'Trigger: keeps every state of a cartridge. Its argument is the type of a person''s own; agencies'' know theirs.';
alter function private.keep_cartridge_version() owner to audienceos_definer;

-- triggers

create trigger style_cartridges_set_updated_at before update on public.style_cartridges for each row execute function private.set_updated_at();
create trigger preference_cartridges_set_updated_at before update on public.preference_cartridges for each row execute function private.set_updated_at();
create trigger instruction_cartridges_set_updated_at before update on public.instruction_cartridges for each row execute function private.set_updated_at();
create trigger brand_cartridges_set_updated_at before update on public.brand_cartridges for each row execute function private.set_updated_at();
create trigger agency_cartridges_set_updated_at before update on public.agency_cartridges for each row execute function private.set_updated_at();
create trigger agency_cartridges_count_version before update on public.agency_cartridges for each row execute function private.count_cartridge_version();

create trigger style_cartridges_keep_their_person before update on public.style_cartridges
  for each row execute function private.refuse_key_change('user_id');
create trigger preference_cartridges_keep_their_person before update on public.preference_cartridges
  for each row execute function private.refuse_key_change('user_id');
create trigger instruction_cartridges_keep_their_person before update on public.instruction_cartridges
  for each row execute function private.refuse_key_change('user_id');
create trigger brand_cartridges_keep_their_person before update on public.brand_cartridges
  for each row execute function private.refuse_key_change('user_id');
create trigger agency_cartridges_keep_their_agency before update on public.agency_cartridges
  for each row execute function private.refuse_key_change('agency_id', 'type');

create trigger style_cartridges_keep_versions after insert or update or delete on public.style_cartridges
  for each row execute function private.keep_cartridge_version('style');
create trigger preference_cartridges_keep_versions after insert or update or delete on public.preference_cartridges
  for each row execute function private.keep_cartridge_version('preference');
create trigger instruction_cartridges_keep_versions after insert or update or delete on public.instruction_cartridges
  for each row execute function private.keep_cartridge_version('instruction');
create trigger brand_cartridges_keep_versions after insert or update or delete on public.brand_cartridges
  for each row execute function private.keep_cartridge_version('brand');
create trigger agency_cartridges_keep_versions after insert or update or delete on public.agency_cartridges
  for each row execute function private.keep_cartridge_version();

call private.keep_history('public.agency_cartridges', 'agency_id', 'id');
