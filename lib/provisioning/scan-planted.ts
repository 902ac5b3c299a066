import type { LeakRule, Source } from '@/lib/provisioning/scan-sources'

export const query = (text: string): Source => ({ path: 'lib/queries/planted.ts', text })
export const sql = (text: string): Source => ({
  path: 'supabase/migrations/20990101000000_planted.sql',
  text,
})
export const SERVICE: Source = {
  path: 'lib/supabase/service.ts',
  text: 'export const serviceClient = () => process.env.SUPABASE_SECRET_KEY',
}

/** Each opens a door in another way; together they are what an attacker of one agency would hope for in the code of another. */
export const LEAKS: { rule: LeakRule; says: string; in: Source[]; at?: string }[] = [
  {
    rule: 'service-client-outside-its-rooms',
    says: 'a page reads with the key that opens everything',
    in: [
      {
        path: 'app/(app)/home/page.tsx',
        text: "import { serviceClient } from '@/lib/supabase/service'\nserviceClient()",
      },
      SERVICE,
    ],
  },
  {
    rule: 'service-client-outside-its-rooms',
    says: 'a query reads the key by itself',
    in: [query("const key = process.env['SUPABASE_SERVICE_ROLE_KEY']")],
  },
  {
    rule: 'service-client-in-the-browser',
    says: 'a component reaches the key through two modules',
    in: [
      {
        path: 'components/runs/planted.tsx',
        text: "'use client'\nimport { first } from '@/lib/first'\nfirst()",
      },
      { path: 'lib/first.ts', text: "export { second as first } from './second'" },
      {
        path: 'lib/second.ts',
        text: "export { serviceClient as second } from '@/lib/supabase/service'",
      },
      SERVICE,
    ],
    at: 'components/runs/planted.tsx',
  },
  {
    rule: 'service-client-in-the-browser',
    says: 'a secret is built into the bundle by its name',
    in: [{ path: 'lib/env.ts', text: 'export const key = process.env.NEXT_PUBLIC_SUPABASE_SECRET_KEY' }],
  },
  {
    rule: 'read-without-tenant',
    says: 'a list of everybody’s tickets',
    in: [query("export const all = (db: Db) => db.from('tickets').select('id, title').limit(50)")],
  },
  {
    rule: 'read-without-tenant',
    says: 'one row by its id, in a variable that is narrowed by something else',
    in: [
      query(
        "async function get(db: Db, id: string) { let q = db.from('invoices').select('*'); q = q.eq('id', id); return q }",
      ),
    ],
  },
  {
    rule: 'write-without-tenant',
    says: 'a change by id alone',
    in: [
      query(
        "export const set = (db: Db, id: string) => db.from('alerts').update({ title: 'x' }).eq('id', id)",
      ),
    ],
  },
  {
    rule: 'write-without-tenant',
    says: 'a deletion by id alone, in a function of its own',
    in: [
      query(
        "function target(q: Q, id: string) { q.eq('id', id) }\nexport function drop(db: Db, id: string) { const q = db.from('documents').delete(); target(q, id); return q }",
      ),
    ],
  },
  {
    rule: 'conditional-tenant',
    says: 'a filter that is left out when there is no agency',
    in: [
      query(
        "function list(db: Db, agencyId: string) { const q = db.from('clients').select('id'); if (agencyId !== '') q.eq('agency_id', agencyId); return q }",
      ),
    ],
  },
  {
    rule: 'conditional-tenant',
    says: 'a filter behind an operator',
    in: [
      query(
        "function list(db: Db, isMine: boolean, agencyId: string) { const q = db.from('clients').select('id'); isMine && q.eq('agency_id', agencyId); return q }",
      ),
    ],
  },
  {
    rule: 'uncertain-tenant',
    says: 'an optional parameter',
    in: [
      query(
        "export const list = (db: Db, agencyId?: string) => db.from('tickets').select('id').eq('agency_id', agencyId)",
      ),
    ],
  },
  {
    rule: 'uncertain-tenant',
    says: 'a fallback that means nobody, or everybody',
    in: [
      query(
        "export const list = (db: Db, scope: { agencyId: string }) => db.from('tickets').select('id').eq('agency_id', scope.agencyId ?? '')",
      ),
    ],
  },
  {
    rule: 'uncertain-tenant',
    says: 'a type talked away',
    in: [
      query(
        "export const list = (db: Db, agencyId: unknown) => db.from('tickets').select('id').eq('agency_id', agencyId as never)",
      ),
    ],
  },
  {
    rule: 'tenant-from-input',
    says: 'the agency of the address',
    in: [
      {
        path: 'app/(app)/home/page.tsx',
        text: "export default async function Page({ searchParams }: Props) { const { agency } = await searchParams; return db.from('tickets').select('id').eq('agency_id', agency) }",
      },
    ],
  },
  {
    rule: 'tenant-from-input',
    says: 'the agency of a form, in a row that is written',
    in: [
      {
        path: 'lib/mutations/planted.ts',
        text: "export const add = (db: Db, formData: FormData) => db.from('tickets').insert({ agency_id: formData.get('agency_id'), title: 'x' })",
      },
    ],
  },
  {
    rule: 'raw-sql-without-tenant',
    says: 'SQL that reads everybody’s rows',
    in: [query('export const list = (sql: Sql) => sql`select id, title from tickets order by created_at`')],
  },
  {
    rule: 'file-outside-tenant',
    says: 'a file in a place of its own name',
    in: [
      query(
        "export const put = (db: Db, name: string, file: File) => db.storage.from('documents').upload(`uploads/${name}`, file)",
      ),
    ],
  },
  {
    rule: 'open-channel',
    says: 'a channel that everybody can listen to',
    in: [query("export const hear = (supabase: Db) => supabase.channel('tickets').subscribe()")],
  },
  {
    rule: 'definer-without-check',
    says: 'a function with its owner’s rights that asks nobody',
    in: [
      sql(
        "create function public.everything() returns setof public.tickets language sql security definer set search_path = '' as $$ select * from public.tickets $$;",
      ),
    ],
  },
  {
    rule: 'definer-without-check',
    says: 'the same behind a helper that is granted',
    in: [
      sql(`create function private.pick(wanted uuid) returns text language plpgsql security definer set search_path = '' as $$ begin return (select i.number from public.invoices i where i.id = wanted); end $$;
        grant execute on function private.pick(uuid) to authenticated;`),
    ],
  },
  {
    rule: 'function-without-search-path',
    says: 'names that the caller decides about',
    in: [sql('create function private.f() returns int language sql as $$ select 1 $$;')],
  },
  {
    rule: 'policy-for-everybody',
    says: 'a policy that is always true',
    in: [sql('create policy "All" on public.tickets for select to authenticated using (true);')],
  },
  {
    rule: 'policy-for-everybody',
    says: 'a policy for every verb and every role',
    in: [
      sql(
        'create policy "Agency\'s" on public.tickets using (agency_id = (select private.my_staff_agency_id()));',
      ),
    ],
  },
  {
    rule: 'unwrapped-identity',
    says: 'who asks is looked up for each row',
    in: [
      sql(
        'create policy "Own" on public.saved_views for select to authenticated using (owner_id = auth.uid());',
      ),
    ],
  },
  {
    rule: 'view-of-its-owner',
    says: 'a view that passes by the policies',
    in: [sql('create view public.open_tickets as select id, title from public.tickets;')],
  },
  {
    rule: 'table-without-row-security',
    says: 'a table whose owner is let through',
    in: [
      sql(
        'create table public.notes (id uuid primary key, agency_id uuid not null);\nalter table public.notes enable row level security;',
      ),
    ],
  },
  {
    rule: 'grant-to-strangers',
    says: 'a table that strangers read',
    in: [sql('grant select on public.tickets to anon;')],
  },
]
