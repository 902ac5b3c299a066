-- History: who changed what, written by triggers only and never changed afterwards.

-- tables

create table public.activity_log (
  id bigint generated always as identity primary key,
  agency_id uuid not null references public.agencies (id) on delete cascade,
  subject_id uuid not null,
  table_name text not null,
  row_id uuid not null,
  action text not null check (action in ('insert', 'update', 'delete')),
  actor_id uuid,
  old_values jsonb,
  new_values jsonb,
  client_id uuid,
  is_step boolean not null generated always as (action = 'update' and coalesce(new_values ? 'status' or new_values ? 'ticket_id', false)) stored,
  created_at timestamptz not null default now()
);
comment on table public.activity_log is 'One row per change. Insert-only, written by triggers in the transaction of the change.';
comment on column public.activity_log.subject_id is 'The row whose page tells this story: a run for its publications, otherwise the changed row itself.';
comment on column public.activity_log.actor_id is
  'Who did it: a person, or a rule of automation. No foreign key: history outlives both. Null for the operator and for scheduled work.';
comment on column public.activity_log.old_values is 'Update: only the columns that changed. Delete: the whole row. Insert: null.';
comment on column public.activity_log.new_values is 'Update: only the columns that changed. Insert: the whole row. Delete: null.';
comment on column public.activity_log.client_id is 'The client that the changed row is about, where it names one. No foreign key, as history outlives it.';
comment on column public.activity_log.is_step is 'Whether the row took a step: what a client''s timeline tells, of all that changes.';
comment on column public.activity_log.created_at is 'Start of the transaction, so all changes of one act share it.';

-- indexes

create index activity_log_by_subject on public.activity_log (agency_id, subject_id, id desc);
create index activity_log_steps_by_client on public.activity_log (agency_id, client_id, table_name, created_at desc, id desc) where is_step and client_id is not null;
create index activity_log_by_agency on public.activity_log (agency_id, id desc);

-- access

alter table public.activity_log enable row level security;
alter table public.activity_log force row level security;
grant select on public.activity_log to authenticated, service_role;
grant select, insert on public.activity_log to audienceos_definer;

create policy "Staff read their agency's history" on public.activity_log for select to authenticated
using (agency_id = (select private.my_staff_agency_id()));

-- functions

-- Statement-level: publishing to a hundred portals is one insert here, not a hundred.
-- Arguments: the tenant key's column and the subject's column of the table it watches.
create function private.log_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  tenant_column constant text := tg_argv[0];
  subject_column constant text := tg_argv[1];
  actor constant uuid := coalesce(private.my_user_id(), private.acting_rule());
begin
  if tg_op = 'INSERT' then
    insert into public.activity_log (agency_id, subject_id, table_name, row_id, action, actor_id, client_id, new_values)
    select (r.v ->> tenant_column)::uuid, (r.v ->> subject_column)::uuid, tg_table_name, (r.v ->> 'id')::uuid, 'insert', actor, (r.v ->> 'client_id')::uuid, r.v
    from (select to_jsonb(n) - 'updated_at' as v from new_rows n) r
    where r.v ->> tenant_column is not null;
  elsif tg_op = 'UPDATE' then
    insert into public.activity_log (agency_id, subject_id, table_name, row_id, action, actor_id, client_id, old_values, new_values)
    select (r.after ->> tenant_column)::uuid, (r.after ->> subject_column)::uuid, tg_table_name, (r.after ->> 'id')::uuid, 'update', actor,
      (r.after ->> 'client_id')::uuid, diff.old_values, diff.new_values
    from (
      select to_jsonb(o) - 'updated_at' as before, to_jsonb(n) - 'updated_at' as after
      from old_rows o join new_rows n on n.id = o.id
    ) r
    cross join lateral (
      select jsonb_object_agg(e.key, r.before -> e.key) as old_values, jsonb_object_agg(e.key, e.value) as new_values
      from jsonb_each(r.after) e where e.value is distinct from r.before -> e.key
    ) diff
    where diff.new_values is not null and r.after ->> tenant_column is not null;
  else
    insert into public.activity_log (agency_id, subject_id, table_name, row_id, action, actor_id, client_id, old_values)
    select (r.v ->> tenant_column)::uuid, (r.v ->> subject_column)::uuid, tg_table_name, (r.v ->> 'id')::uuid, 'delete', actor, (r.v ->> 'client_id')::uuid, r.v
    from (select to_jsonb(o) - 'updated_at' as v from old_rows o) r
    -- A row that goes because its whole agency goes has no history left to belong to.
    where exists (select from public.agencies a where a.id = (r.v ->> tenant_column)::uuid);
  end if;
  return null;
end $$;
comment on function private.log_changes() is 'Trigger: writes one activity_log row per changed row of the statement.';

alter function private.log_changes() owner to audienceos_definer;

create procedure private.keep_history(watched regclass, tenant_column text, subject_column text)
language plpgsql set search_path = ''
as $$
declare
  base text := (select c.relname from pg_catalog.pg_class c where c.oid = watched);
begin
  execute format('create trigger %I after insert on %s referencing new table as new_rows for each statement execute function private.log_changes(%L, %L)',
    base || '_log_inserts', watched, tenant_column, subject_column);
  execute format('create trigger %I after update on %s referencing old table as old_rows new table as new_rows for each statement execute function private.log_changes(%L, %L)',
    base || '_log_updates', watched, tenant_column, subject_column);
  execute format('create trigger %I after delete on %s referencing old table as old_rows for each statement execute function private.log_changes(%L, %L)',
    base || '_log_deletes', watched, tenant_column, subject_column);
end $$;
comment on procedure private.keep_history(regclass, text, text) is 'For migrations: makes every change of a table appear in activity_log.';

-- triggers

call private.keep_history('public.agencies', 'id', 'id');
call private.keep_history('public.clients', 'agency_id', 'id');
