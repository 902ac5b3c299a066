import postgres from 'postgres'
import { readShape } from '../supabase/tests/model/shape'
import { tryToKill, type Verdict } from '../supabase/tests/mutants/kill'
import { listMutants } from '../supabase/tests/mutants/mutants'
import { startTestDatabase } from './backend/test-database'

/**
 * `npm run mutants [-- <part of a name>]`: plants every fault of `supabase/tests/mutants` in turn and asks whether the tests see it.
 * Prints a table; exits 1 when one survives.
 */
async function main(): Promise<number> {
  const [wanted = ''] = process.argv.slice(2)
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  const began = performance.now()
  const verdicts: Verdict[] = []
  try {
    const shape = await readShape(sql)
    for (const mutant of await listMutants(sql)) {
      if (!mutant.name.includes(wanted)) continue
      const verdict = await tryToKill(sql, shape, mutant, seed)
      verdicts.push(verdict)
      const how = { model: `model, ${verdict.cases} cases`, guards: 'guards', nobody: 'SURVIVED' }[verdict.by]
      console.log(`${verdict.by === 'nobody' ? '✗' : '✓'} ${how.padEnd(20)} ${mutant.name}`)
    }
  } finally {
    await sql.end()
    await database.stop()
  }
  const count = (by: Verdict['by']) => verdicts.filter((verdict) => verdict.by === by).length
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `\n${verdicts.length - count('nobody')} of ${verdicts.length} mutants killed in ${seconds} s (seed ${seed}): ${count('model')} by the model check, ${count('guards')} by the guards alone, ${count('nobody')} survived`,
  )
  return count('nobody') > 0 || verdicts.length === 0 ? 1 : 0
}

process.exitCode = await main()
