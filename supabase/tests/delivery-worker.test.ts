import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProofWorld, until, type ProofWorld } from '../../scripts/delivery/proof-world'
import { proveFairness, proveKills, proveTrouble, proveZombie } from '../../scripts/delivery/proofs'
import { startSink } from '../../scripts/delivery/sink'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'

// The small versions of what `npm run prove:delivery` does at length: real workers in processes of their own, a real SMTP
// server, the API and Postgres.
/** Mails that a worker has under way at once, unless told otherwise. */
const PARALLEL = 8

let database: TestDatabase
let world: ProofWorld
beforeAll(async () => {
  database = await startTestDatabase()
  world = await openProofWorld(database.url, 20)
})
afterAll(async () => {
  await world.stop()
  await database.stop()
})

test(
  'a worker that is killed again and again loses nothing and repeats next to nothing',
  { timeout: 400_000 },
  async () => {
    const found = await proveKills(world, 200, 3, 5)
    expect(found).toMatchObject({ lost: 0, strangeMessageIds: 0 })
    // What the first worker had under way in the very moment of its kill may come again; those after it had one mail each.
    expect(found.copies).toBeLessThanOrEqual(PARALLEL + 3)
    expect(Math.max(...found.copiesOfKills.slice(1))).toBeLessThanOrEqual(1)
  },
)

test('a worker that outlived its lease changes nothing', { timeout: 400_000 }, async () => {
  const { before, after } = await proveZombie(world)
  expect(after).toEqual(before)
})

test(
  'each kind of failure ends as it should, and good mails do not wait for bad ones',
  { timeout: 400_000 },
  async () => {
    const found = await proveTrouble(world, { good: 50, outageMails: 20, outageSeconds: 4 })
    expect(found.statuses).toMatchObject({
      refuse: { failed: 5 },
      busy: { queued: 5 },
      poison: { failed: 20 },
      good: { sent: 50 },
      drop: { sent: 5 },
    })
    expect(found.copies).toBe(5)
    expect(found.attemptsInOutage).toBe(0)
    expect(found.drainSeconds).toBeLessThan(60)
  },
)

test("one agency's flood does not hold up another's ten", { timeout: 400_000 }, async () => {
  const { seconds } = await proveFairness(world, 3_000)
  // In turn they would come after three thousand others, minutes later.
  expect(seconds).toBeLessThan(30)
})

test(
  'told to stop, a worker gives back what it has not begun, and is gone within 15 seconds',
  { timeout: 400_000 },
  async () => {
    const sink = await startSink({ latencyMs: 300 })
    const agency = await world.agency('Stopped')
    await world.enqueue(agency, 60, { word: 'stopped', lane: 0 })
    const worker = world.worker({ smtpPort: sink.port })
    await until('the first mails', 90, () => sink.received.length >= 5)
    const began = Date.now()
    await worker.end('SIGTERM')
    expect(Date.now() - began).toBeLessThan(15_000)
    const [row] = await world.sql<{ leased: number; sent: number; attempts: number }[]>`
    select count(*) filter (where status = 'leased')::int as leased, count(*) filter (where status = 'sent')::int as sent,
      coalesce(max(attempts) filter (where status = 'queued'), 0)::int as attempts
    from cc_notification_deliveries where tenant_id = ${agency}`
    expect(row).toEqual({ leased: 0, sent: sink.received.length, attempts: 0 })
    // What it printed names nobody.
    expect(worker.output()).not.toMatch(/@example\.org/)
    await sink.stop()
  },
)
