-- Communications: what was said with a client, logged by hand or brought in from elsewhere.

-- tables

create table public.communications (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  client_id uuid not null,
  type text not null check (type in ('email', 'call', 'meeting', 'note')),
  direction text check (direction in ('inbound', 'outbound')),
  subject text check (char_length(subject) <= 300),
  body text check (char_length(body) <= 50000),
  occurred_at timestamptz not null default now() check (isfinite(occurred_at)),
  "timestamp" timestamptz generated always as (occurred_at) stored,
  author_id uuid default private.my_user_id(),
  participants jsonb not null default '[]' check (jsonb_typeof(participants) = 'array' and pg_column_size(participants) <= 16384),
  duration_min int check (duration_min between 0 and 1440),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  pinned_at timestamptz,
  external_source text check (char_length(external_source) between 1 and 60),
  external_id text check (char_length(external_id) between 1 and 300),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, external_source, external_id),
  constraint communications_have_a_direction check (
    case type when 'note' then direction is null when 'meeting' then true else direction is not null end
  ),
  constraint communications_say_something check (coalesce(btrim(subject), '') <> '' or coalesce(btrim(body), '') <> ''),
  constraint communications_have_happened check (occurred_at <= created_at + interval '1 day'),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.communications is 'What was said with a client: an e-mail, a call, a meeting, or a note about it.';
comment on column public.communications."timestamp" is 'The older name of occurred_at, read-only.';
comment on column public.communications.author_id is 'Who logged it. No foreign key: the entry outlives the person.';
comment on column public.communications.visibility is 'client: people of the client read it too. Internal unless somebody says otherwise.';
comment on column public.communications.external_id is 'Its name where it came from, so that bringing it in again changes nothing.';

-- indexes

create index communications_by_client on public.communications (agency_id, client_id, occurred_at desc, id desc);
create index communications_by_agency on public.communications (agency_id, occurred_at desc, id desc);
create index communications_by_type on public.communications (agency_id, client_id, type, occurred_at desc, id desc);
-- A note is about the client, not with them: the last contact leaves it out.
create index communications_contacts on public.communications (agency_id, client_id, occurred_at desc, id desc) include (direction) where type <> 'note';
create index communications_pinned on public.communications (agency_id, client_id, pinned_at desc) where pinned_at is not null;

-- access

alter table public.communications enable row level security;
alter table public.communications force row level security;
grant select,
  insert (agency_id, client_id, type, direction, subject, body, occurred_at, participants, duration_min, visibility),
  update (type, direction, subject, body, occurred_at, participants, duration_min, visibility, pinned_at),
  delete
on public.communications to authenticated;
grant select, insert, update, delete on public.communications to service_role;
grant select on public.communications to audienceos_definer;

create policy "Staff read their agency's entries and viewers shared ones" on public.communications for select to authenticated
using (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client' end);

create policy "Staff log communications of their agency" on public.communications for insert to authenticated
with check (agency_id = (select private.my_staff_agency_id()));

-- Pinning is everybody's. What an entry says is its author's and the admins', which the trigger holds.
create policy "Staff change their agency's communications" on public.communications for update to authenticated
using (agency_id = (select private.my_staff_agency_id()))
with check (agency_id = (select private.my_staff_agency_id()));

create policy "Authors and admins remove communications" on public.communications for delete to authenticated
using (agency_id = (select private.my_staff_agency_id())
  and (author_id = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id())));

-- functions

create function private.guard_communication() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  me constant uuid := private.my_user_id();
begin
  if me is not null and to_jsonb(new) - '{pinned_at,updated_at,timestamp}'::text[] <> to_jsonb(old) - '{pinned_at,updated_at,timestamp}'::text[]
    and old.author_id is distinct from me and private.my_admin_agency_id() is distinct from old.agency_id then
    perform private.refuse(403, 'entry_is_not_yours');
  end if;
  if new.pinned_at is not null and old.pinned_at is null then
    -- One client's pins are counted by one writer at a time.
    perform pg_advisory_xact_lock(hashtextextended('pins:' || new.client_id, 0));
    if (select count(*) from public.communications c
        where c.agency_id = new.agency_id and c.client_id = new.client_id and c.pinned_at is not null) >= 3 then
      perform private.refuse(409, 'too_many_pins');
    end if;
    new.pinned_at := now();
  elsif new.pinned_at is not null then
    new.pinned_at := old.pinned_at;
  end if;
  return new;
end $$;
comment on function private.guard_communication() is 'Trigger: an entry is changed by its author and admins; at most three of a client are pinned.';
alter function private.guard_communication() owner to audienceos_definer;

create function public.author_name(entry public.communications) returns text
language sql stable set search_path = ''
as $$ select private.colleague_name(entry.author_id) $$;
comment on function public.author_name(public.communications) is 'Name of whoever logged it, as a column of the entry.';
grant execute on function public.author_name(public.communications) to authenticated;

-- triggers

create trigger communications_guard before update on public.communications for each row execute function private.guard_communication();
create trigger communications_set_updated_at before update on public.communications for each row execute function private.set_updated_at();
create trigger communications_keep_their_agency before update on public.communications
  for each row execute function private.refuse_key_change('agency_id', 'client_id', 'author_id');

call private.keep_history('public.communications', 'agency_id', 'id');
