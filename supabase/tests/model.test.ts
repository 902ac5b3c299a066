import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { tables, type TableName } from '../access-matrix'
import { checkModel } from './model/check'
import { KINDS } from './model/operations'
import { readShape, type Shape } from './model/shape'

const CASES = Number(process.env.CASES ?? 1000)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const VERBS = 5
const TIMEOUT_MS = 60_000 + CASES * 20

let database: TestDatabase
let sql: Sql
let shape: Shape
let cases = 0
let seconds = 0

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  shape = await readShape(sql)
})
afterAll(async () => {
  process.stdout.write(`model check: ${cases} cases, ${Math.round(cases / seconds)} a second, seed ${SEED}\n`)
  await sql.end()
  await database.stop()
})

describe(`whatever anybody tries, Postgres does what the access matrix says (seed ${SEED}, ${CASES} cases a table)`, () => {
  test.each(Object.keys(tables) as TableName[])(
    '%s',
    async (table) => {
      const began = performance.now()
      const result = await checkModel({ sql, shape, table, cases: CASES, seed: SEED, walls: 'all' })
      expect(result.counterexample ?? 'agreed').toBe('agreed')
      if (CASES >= 1000) expect(result.tried).toBe(KINDS.length * VERBS)
      cases += result.cases
      seconds += (performance.now() - began) / 1000
    },
    TIMEOUT_MS,
  )

  test.each(Object.keys(tables) as TableName[])(
    '%s, when its write policies stand alone',
    async (table) => {
      const result = await checkModel({
        sql,
        shape,
        table,
        cases: Math.ceil(CASES / 4),
        seed: SEED,
        walls: 'writes',
      })
      expect(result.counterexample ?? 'agreed').toBe('agreed')
    },
    TIMEOUT_MS,
  )
})
