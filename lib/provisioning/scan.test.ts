import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSources, scan } from '@/lib/provisioning/scan'
import { LEAKS, query, SERVICE, sql } from '@/lib/provisioning/scan-planted'
import { LEAK_RULES, type Source } from '@/lib/provisioning/scan-sources'

const TYPES = readFileSync('lib/supabase/database.types.ts', 'utf8')
const found = (...sources: Source[]) => scan(sources, TYPES).map(({ rule, path }) => `${rule} ${path}`)
test.each(LEAKS)('$rule: $says', ({ rule, in: sources, at }) => {
  expect(found(...sources)).toEqual([`${rule} ${at ?? sources[0]?.path ?? ''}`])
})

test('every rule has a leak that it finds', () => {
  const planted = new Set<string>(LEAKS.map(({ rule }) => rule))
  const missing = Object.keys(LEAK_RULES).filter(
    (rule) => !planted.has(rule) && !rule.startsWith('suppression-'),
  )
  expect(missing).toEqual([])
})

const HARMLESS: { says: string; in: Source[] }[] = [
  {
    says: 'a filter that a helper adds',
    in: [
      query(
        "function narrow(q: Q, scope: { agencyId: string }) { q.eq('agency_id', scope.agencyId) }\nexport function list(db: Db, scope: { agencyId: string }) { const q = db.from('tickets').select('id'); narrow(q, scope); return q }",
      ),
    ],
  },
  {
    says: 'two ways to write, each with its tenant',
    in: [
      query(
        "export async function save(db: Db, isNew: boolean, agencyId: string) { const table = db.from('billing_settings'); return isNew ? table.insert({ agency_id: agencyId }) : table.update({}).eq('agency_id', agencyId) }",
      ),
    ],
  },
  {
    says: 'a further filter under a condition',
    in: [
      query(
        "export function list(db: Db, agencyId: string, clientId: string | null) { const q = db.from('tickets').select('id').eq('agency_id', agencyId); if (clientId !== null) q.eq('client_id', clientId); return q }",
      ),
    ],
  },
  {
    says: 'a client component that calls an action of the server',
    in: [
      { path: 'components/runs/planted.tsx', text: "'use client'\nimport { act } from '@/app/act'\nact()" },
      {
        path: 'app/act.ts',
        text: "'use server'\nimport type { Db } from '@/lib/supabase/service'\nexport async function act(db: Db) { return db }",
      },
      SERVICE,
    ],
  },
  {
    says: 'a definer function that asks who calls through one that it calls',
    in: [
      sql(`create function private.asked() returns uuid language sql stable security definer set search_path = '' as $$ select auth.uid() $$;
        create function public.mine() returns setof public.tickets language sql security definer set search_path = '' as $$ select * from public.tickets t where t.assignee_id = private.asked() $$;`),
    ],
  },
  { says: 'the words of a leak in a comment', in: [sql('-- create view public.v as select 1;\nselect 1;')] },
]

test.each(HARMLESS)('says nothing about $says', ({ in: sources }) => {
  expect(found(...sources)).toEqual([])
})

const LEAK = "export const all = (db: Db) => db.from('tickets').select('id')"

test('a leak is passed over with the name of its rule and a reason, for the next line alone', () => {
  const comment =
    '// isolation: read-without-tenant The policy of this table lets a person read nothing but their own.'
  expect(found(query(`${comment}\n${LEAK}`))).toEqual([])
  expect(found(query(`${comment}\n${LEAK}\n${LEAK.replace('all', 'more')}`))).toEqual([
    'read-without-tenant lib/queries/planted.ts',
  ])
})

test('a reason that is missing, or that passes over nothing, is a finding itself', () => {
  expect(found(query(`// isolation: read-without-tenant\n${LEAK}`))).toEqual([
    'suppression-without-reason lib/queries/planted.ts',
    'read-without-tenant lib/queries/planted.ts',
  ])
  expect(
    found(
      query('// isolation: read-without-tenant Nothing here any more since it moved.\nexport const x = 1'),
    ),
  ).toEqual(['suppression-without-leak lib/queries/planted.ts'])
})

test('this repository holds none', { timeout: 120_000 }, () => {
  expect(scan(readSources('.'), TYPES)).toEqual([])
})
