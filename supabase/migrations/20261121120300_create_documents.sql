-- Documents: a file in the private bucket, or a link to one elsewhere.

-- tables

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  client_id uuid not null,
  kind text not null check (kind in ('file', 'link')),
  name text not null check (char_length(btrim(name)) between 1 and 200),
  type text check (char_length(type) <= 120),
  url text check (url ~ '^https://' and char_length(url) <= 2000),
  storage_path text check (char_length(storage_path) <= 600),
  size_bytes bigint check (size_bytes between 0 and 52428800),
  status text not null default 'pending' check (status in ('pending', 'ready')),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  uploaded_by uuid default private.my_user_id(),
  deleted_at timestamptz,
  deleted_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, id),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.documents is 'A file in the private bucket, or an https link.';

-- indexes

create index documents_by_client on public.documents (agency_id, client_id, created_at desc, id desc);

-- access

alter table public.documents enable row level security;
alter table public.documents force row level security;
grant select on public.documents to authenticated, audienceos_definer;
grant select, insert, update, delete on public.documents to service_role;

create policy "Staff read their agency's documents and viewers shared ones" on public.documents for select to authenticated
using (case when agency_id = (select private.my_staff_agency_id()) then true
  else client_id = (select private.my_client_id()) and visibility = 'client' and status = 'ready' and deleted_at is null end);
