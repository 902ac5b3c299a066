import type { TransactionSql } from 'postgres'
import { compareFacts } from '@/lib/provisioning/compare'
import { fingerprint, readFactsIn, type Fact } from '@/lib/provisioning/facts'
import type { Found } from '@/lib/provisioning/report'

/** Everything that organisations share: the schemas of the product, its part of Storage, and which migrations have run. */
export type SharedState = Record<'public' | 'private' | 'storage' | 'migrations', Fact[]>

const PARTS = ['migrations', 'public', 'private', 'storage'] as const

/** Reads the shared state in the caller's transaction. */
export async function readSharedState(tx: TransactionSql): Promise<SharedState> {
  const facts = await readFactsIn(tx, ['public', 'private', 'storage'])
  // Storage itself is the platform's; ours are the buckets and who may do what in them.
  const policies = (facts.get('storage') ?? []).filter(({ kind }) => kind === 'policy')
  return {
    public: facts.get('public') ?? [],
    private: facts.get('private') ?? [],
    storage: [...policies, ...(await readBuckets(tx))],
    migrations: await readMigrations(tx),
  }
}

async function readBuckets(tx: TransactionSql): Promise<Fact[]> {
  const [found] = await tx<{ there: boolean }[]>`select to_regclass('storage.buckets') is not null as there`
  if (!found?.there) return []
  const rows = await tx<{ id: string; definition: string }[]>`
    select b.id::text, 'public ' || coalesce(b.public::text, 'false') || ', at most ' || coalesce(b.file_size_limit::text, 'any') || ' bytes, '
      || coalesce(array_to_string(b.allowed_mime_types, ' '), 'any type') as definition
    from storage.buckets b order by b.id`
  return rows.map(({ id, definition }) => ({ kind: 'bucket', table: null, key: id, name: id, definition }))
}

async function readMigrations(tx: TransactionSql): Promise<Fact[]> {
  const [found] = await tx<{ there: boolean }[]>`
    select to_regclass('supabase_migrations.schema_migrations') is not null as there`
  if (!found?.there) return []
  const rows = await tx<{ version: string; name: string | null }[]>`
    select version, name from supabase_migrations.schema_migrations order by version`
  return rows.map(({ version, name }) => ({
    kind: 'migration',
    table: null,
    key: version,
    name: name ?? version,
    definition: '',
  }))
}

/** How the shared state differs from the reference. */
export function compareShared(reference: SharedState, target: SharedState): Found[] {
  return PARTS.flatMap((part) => {
    const schema = part === 'migrations' ? 'public' : part
    return compareFacts(reference[part], target[part]).map((finding) => ({
      ...finding,
      schema,
      id: part === 'public' || part === 'migrations' ? finding.id : `${part}/${finding.id}`,
      says:
        part === 'migrations'
          ? finding.class === 'missing'
            ? `migration ${finding.subject} (${finding.facts[0]?.name ?? ''}) has not run: migrate first`
            : `migration ${finding.subject} has run, but is not of this version`
          : part === 'public'
            ? finding.says
            : `${finding.says} (${part})`,
    }))
  })
}

export function sharedFingerprint(state: SharedState): string {
  return fingerprint(
    PARTS.flatMap((part) => state[part].map((fact) => ({ ...fact, key: `${part}/${fact.key}` }))),
  )
}

/** The last migration that has run. */
export function versionOf(state: SharedState): string {
  return state.migrations.at(-1)?.key ?? ''
}
