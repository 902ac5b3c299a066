-- Documents of a client: files in one private bucket, and links. The row decides who may touch the object of the same path.

-- tables

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null,
  client_id uuid not null,
  kind text not null check (kind in ('file', 'link')),
  -- Nothing that reorders or hides what is read: a name must not be able to show another ending than it has.
  name text not null check (
    char_length(btrim(name)) between 1 and 200
    and name !~ '[\u0001-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]'
  ),
  type text,
  url text check (url ~ '^https://[^\s/?#@\\]+([/?#]\S*)?$' and char_length(url) <= 2000),
  storage_path text unique check (char_length(storage_path) <= 400),
  size_bytes bigint check (size_bytes between 1 and 52428800),
  status text not null default 'pending' check (status in ('pending', 'ready')),
  visibility text not null default 'internal' check (visibility in ('internal', 'client')),
  uploaded_by uuid default private.my_user_id(),
  deleted_at timestamptz,
  deleted_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint documents_are_files_or_links check (
    case kind
      when 'link' then url is not null and storage_path is null and type is null and size_bytes is null and status = 'ready'
      else url is null and storage_path is not null and type is not null and size_bytes is not null
    end
  ),
  -- The path names its row, so an object can never be reached through somebody else's document.
  constraint documents_path_names_its_row check (storage_path like agency_id || '/' || client_id || '/' || id || '/%'),
  -- What is stored is one of these types under one of its own endings; nothing that a browser would run is among them.
  constraint documents_ending_fits_type check (
    case type
      when 'application/pdf' then name ~* '\.pdf$'
      when 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' then name ~* '\.docx$'
      when 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' then name ~* '\.xlsx$'
      when 'application/vnd.openxmlformats-officedocument.presentationml.presentation' then name ~* '\.pptx$'
      when 'application/msword' then name ~* '\.doc$'
      when 'application/vnd.ms-excel' then name ~* '\.xls$'
      when 'application/vnd.ms-powerpoint' then name ~* '\.ppt$'
      when 'application/vnd.oasis.opendocument.text' then name ~* '\.odt$'
      when 'application/vnd.oasis.opendocument.spreadsheet' then name ~* '\.ods$'
      when 'application/vnd.oasis.opendocument.presentation' then name ~* '\.odp$'
      when 'image/png' then name ~* '\.png$'
      when 'image/jpeg' then name ~* '\.jpe?g$'
      when 'image/webp' then name ~* '\.webp$'
      when 'image/avif' then name ~* '\.avif$'
      when 'image/heic' then name ~* '\.hei[cf]$'
      when 'text/plain' then name ~* '\.(txt|log)$'
      when 'text/csv' then name ~* '\.csv$'
      when 'text/markdown' then name ~* '\.(md|markdown)$'
      when 'application/zip' then name ~* '\.zip$'
      else kind = 'link'
    end
  ),
  check ((deleted_at is null) = (deleted_by is null)),
  foreign key (agency_id, client_id) references public.clients (agency_id, id) on delete cascade
);
comment on table public.documents is 'A file in the private bucket, or an https link. Deleting hides it for thirty days first.';
comment on column public.documents.type is 'Media type of a file as found in its content; null for links.';
comment on column public.documents.storage_path is 'agency/client/document/name in the bucket `documents`, made by the database.';
comment on column public.documents.status is 'pending: announced, and its object is not yet known to be whole. Links are ready at once.';
comment on column public.documents.visibility is 'client: people of the client see it too. Internal by default.';
comment on column public.documents.uploaded_by is 'Who brought it. No foreign key: the document outlives the person.';

-- indexes

create index documents_ready on public.documents (agency_id, client_id, created_at desc, id desc)
  include (visibility) where deleted_at is null and status = 'ready';
create index documents_by_agency on public.documents (agency_id, created_at desc, id desc)
  where deleted_at is null and status = 'ready';
