import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextDigest, quietUntil, type QuietHours } from '../../lib/rules/quiet-hours'
import { openStage, type Stage } from './stage'

// The settings show what lib/rules/quiet-hours.ts says; what is sent follows the database. The two must never differ.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

/** Both changes of the clock in 2025, in zones that do it at different hours, by different amounts, or not at all. */
const CHANGES: readonly [timeZone: string, spring: string, autumn: string][] = [
  ['Europe/Berlin', '2025-03-30', '2025-10-26'],
  ['Europe/London', '2025-03-30', '2025-10-26'],
  ['Atlantic/Azores', '2025-03-30', '2025-10-26'],
  ['America/New_York', '2025-03-09', '2025-11-02'],
  ['America/Los_Angeles', '2025-03-09', '2025-11-02'],
  ['America/St_Johns', '2025-03-09', '2025-11-02'],
  ['America/Santiago', '2025-09-07', '2025-04-06'],
  ['Australia/Adelaide', '2025-10-05', '2025-04-06'],
  ['Australia/Lord_Howe', '2025-10-05', '2025-04-06'],
  ['Pacific/Auckland', '2025-09-28', '2025-04-06'],
  ['Asia/Kolkata', '2025-03-30', '2025-10-26'],
  ['Asia/Kathmandu', '2025-03-30', '2025-10-26'],
]

const WINDOWS: readonly [start: string, end: string, days: number[]][] = [
  ['22:00', '07:00', []],
  ['22:00', '02:30', []],
  ['01:30', '02:15', []],
  ['02:30', '06:00', [6, 7]],
  ['00:00', '00:30', []],
  ['23:45', '01:45', [6]],
  ['12:00', '11:00', [7]],
]

const STEP_MINUTES = 20
const DAY_MS = 86_400_000

/** Moments from the day before a change until the day after. */
function momentsAround(day: string): string[] {
  const middle = Date.parse(`${day}T00:00:00Z`)
  const moments: string[] = []
  for (let at = middle - DAY_MS; at < middle + 1.75 * DAY_MS; at += STEP_MINUTES * 60_000) {
    moments.push(new Date(at).toISOString())
  }
  return moments
}

async function inDatabase(quiet: QuietHours, moments: string[]): Promise<(string | null)[]> {
  const rows = await stage.sql<{ ends: Date | null }[]>`
    select private.quiet_until(p, at) as ends
    from jsonb_populate_record(null::cc_notification_preferences, ${stage.sql.json({
      quiet_start: quiet.start,
      quiet_end: quiet.end,
      quiet_days: [...quiet.days],
      time_zone: quiet.timeZone,
    })}) p, unnest(${moments}::timestamptz[]) with ordinality m (at, n)
    order by n`
  return rows.map(({ ends }) => ends?.toISOString() ?? null)
}

describe.each(CHANGES)('in %s', (timeZone, spring, autumn) => {
  test.each(WINDOWS)(
    'quiet hours from %s to %s (%j) end alike here and in the database',
    async (start, end, days) => {
      const quiet = { start, end, days, timeZone }
      const moments = [...momentsAround(spring), ...momentsAround(autumn)]
      const here = moments.map((moment) => quietUntil(quiet, new Date(moment))?.toISOString() ?? null)
      const there = await inDatabase(quiet, moments)
      const differences = moments
        .map((moment, index) => ({ moment, here: here[index], there: there[index] }))
        .filter((one) => one.here !== one.there)
      expect(differences).toEqual([])
    },
  )

  test('digests are due alike here and in the database', async () => {
    const moments = [...momentsAround(spring), ...momentsAround(autumn)].filter((_, index) => index % 4 === 0)
    for (const hour of [0, 2, 9]) {
      for (const weekday of [null, 7]) {
        const rows = await stage.sql<{ due: Date }[]>`
          select private.next_digest(p, ${weekday === null ? 'daily' : 'weekly'}, at) as due
          from jsonb_populate_record(null::cc_notification_preferences, ${stage.sql.json({
            digest_hour: hour,
            digest_weekday: weekday ?? 1,
            time_zone: timeZone,
          })}) p, unnest(${moments}::timestamptz[]) with ordinality m (at, n)
          order by n`
        const here = moments.map((moment) =>
          nextDigest({ hour, weekday, timeZone }, new Date(moment)).toISOString(),
        )
        expect(rows.map(({ due }) => due.toISOString())).toEqual(here)
      }
    }
  })
})
