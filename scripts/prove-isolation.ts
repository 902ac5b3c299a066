import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { tables, type TableName } from '../supabase/access-matrix'
import { checkModel } from '../supabase/tests/model/check'
import { readShape } from '../supabase/tests/model/shape'
import { startTestDatabase } from './backend/test-database'

/**
 * `npm run prove:isolation [-- --cases N] [--seed N] [--table NAME]`: the model check at length, every table against every kind of
 * actor. Prints the cases of each table and where Postgres and the access matrix disagree; exits 1 when they do anywhere.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      table: { type: 'string' },
    },
  })
  const cases = Number(values.cases)
  const seed = Number(values.seed)
  if (
    !Number.isInteger(cases) ||
    cases < 1 ||
    !Number.isInteger(seed) ||
    (values.table && !(values.table in tables))
  ) {
    console.error('Usage: npm run prove:isolation -- [--cases N] [--seed N] [--table NAME]')
    return 2
  }
  const names = (Object.keys(tables) as TableName[]).filter((name) => !values.table || name === values.table)
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  const began = performance.now()
  let tried = 0
  let disagreements = 0
  try {
    const shape = await readShape(sql)
    for (const table of names)
      for (const walls of ['all', 'writes'] as const) {
        const wanted = walls === 'all' ? cases : Math.ceil(cases / 4)
        const result = await checkModel({ sql, shape, table, cases: wanted, seed, walls })
        tried += result.cases
        if (result.counterexample) disagreements++
        const what = walls === 'all' ? table : `${table}, write policies alone`
        console.log(`${result.counterexample ? '✗' : '✓'} ${String(result.cases).padStart(7)} cases  ${what}`)
        if (result.counterexample) console.log(result.counterexample)
      }
  } finally {
    await sql.end()
    await database.stop()
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `\n${String(tried)} cases over ${String(names.length)} tables in ${seconds} s (seed ${String(seed)}): ${String(disagreements)} disagreements`,
  )
  return disagreements > 0 ? 1 : 0
}

process.exitCode = await main()
