import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../../scripts/backend/test-database'
import { duel, manyForOne, oneManyTimes, type Duel } from './claims/races'
import { randomWalks } from './claims/walk'
import { openClaimWorld, type ClaimWorld } from './claims/world'

// The long versions, with their numbers, are `npm run prove:claims`.
const PEOPLE = 100
const ROUNDS = 3
const TRIALS = 60

// Thousands of transactions take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

let database: TestDatabase
let world: ClaimWorld

beforeAll(async () => {
  database = await startTestDatabase()
  world = await openClaimWorld(database.url, 20)
})
afterAll(async () => {
  // The next file is tried in this process, too.
  vi.resetConfig()
  await world.stop()
  await database.stop()
})

test('of many people who claim one link at once exactly one wins, and the others all hear the same', async () => {
  const report = await manyForOne(world, await world.addPeople(PEOPLE), ROUNDS)
  expect(report).toEqual({
    counts: { ok: ROUNDS, 'PT409 claimed_by_other': ROUNDS * (PEOPLE - 1) },
    faults: [],
    count: expect.any(Function) as unknown,
  })
})

test('who claims many times over is a member once and hears the same each time', async () => {
  const report = await oneManyTimes(world, PEOPLE)
  expect(report.faults).toEqual([])
  expect(report.counts).toEqual({ ok: PEOPLE })
})

describe('two acts at the same time', () => {
  test.each<Duel>(['revoke ∥ claim', 'expire ∥ claim', 'reset ∥ claim', 'resend ∥ revoke'])(
    '%s: never both',
    async (kind) => {
      expect((await duel(world, kind, TRIALS, 7)).faults).toEqual([])
    },
  )
})

test('whatever is done to an invitation in whatever order, it answers and moves as the documents say', async () => {
  const report = await randomWalks(world, { walks: 25, length: 40, seed: 20_261 })
  expect(report.faults).toEqual([])
  expect(report.steps).toBe(1_000)
})
