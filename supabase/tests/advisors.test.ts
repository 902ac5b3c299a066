import postgres from 'postgres'
import { expect, test } from 'vitest'
import { runSupabaseCli } from '../../scripts/generate/supabase-cli'
import { startTestDatabase } from '../../scripts/backend/test-database'
import { advisorExceptions } from '../advisor-exceptions'

interface Advice {
  name: string
  level: string
  detail: string
}

async function askAdvisors(databaseUrl: string): Promise<Advice[]> {
  const printed = await runSupabaseCli(['db', 'advisors', '--type=all', '--level=info'], databaseUrl)
  // With nothing to say the advisors print nothing at all.
  return printed.trim() === '' ? [] : (JSON.parse(printed) as Advice[])
}

test('the official advisors find nothing about security or performance that nobody has looked at', async () => {
  const database = await startTestDatabase()
  try {
    const advice = await askAdvisors(database.url)
    const isKnown = ({ name, detail }: Advice) =>
      advisorExceptions.some((known) => known.name === name && (known.detail ?? detail) === detail)
    expect(advice.filter((one) => !isKnown(one))).toEqual([])
    // An exception that excuses nothing any more is to be removed.
    expect(advisorExceptions.filter(({ name }) => advice.every((one) => one.name !== name))).toEqual([])
  } finally {
    await database.stop()
  }
}, 240_000)

test('the advisors speak up when there is something to say', async () => {
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  try {
    await sql
      .unsafe(
        'create table public.open_to_all (id int primary key); grant select on public.open_to_all to anon',
      )
      .simple()
    const found = await askAdvisors(database.url)
    expect(found.map(({ name }) => name)).toContain('rls_disabled_in_public')
  } finally {
    await sql.end()
    await database.stop()
  }
}, 240_000)
