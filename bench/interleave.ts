import { readFileSync } from 'node:fs'
import type { Sql } from 'postgres'
import { median } from './measure'

export interface Measured {
  /** Whose token it runs with, under policies, by the name that the bench's world gives them; null: nobody's, without policies. */
  actor: string | null
  statement: string
  /** Runs before it counts; none for what changes something. */
  warmUp: number
  /** Functions ask who calls; this says so where no policies apply. */
  claimsOf?: string
}

export async function prepareClock(sql: Sql): Promise<void> {
  await sql.unsafe(readFileSync(new URL('clock.sql', import.meta.url), 'utf8')).simple()
}

/** Medians of two statements in turns, in milliseconds, each in a transaction that leaves nothing behind. */
export async function interleave(
  sql: Sql,
  rounds: number,
  [one, other]: readonly [Measured, Measured],
): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    took[0].push(...(await timeAs(sql, one)))
    took[1].push(...(await timeAs(sql, other)))
  }
  return [median(took[0]), median(took[1])]
}

async function timeAs(sql: Sql, { actor, statement, warmUp, claimsOf }: Measured): Promise<number[]> {
  const undo = new Error('Nothing is kept.')
  let took: number[] = []
  try {
    await sql.begin(async (tx) => {
      const who = actor ?? claimsOf
      if (who)
        await tx`select set_config('request.jwt.claims', json_build_object('sub', md5(${who})::uuid)::text, true)`
      if (actor !== null) await tx.unsafe('set local role authenticated')
      const [row] = await tx<
        { took: number[] }[]
      >`select bench.clock(${statement}, ${warmUp}, ${warmUp > 0 ? 5 : 1}) as took`
      took = row?.took ?? []
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return took
}
