import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startListApi } from './client-pages/api'
import { countRows, type Reader } from './client-pages/lists'
import { fill, world, type World } from './client-pages/random-world'
import { numbersOfClient, numbersOfHome, numbersOfTabs, type Shown } from './client-pages/shown-numbers'
import { addAgency, type Agency, type Member } from './stage'

const WORLDS = 3
const WORLD_MS = 90_000

let api: Awaited<ReturnType<typeof startListApi>>

beforeAll(async () => {
  api = await startListApi()
})
afterAll(() => api.stop())

async function make(what: World): Promise<Agency> {
  const agency = await addAgency(api.sql, `numbers-${randomUUID().slice(0, 13)}`)
  await fill(api.sql, agency, what)
  return agency
}

const readerOf = (agency: Agency, who: Member, { timeZone }: World): Reader => ({
  supabase: api.as(who),
  userId: who.id,
  agencyId: agency.id,
  isStaff: who !== agency.viewer && who !== agency.siblingViewer,
  timeZone,
})

/** Whatever says another number than its list has rows. */
async function lies(reader: Reader, numbers: readonly Shown[]): Promise<string[]> {
  const found: string[] = []
  for (const { where, value, href } of numbers) {
    const rows = await countRows(reader, href)
    if (rows !== value) found.push(`${where}: ${value}, but ${href} lists ${rows}`)
  }
  return found
}

describe('every number is that of the rows behind its link', () => {
  test(
    'for staff: on the home page, on the tabs of lists, around each client',
    () =>
      fc.assert(
        fc.asyncProperty(world, async (what) => {
          const agency = await make(what)
          const reader = readerOf(agency, agency.member, what)
          const numbers = [
            await numbersOfHome(reader),
            await numbersOfTabs(reader, null),
            await numbersOfTabs(reader, agency.client),
            await numbersOfClient(reader, agency.client),
            await numbersOfClient(reader, agency.sibling),
          ]
          expect(await lies(reader, numbers.flat())).toEqual([])
        }),
        { numRuns: WORLDS, endOnFailure: true },
      ),
    WORLDS * WORLD_MS,
  )

  test(
    'for people of a client, who see less',
    () =>
      fc.assert(
        fc.asyncProperty(world, async (what) => {
          const agency = await make(what)
          const reader = readerOf(agency, agency.viewer, what)
          const numbers = [
            await numbersOfTabs(reader, agency.client),
            await numbersOfClient(reader, agency.client),
          ]
          expect(await lies(reader, numbers.flat())).toEqual([])
        }),
        { numRuns: WORLDS, endOnFailure: true },
      ),
    WORLDS * WORLD_MS,
  )
})
