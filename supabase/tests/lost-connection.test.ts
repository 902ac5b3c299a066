import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProofWorld, type ProofWorld } from '../../scripts/delivery/proof-world'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

let database: TestDatabase
let world: ProofWorld
beforeAll(async () => {
  database = await startTestDatabase()
  world = await openProofWorld(database.url)
})
afterAll(async () => {
  await world.stop()
  await database.stop()
})

async function ask(): Promise<number> {
  const answer = await fetch(`${world.apiUrl}/rest/v1/rpc/run_delivery_housekeeping`, {
    method: 'POST',
    headers: { apikey: world.secretKey, 'content-type': 'application/json' },
    body: '{}',
    signal: AbortSignal.timeout(10_000),
  })
  await answer.arrayBuffer()
  return answer.status
}

test(
  'connections that break in the middle of requests are answered with 503, and none of them is lost to the API',
  { timeout: 120_000 },
  async () => {
    expect(await ask()).toBe(200)
    const statuses = new Set<number>()
    // More often than the API has connections: were one lost each time, none would be left.
    for (let round = 0; round < 25; round++) {
      const answers = Promise.all(Array.from({ length: 12 }, ask))
      // Each time at another moment of the requests.
      await world.sql`
        select pg_terminate_backend(pid) from pg_stat_activity cross join (select pg_sleep(${round / 1000})) moment
        where datname = current_database() and application_name = 'audienceos'`
      for (const status of await answers) statuses.add(status)
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    // The last breaks may be noticed only by who comes next; after that every connection works.
    await expect
      .poll(() => Promise.all(Array.from({ length: 12 }, ask)), { timeout: 10_000 })
      .toEqual(Array(12).fill(200))
  },
)
