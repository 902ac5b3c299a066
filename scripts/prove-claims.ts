import { duel, manyForOne, oneManyTimes, type Duel, type RaceReport } from '../supabase/tests/claims/races'
import { randomWalks } from '../supabase/tests/claims/walk'
import { openClaimWorld, type ClaimWorld } from '../supabase/tests/claims/world'
import { startTestDatabase } from './backend/test-database'

const CONNECTIONS = 50
const PEOPLE = 1_000
const ROUNDS = 50
const TRIALS = 1_000
const WALKS = 500
const WALK_LENGTH = 40
const DUELS: readonly Duel[] = ['revoke ∥ claim', 'expire ∥ claim', 'reset ∥ claim', 'resend ∥ revoke']

/**
 * `npm run prove:claims`: the promises of claim links, tried as often as it takes to believe them, on a database of its own.
 * Prints what came of it; exits 1 when one is broken. `SEED` repeats a run.
 */
async function main(): Promise<number> {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_000)
  const database = await startTestDatabase()
  const world = await openClaimWorld(database.url, CONNECTIONS)
  let faults = 0
  try {
    const people = await world.addPeople(PEOPLE)
    faults += await prove(`${PEOPLE} people claim one link at once, ${ROUNDS} rounds: one wins each`, () =>
      manyForOne(world, people, ROUNDS),
    )
    faults += await prove(`one person claims ${PEOPLE} times at once: one membership, equal answers`, () =>
      oneManyTimes(world, PEOPLE),
    )
    for (const kind of DUELS)
      faults += await prove(`${kind}, ${TRIALS} trials: never both`, () => duel(world, kind, TRIALS, seed))
    faults += await proveWalks(world, seed)
  } finally {
    await world.stop()
    await database.stop()
  }
  console.log(
    `\n${faults === 0 ? 'Every promise held' : `${faults} FAULTS`} (seed ${seed}, ${CONNECTIONS} connections)`,
  )
  return faults === 0 ? 0 : 1
}

async function prove(title: string, act: () => Promise<RaceReport>): Promise<number> {
  const began = performance.now()
  const { counts, faults } = await act()
  print(title, began, faults)
  for (const [what, count] of Object.entries(counts).sort())
    console.log(`    ${String(count).padStart(6)}  ${what}`)
  return faults.length
}

async function proveWalks(world: ClaimWorld, seed: number): Promise<number> {
  const began = performance.now()
  const { steps, transitions, faults } = await randomWalks(world, { walks: WALKS, length: WALK_LENGTH, seed })
  print(
    `${WALKS} random walks of ${WALK_LENGTH} commands against the model: ${faults.length} illegal transitions`,
    began,
    faults,
  )
  console.log(`    ${String(steps).padStart(6)}  steps, each answer and status compared`)
  for (const [what, count] of Object.entries(transitions).sort())
    console.log(`    ${String(count).padStart(6)}  ${what}`)
  return faults.length
}

function print(title: string, began: number, faults: readonly string[]): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${title} (${seconds} s)`)
  for (const fault of faults.slice(0, 10)) console.log(`    FAULT ${fault}`)
}

process.exitCode = await main()
