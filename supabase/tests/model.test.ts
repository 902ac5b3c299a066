import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { tables, type TableName } from '../access-matrix'
import { checkTables, tellSmallest, type ModelRun, type TableResult } from './model/check'
import { KINDS } from './model/operations'
import { readShape, type Shape } from './model/shape'

const CASES = Number(process.env.CASES ?? 1000)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
const QUARTER = Math.ceil(CASES / 4)
const VERBS = 5
const TABLES = Object.keys(tables) as TableName[]
const TIMEOUT_MS = 120_000 + CASES * TABLES.length * 5

let database: TestDatabase
let sql: Sql
let shape: Shape

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  shape = await readShape(sql)
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

function resultOf(results: ReadonlyMap<TableName, TableResult>, table: TableName): TableResult {
  const result = results.get(table)
  if (!result) throw new Error(`${table} was not tried.`)
  return result
}

describe(`whatever anybody tries, Postgres does what the access matrix says (seed ${SEED}, ${CASES} cases a table)`, () => {
  let run: Omit<ModelRun, 'table'>
  let results: Map<TableName, TableResult>
  beforeAll(async () => {
    const began = performance.now()
    run = { sql, shape, cases: CASES, seed: SEED, walls: 'all' }
    results = await checkTables(run, TABLES)
    const cases = [...results.values()].reduce((sum, result) => sum + result.cases, 0)
    const seconds = (performance.now() - began) / 1000
    process.stdout.write(
      `model check: ${cases} cases, ${Math.round(cases / seconds)} a second, seed ${SEED}\n`,
    )
  }, TIMEOUT_MS)

  test.each(TABLES)('%s', { timeout: TIMEOUT_MS }, async (table) => {
    const { found, cases, tried } = resultOf(results, table)
    if (found) expect.fail(await tellSmallest({ ...run, table }, found))
    expect(cases).toBeGreaterThanOrEqual(CASES)
    if (CASES >= 1000) expect(tried).toBe(KINDS.length * VERBS)
  })
})

describe(`and so do the write policies alone (seed ${SEED}, ${QUARTER} cases a table)`, () => {
  let run: Omit<ModelRun, 'table'>
  let results: Map<TableName, TableResult>
  beforeAll(async () => {
    run = { sql, shape, cases: QUARTER, seed: SEED, walls: 'writes' }
    results = await checkTables(run, TABLES)
  }, TIMEOUT_MS)

  test.each(TABLES)('%s', { timeout: TIMEOUT_MS }, async (table) => {
    const { found, cases } = resultOf(results, table)
    if (found) expect.fail(await tellSmallest({ ...run, table }, found))
    expect(cases).toBeGreaterThanOrEqual(QUARTER)
  })
})
