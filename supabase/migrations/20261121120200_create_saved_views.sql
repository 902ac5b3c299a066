-- Saved views: a named filter of a list, which is the query part of its address.

-- tables

create table public.saved_views (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references public.agencies (id) on delete cascade,
  owner_id uuid not null default private.my_user_id() references public.users (id) on delete cascade,
  page text not null check (page in ('tickets', 'alerts', 'communications', 'documents')),
  name text not null check (char_length(btrim(name)) between 1 and 80),
  query text not null default '' check (char_length(query) <= 2000),
  is_shared boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, owner_id, page, name)
);
comment on table public.saved_views is 'A named filter of a list. Its owner''s own, or shared with the agency''s staff to use.';
comment on column public.saved_views.query is 'The query part of the list''s address, without the question mark.';

-- indexes

create index saved_views_by_owner on public.saved_views (owner_id);

-- access

alter table public.saved_views enable row level security;
alter table public.saved_views force row level security;
grant select, insert (agency_id, page, name, query, is_shared), update (name, query, is_shared), delete on public.saved_views to authenticated;
grant select, insert, update, delete on public.saved_views to service_role;

create policy "Staff read their own views and those shared in their agency" on public.saved_views for select to authenticated
using (agency_id = (select private.my_staff_agency_id()) and (is_shared or owner_id = (select private.my_user_id())));

create policy "Staff save views of their own" on public.saved_views for insert to authenticated
with check (agency_id = (select private.my_staff_agency_id()) and owner_id = (select private.my_user_id()));

create policy "Staff change their own views" on public.saved_views for update to authenticated
using (agency_id = (select private.my_staff_agency_id()) and owner_id = (select private.my_user_id()))
with check (agency_id = (select private.my_staff_agency_id()) and owner_id = (select private.my_user_id()));

create policy "Staff remove their own views" on public.saved_views for delete to authenticated
using (agency_id = (select private.my_staff_agency_id()) and owner_id = (select private.my_user_id()));

-- triggers

create trigger saved_views_set_updated_at before update on public.saved_views for each row execute function private.set_updated_at();
create trigger saved_views_keep_their_agency before update on public.saved_views
  for each row execute function private.refuse_key_change('agency_id', 'owner_id', 'page');