create index documents_deleted on public.documents (agency_id, client_id, deleted_at desc, id desc);
create index documents_pending on public.documents (agency_id, created_at) where status = 'pending';

-- access

alter table public.documents enable row level security;
alter table public.documents force row level security;
grant select, insert (agency_id, client_id, kind, name, type, url, size_bytes, visibility), update (name, visibility)
  on public.documents to authenticated;
grant select, insert, update, delete on public.documents to service_role;
grant select, update (status, deleted_at, deleted_by, updated_at), delete on public.documents to audienceos_definer;

create policy "Staff read their agency's documents and viewers what is shared with them" on public.documents for select to authenticated
using (
  case
    when agency_id = (select private.my_staff_agency_id()) then true
    else client_id = (select private.my_client_id()) and visibility = 'client' and deleted_at is null
      and (status = 'ready' or uploaded_by = (select private.my_user_id()))
  end
);

create policy "Staff add documents to their agency's clients and viewers shared files to their own" on public.documents for insert to authenticated
with check (
  case
    when agency_id = (select private.my_staff_agency_id()) then true
    else agency_id = (select private.my_agency_id()) and client_id = (select private.my_client_id())
      and visibility = 'client' and kind = 'file'
  end
);

create policy "Admins change their agency's documents and staff their own" on public.documents for update to authenticated
using (
  agency_id = (select private.my_staff_agency_id()) and deleted_at is null
  and (uploaded_by = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id()))
)
with check (
  agency_id = (select private.my_staff_agency_id()) and deleted_at is null
  and (uploaded_by = (select private.my_user_id()) or agency_id = (select private.my_admin_agency_id()))
);

-- functions

create function private.prepare_document() returns trigger
language plpgsql set search_path = ''
as $$
declare
  safe_name text;
begin
  if new.kind = 'link' then
    new.status := 'ready';
  elsif new.storage_path is null then
    -- Only what every store and every address takes as it is; the name that people see stays in the row.
    safe_name := btrim(regexp_replace(lower(new.name), '[^a-z0-9.]+', '-', 'g'), '-.');
    new.storage_path := concat_ws('/', new.agency_id, new.client_id, new.id, coalesce(nullif(right(safe_name, 100), ''), 'file'));
  end if;
  return new;
end $$;
comment on function private.prepare_document() is 'Trigger: gives a file its place in the bucket; a link needs none.';

