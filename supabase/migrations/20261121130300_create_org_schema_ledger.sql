-- Ledger: what operators' commands did to an organisation and found out about it, run by run.

-- tables

create table public.org_schema_ledger (
  id uuid primary key default gen_random_uuid(),
  command text not null default 'provision' check (command in ('audit', 'provision', 'rollback')),
  layout text not null check (layout in ('shared', 'schema-per-org')),
  target text not null check (char_length(target) between 1 and 120),
  agency_id uuid references public.agencies (id) on delete cascade,
  version text not null default '',
  plan_hash text not null default '',
  fingerprint_before text not null default '',
  fingerprint_after text not null default '',
  statements integer not null default 0 check (statements >= 0),
  findings integer not null default 0 check (findings >= 0),
  duration_ms integer not null default 0 check (duration_ms >= 0),
  actor text not null default '',
  tool_version text not null default '',
  status text not null check (status in ('clean', 'drift', 'applied', 'unchanged', 'rolled_back', 'failed')),
  error text,
  created jsonb not null default '[]' check (jsonb_typeof(created) = 'array'),
  started_at timestamptz not null default now(),
  finished_at timestamptz not null default clock_timestamp()
);
comment on table public.org_schema_ledger is
  'One row for each run of a command of the operator, written once and never changed. What it says about a state is checked against the state, not believed.';
comment on column public.org_schema_ledger.target is 'The agency''s short name, the schema in the layout of one schema for each organisation, or `database` for what all share.';
comment on column public.org_schema_ledger.agency_id is 'Null where no agency is meant: for the whole database, and for schemas.';
comment on column public.org_schema_ledger.version is 'The last migration that had run.';
comment on column public.org_schema_ledger.plan_hash is 'Names the statements of the run: equal plans have equal hashes.';
comment on column public.org_schema_ledger.fingerprint_before is 'Names the state that the run found; recomputed by whoever wants to know whether it still is so.';
comment on column public.org_schema_ledger.findings is 'How many findings the audit had, or were left by the run.';
comment on column public.org_schema_ledger.actor is 'The operator: user and machine.';
comment on column public.org_schema_ledger.created is 'What the run made, so that it can be taken back while it still holds nothing: [{"kind", "key", "undo"}].';

-- indexes

create index org_schema_ledger_by_agency on public.org_schema_ledger (agency_id, finished_at desc, id desc);
create index org_schema_ledger_by_target on public.org_schema_ledger (target, finished_at desc, id desc);

-- access

alter table public.org_schema_ledger enable row level security;
alter table public.org_schema_ledger force row level security;
grant select on public.org_schema_ledger to authenticated, service_role, audienceos_definer;

create policy "Admins read what operators did for their agency" on public.org_schema_ledger for select to authenticated
using (agency_id = (select private.my_admin_agency_id()));

-- triggers

-- The operator's own role passes grants and policies; a ledger that can be corrected proves nothing, so this holds for it as well.
create trigger org_schema_ledger_is_kept before update on public.org_schema_ledger
  for each row execute function private.refuse_key_change(
    'id', 'command', 'layout', 'target', 'agency_id', 'version', 'plan_hash', 'fingerprint_before', 'fingerprint_after', 'statements',
    'findings', 'duration_ms', 'actor', 'tool_version', 'status', 'error', 'created', 'started_at', 'finished_at');
