-- Organisation health: what the admins of an agency may know of how it is set up, in machine codes that the interface puts into words.

-- functions

-- Only the migration's own role may read what ran, so this one stays with it. It reveals a date and nothing else.
create function private.schema_version() returns text
language plpgsql stable security definer set search_path = ''
as $$ begin return (select max(m.version) from supabase_migrations.schema_migrations m); end $$;
comment on function private.schema_version() is 'The last migration that ran on this database.';

create function private.agency_health()
returns table (
  version text, missing text[], audited_at timestamptz, audit_status text, audit_findings int, audit_version text, audit_scope text,
  changed_at timestamptz, changed_status text
)
language plpgsql stable security definer set search_path = ''
as $$
declare
  agency constant uuid := private.my_admin_agency_id();
  audit public.org_schema_ledger;
  change public.org_schema_ledger;
begin
  if agency is null then
    perform private.refuse(403, 'admin_required');
  end if;
  -- An audit of the whole database looked at this agency as well, once there was one.
  select l.* into audit from public.org_schema_ledger l
  where l.command = 'audit' and l.layout = 'shared'
    and (l.agency_id = agency or l.agency_id is null and l.target = 'database'
      and l.finished_at > (select a.created_at from public.agencies a where a.id = agency))
  order by l.finished_at desc, l.id desc limit 1;
  select l.* into change from public.org_schema_ledger l
  where l.agency_id = agency and l.command <> 'audit' and l.status <> 'unchanged' order by l.finished_at desc, l.id desc limit 1;
  return query select private.schema_version(),
    array(select concat_ws(':', m.step, m.item) from private.missing_in_agency(agency) m),
    audit.finished_at, audit.status, audit.findings, audit.version,
    case when audit.agency_id is not null then 'agency' when audit.id is not null then 'database' end,
    change.finished_at, change.status;
end $$;
alter function private.agency_health() owner to audienceos_definer;
grant execute on function private.schema_version() to audienceos_definer;
grant execute on function private.agency_health() to authenticated;

create function public.agency_health()
returns table (
  version text, missing text[], audited_at timestamptz, audit_status text, audit_findings int, audit_version text, audit_scope text,
  changed_at timestamptz, changed_status text
)
language sql stable set search_path = ''
as $$ select * from private.agency_health() $$;
comment on function public.agency_health() is
  'How the caller''s agency is set up: the version of the database, what is missing (`step` or `step:item`), the last audit by the operator and '
  'what the operator last did for it. 403 admin_required.';
grant execute on function public.agency_health() to authenticated;