-- Only the migration's own role may read `storage` everywhere, so these two stay with it, for the functions below alone.
create function private.stored_object(path text) returns table (size_bytes bigint, type text, owner_id text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select (o.metadata ->> 'size')::bigint, o.metadata ->> 'mimetype', o.owner_id::text
  from storage.objects o where o.bucket_id = 'documents' and o.name = path;
end $$;
comment on function private.stored_object(text) is 'What lies in the bucket at a path, or nothing.';

create function private.stray_objects(max_rows int) returns setof text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select o.name from storage.objects o
  where o.bucket_id = 'documents' and o.created_at < now() - interval '1 day'
    and not exists (select from public.documents d where d.storage_path = o.name)
  order by o.created_at limit max_rows;
end $$;
comment on function private.stray_objects(int) is 'Objects of the bucket that no document names any more.';

create function private.document_refusal(document public.documents) returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if document.agency_id = private.my_staff_agency_id() then
    return case
      when document.uploaded_by = private.my_user_id() or document.agency_id = private.my_admin_agency_id() then null
      else 'document_not_yours'
    end;
  end if;
  if document.client_id is distinct from private.my_client_id() or document.visibility <> 'client'
    or document.deleted_by <> private.my_user_id()
    or document.status = 'pending' and document.uploaded_by is distinct from private.my_user_id() then
    return 'document_unknown';
  end if;
  return case
    when document.uploaded_by is distinct from private.my_user_id() then 'document_not_yours'
    when document.created_at < now() - interval '1 day' then 'document_too_old'
  end;
end $$;
comment on function private.document_refusal(public.documents) is
  'Why the caller may not delete or restore a document, or null: staff their own and admins all, people of the client their own for a day.';

create function private.my_document(p_document_id uuid) returns public.documents
language plpgsql security definer set search_path = ''
as $$
declare
  document public.documents;
  refusal text := 'document_unknown';
begin
  select d.* into document from public.documents d where d.id = p_document_id for update;
  if found then
    refusal := private.document_refusal(document);
  end if;
  if refusal is not null then
    perform private.refuse(case refusal when 'document_unknown' then 404 else 403 end, refusal);
  end if;
  return document;
end $$;
comment on function private.my_document(uuid) is 'A document that the caller may delete or restore, locked; refuses otherwise.';

create function private.finalize_document(p_document_id uuid) returns setof public.documents
language plpgsql security definer set search_path = ''
as $$
declare
  document public.documents := private.my_document(p_document_id);
  stored record;
begin
  if document.kind = 'link' or document.deleted_at is not null or document.uploaded_by is distinct from private.my_user_id() then
    perform private.refuse(404, 'document_unknown');
  end if;
  if document.status = 'pending' then
    select * into stored from private.stored_object(document.storage_path);
    if not found or stored.owner_id is distinct from private.my_user_id()::text then
      perform private.refuse(409, 'upload_missing');
    end if;
    if stored.size_bytes is distinct from document.size_bytes or stored.type is distinct from document.type then
      perform private.refuse(409, 'upload_differs');
    end if;
    update public.documents d set status = 'ready' where d.id = document.id returning d.* into document;
  end if;
  return next document;
end $$;
comment on function private.finalize_document(uuid) is 'Makes a file visible once its object is there, whole and the uploader''s. Again: changes nothing.';

create function private.delete_document(p_document_id uuid) returns setof public.documents
language plpgsql security definer set search_path = ''
as $$
declare
  document public.documents := private.my_document(p_document_id);
begin
  if document.status = 'pending' then
    -- An upload that was given up leaves nothing to bring back; its object, if there is one, is swept.
    delete from public.documents d where d.id = document.id;
  elsif document.deleted_at is null then
    update public.documents d set deleted_at = now(), deleted_by = private.my_user_id() where d.id = document.id returning d.* into document;
  end if;
  return next document;
end $$;

create function private.restore_document(p_document_id uuid) returns setof public.documents
language plpgsql security definer set search_path = ''
as $$
declare
  document public.documents := private.my_document(p_document_id);
begin
  if document.deleted_at < now() - interval '30 days' then
    perform private.refuse(410, 'document_gone');
  end if;
  if document.deleted_at is not null then
    update public.documents d set deleted_at = null, deleted_by = null where d.id = document.id returning d.* into document;
  end if;
  return next document;
end $$;

create function private.documents_to_sweep(p_max_rows int) returns table (document_id uuid, storage_path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  (
    select d.id, d.storage_path from public.documents d
    where d.status = 'pending' and d.created_at < now() - interval '1 day' or d.deleted_at < now() - interval '30 days'
    order by d.created_at limit least(p_max_rows, 1000)
  )
  union all
  select null, s from private.stray_objects(least(p_max_rows, 1000)) s;
end $$;

create function private.forget_documents(p_document_ids uuid[]) returns table (forgotten int)
language plpgsql security definer set search_path = ''
as $$
begin
  return query
  with gone as (
    delete from public.documents d
    where d.id = any (p_document_ids)
      and (d.status = 'pending' and d.created_at < now() - interval '1 day' or d.deleted_at < now() - interval '30 days')
    returning d.id
  )
  select count(*)::int from gone;
end $$;

create function public.finalize_document(document_id uuid) returns setof public.documents
language sql rows 1 set search_path = '' as $$ select * from private.finalize_document(document_id) $$;
create function public.delete_document(document_id uuid) returns setof public.documents
language sql rows 1 set search_path = '' as $$ select * from private.delete_document(document_id) $$;
create function public.restore_document(document_id uuid) returns setof public.documents
language sql rows 1 set search_path = '' as $$ select * from private.restore_document(document_id) $$;
create function public.documents_to_sweep(max_rows int default 500) returns table (document_id uuid, storage_path text)
language sql stable set search_path = '' as $$ select * from private.documents_to_sweep(max_rows) $$;
create function public.forget_documents(document_ids uuid[]) returns table (forgotten int)
language sql set search_path = '' as $$ select * from private.forget_documents(document_ids) $$;
create function public.uploader_name(document public.documents) returns text
language sql stable set search_path = '' as $$ select private.colleague_name(document.uploaded_by) $$;

comment on function public.finalize_document(uuid) is 'Makes an uploaded file visible, once its object is there and whole.';
comment on function public.delete_document(uuid) is 'Hides a document; thirty days later it is gone.';
comment on function public.restore_document(uuid) is 'Takes a deletion back.';
comment on function public.documents_to_sweep(int) is 'For workers: uploads never finished, documents deleted long ago, and objects without a document.';
comment on function public.forget_documents(uuid[]) is 'For workers: removes those rows, once their objects are gone.';
comment on function public.uploader_name(public.documents) is 'Who brought it, where the caller may know that.';

alter function private.document_refusal(public.documents) owner to audienceos_definer;
alter function private.my_document(uuid) owner to audienceos_definer;
alter function private.finalize_document(uuid) owner to audienceos_definer;
alter function private.delete_document(uuid) owner to audienceos_definer;
alter function private.restore_document(uuid) owner to audienceos_definer;
alter function private.documents_to_sweep(int) owner to audienceos_definer;
alter function private.forget_documents(uuid[]) owner to audienceos_definer;
grant execute on function private.stored_object(text), private.stray_objects(int) to audienceos_definer;
grant execute on function
  private.finalize_document(uuid), private.delete_document(uuid), private.restore_document(uuid),
  public.finalize_document(uuid), public.delete_document(uuid), public.restore_document(uuid), public.uploader_name(public.documents)
to authenticated;
grant execute on function
  private.documents_to_sweep(int), private.forget_documents(uuid[]), public.documents_to_sweep(int), public.forget_documents(uuid[])
to service_role;

-- triggers

create trigger documents_prepare before insert on public.documents for each row execute function private.prepare_document();
create trigger documents_set_updated_at before update on public.documents for each row execute function private.set_updated_at();
create trigger documents_keep_their_place before update on public.documents
  for each row execute function private.refuse_key_change('agency_id', 'client_id', 'kind', 'storage_path');
call private.keep_history('public.documents', 'agency_id', 'id');

-- storage: a private bucket, and objects that answer to their document's row. Every query of the row below runs under the
-- caller's own policies, so what somebody may do with an object is never more than what they may do with its document.

do $storage$
begin
  if to_regclass('storage.objects') is null then
    raise notice 'There is no storage in this database: documents can be links only.';
    return;
  end if;
  insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
  values ('documents', 'documents', false, 52428800, array[
    'application/pdf',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
    'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.presentation',
    'image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/heic',
    'text/plain', 'text/csv', 'text/markdown', 'application/zip'
  ])
  on conflict (id) do update
  set public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

  -- No policy for update or delete: an object is written once and removed by the worker, never through somebody's own hands.
  execute $policy$
    create policy "People read the objects of documents they read" on storage.objects for select to authenticated
    using (bucket_id = 'documents' and exists (
      select from public.documents d where d.storage_path = objects.name and d.deleted_at is null
    ))
  $policy$;
  execute $policy$
    create policy "People upload to the place of their own pending document" on storage.objects for insert to authenticated
    with check (bucket_id = 'documents' and exists (
      select from public.documents d
      where d.storage_path = objects.name and d.status = 'pending' and d.deleted_at is null
        and d.uploaded_by = (select private.my_user_id())
    ))
  $policy$;
end $storage$;
