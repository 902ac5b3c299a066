import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProbe } from '../../lib/provisioning/audit'
import { readSharedState } from '../../lib/provisioning/shared-state'
import { migrate } from '../../scripts/backend/migrate'
import { startTestDatabase, withDatabase, type TestDatabase } from '../../scripts/backend/test-database'

const NAME = `plain_${randomBytes(6).toString('hex')}`

let other: TestDatabase
let admin: Sql
let sql: Sql

/** As an own Postgres and hosted Supabase have it: whoever migrates owns the database and is no superuser. */
beforeAll(async () => {
  other = await startTestDatabase()
  admin = postgres(other.url, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create role ${NAME} login password '${NAME}' createrole bypassrls nosuperuser`)
  // Roles belong to the whole server, where other tests use them: what on a server of its own this role would have made is given to it.
  await admin.unsafe(
    `grant anon, authenticated, service_role, audienceos_definer, audienceos_api to ${NAME} with admin option`,
  )
  await admin.unsafe(`create database ${NAME} owner ${NAME}`)
  const url = new URL(withDatabase(other.url, NAME))
  url.username = NAME
  url.password = NAME
  await migrate(url.href)
  sql = postgres(url.href, { max: 1, onnotice: () => undefined })
}, 120_000)

afterAll(async () => {
  await sql.end()
  await admin.unsafe(`drop database ${NAME} with (force)`)
  await admin.unsafe(`drop owned by ${NAME}`)
  await admin.unsafe(`drop role ${NAME}`)
  await admin.end()
  await other.stop()
})

const probe = async () => runProbe(sql, await sql.begin((tx) => readSharedState(tx)))

test('a user who owns the database and is no superuser migrates it and proves its isolation', async () => {
  const result = await probe()
  expect(result.findings.map(({ says }) => says)).toEqual([])
  expect(result.attempts).toBeGreaterThan(1000)
})

test('one who may not act as the people proves nothing, and is told so', async () => {
  // The role of the API can become each of them, so whoever can become that one can as well.
  await admin.unsafe(`revoke anon, authenticated, audienceos_api from ${NAME} cascade`)
  const result = await probe()
  expect(result.findings.map(({ says }) => says)).toEqual([
    'isolation could not be probed (permission denied to set role "anon")',
  ])
})
