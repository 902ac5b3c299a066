import { existsSync, readFileSync } from 'node:fs'
import { Failure } from './failure'
import type { SqlSession } from './migrate'

const SEED = 'supabase/seed.sql'
const DEMO_ACCOUNTS = 'supabase/demo-accounts.json'

export interface DemoAccount {
  email: string
  password: string
  role: string
  agency: string | null
}

/** To be called before the first migration: demo data only ever goes into a database that this run has made from nothing. */
export async function wantSeed(session: SqlSession): Promise<void> {
  await session.exec(`
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null)`)
  const [row] = await session.rows(
    `select to_regclass('supabase_migrations.schema_migrations') is null as "isFresh"`,
  )
  if (row?.isFresh === true)
    await session.exec(
      `insert into supabase_migrations.seed_files values ('${SEED}', 'wanted') on conflict do nothing`,
    )
}

/** Fills a fresh database once, all or nothing. Returns whether it did. `isEmpty` settles that it stays without. */
export async function seed(session: SqlSession, isEmpty: boolean): Promise<boolean> {
  const [row] = await session.rows(`select hash from supabase_migrations.seed_files where path = '${SEED}'`)
  if (row?.hash !== 'wanted') return false
  const settle = `update supabase_migrations.seed_files set hash = '${isEmpty ? 'declined' : 'done'}' where path = '${SEED}';`
  if (isEmpty || !existsSync(SEED)) {
    if (isEmpty) await session.exec(settle)
    return false
  }
  try {
    await session.exec(`${readFileSync(SEED, 'utf8')}\n;${settle}`)
  } catch (error) {
    throw new Failure(
      `The demo data does not apply: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  return true
}

/** The accounts of the demo data that is in the database: none when it was declined. */
export async function demoAccounts(session: SqlSession): Promise<DemoAccount[]> {
  const [row] = await session.rows(`select hash from supabase_migrations.seed_files where path = '${SEED}'`)
  if (row?.hash !== 'done' || !existsSync(DEMO_ACCOUNTS)) return []
  const accounts: unknown = JSON.parse(readFileSync(DEMO_ACCOUNTS, 'utf8'))
  return Array.isArray(accounts) ? (accounts as DemoAccount[]) : []
}
