import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../../scripts/backend/test-database'
import { startVictim } from '../../../scripts/provisioning/killing'
import { openAgencyProof, type AgencyProof } from '../../../scripts/provisioning/proof-agencies'
import { BEGINNINGS, openSchemaProof, type SchemaProof } from '../../../scripts/provisioning/proof-schemas'

const LATEST_KILL_MS = 1_000

let database: TestDatabase
let sql: Sql
let schemas: SchemaProof
let agencies: AgencyProof

beforeAll(async () => {
  database = await startTestDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  schemas = await openSchemaProof(sql)
  agencies = await openAgencyProof(sql)
})
afterAll(async () => {
  await sql.end()
  await database.stop()
})

/** `npm run prove:provisioning` kills at 200 points in each layout. */
test.each(BEGINNINGS)('a run killed somewhere is completed by the next, from %s', async (beginning) => {
  const order = await schemas.prepare(`killed-${BEGINNINGS.indexOf(beginning)}`, beginning)
  await killSomewhere(order)
  await schemas.provision(order.schema)
  expect(await schemas.faults(order.schema, beginning)).toEqual([])
  expect(await schemas.provision(order.schema)).toBe(0)
})

test('an agency whose run was killed is completed by the next', async () => {
  const order = await agencies.prepare()
  await killSomewhere(order)
  await agencies.provision(order.agencyId)
  expect(await agencies.faults(order.agencyId)).toEqual([])
  expect(await agencies.provision(order.agencyId)).toBe(0)
})

test('two processes at one organisation at once come to the same as one, in both layouts', async () => {
  const pair = await Promise.all([startVictim(database.url), startVictim(database.url)])
  const agency = await agencies.prepare()
  const schema = await schemas.prepare('raced', '41 tables')
  for (const order of [agency, schema]) {
    await Promise.all(pair.map((one) => one.begin(order)))
    await Promise.all(pair.map((one) => one.finish()))
  }
  await Promise.all(pair.map((one) => one.kill()))
  expect(await schemas.faults(schema.schema, '41 tables')).toEqual([])
  expect(await agencies.faults(agency.agencyId)).toEqual([])
})

async function killSomewhere(order: object): Promise<void> {
  const victim = await startVictim(database.url)
  await victim.begin(order)
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LATEST_KILL_MS))
  await victim.kill()
}
