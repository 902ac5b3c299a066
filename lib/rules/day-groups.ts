import { toLocalInput } from '@/lib/dates'
import { dayHeading } from '@/lib/rules/inbox'

export type DayGroup<Item> = { day: string; heading: string; items: Item[] }

/** Puts things, newest first, under the days on which they happened by the clock of `timeZone`. */
export function groupByDay<Item>(
  items: readonly Item[],
  at: (item: Item) => string,
  timeZone: string,
  now: Date,
): DayGroup<Item>[] {
  const today = dayOf(now.toISOString(), timeZone)
  const groups: DayGroup<Item>[] = []
  for (const item of items) {
    const day = dayOf(at(item), timeZone)
    const last = groups.at(-1)
    if (last?.day === day) last.items.push(item)
    else groups.push({ day, heading: dayHeading(day, today), items: [item] })
  }
  return groups
}

/** "2026-11-03": the calendar day of a moment by the clock of `timeZone`. */
export function dayOf(moment: string, timeZone: string): string {
  return toLocalInput(moment, timeZone).slice(0, 10)
}
