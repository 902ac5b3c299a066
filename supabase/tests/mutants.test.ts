import fc from 'fast-check'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { readShape } from './model/shape'
import { tryToKill } from './mutants/kill'
import { listMutants } from './mutants/mutants'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const SAMPLE = 5
/** As many as the model check itself makes of each table. */
const MOST_CASES = 1000

let database: TestDatabase
let sql: Sql

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

/** Another sample each time; `npm run mutants` tries them all, and each for longer. */
test(`a sample of ${SAMPLE} faults planted on purpose is seen (seed ${SEED})`, async () => {
  const shape = await readShape(sql)
  const mutants = await listMutants(sql)
  const [picked = []] = fc.sample(fc.shuffledSubarray(mutants, { minLength: SAMPLE, maxLength: SAMPLE }), {
    seed: SEED,
    numRuns: 1,
  })
  const survivors: string[] = []
  for (const mutant of picked)
    if ((await tryToKill(sql, shape, mutant, SEED, MOST_CASES)).by === 'nobody') survivors.push(mutant.name)
  expect(survivors).toEqual([])
}, 120_000)
