import { randomUUID } from 'node:crypto'
import type { Agency, Stage } from '../stage'

/** Reports one trouble `events` times from `writers` connections at once, and says what became of it. */
export async function countOneTrouble(
  stage: Stage,
  agency: Agency,
  { writers, events }: { writers: number; events: number },
): Promise<{ live: number; counted: number; raised: number }> {
  const key = randomUUID()
  let left = events
  let raised = 0
  const write = async () => {
    while (left > 0) {
      left -= 1
      const [row] = await stage.as(
        agency.member,
        (tx) =>
          tx<
            { outcome: string }[]
          >`select * from raise_alert(${agency.client}, ${key}, 'high', 'Feed is late', null)`,
      )
      if (row?.outcome === 'raised') raised += 1
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  const [found] = await stage.sql<{ live: number; counted: number }[]>`
    select count(*)::int as live, coalesce(sum(occurrences), 0)::int as counted from alerts
    where agency_id = ${agency.id} and client_id = ${agency.client} and dedup_key = ${key} and status <> 'resolved'`
  return { live: found?.live ?? 0, counted: found?.counted ?? 0, raised }
}
