import type { ReactNode } from 'react'
import { groupByDay } from '@/lib/rules/day-groups'
import { placeOfZone } from '@/lib/rules/run-clock'

type CommunicationDaysProps<Entry> = {
  entries: readonly Entry[]
  timeZone: string
  now: Date
  renderEntry: (entry: Entry) => ReactNode
}

/** Entries under the days on which they were. */
export function CommunicationDays<Entry extends { occurredAt: string }>({
  entries,
  timeZone,
  now,
  renderEntry,
}: CommunicationDaysProps<Entry>) {
  return groupByDay(entries, (entry) => entry.occurredAt, timeZone, now).map((group) => (
    <section key={group.day} aria-label={group.heading}>
      <h2 className="border-y border-border bg-surface-sunken px-4 py-1.5 text-xs font-medium text-text-muted">
        {group.heading}
      </h2>
      <ul className="divide-y divide-border">{group.items.map((entry) => renderEntry(entry))}</ul>
    </section>
  ))
}

/** By whose clock the days are. */
export function DaysNote({ timeZone }: { timeZone: string }) {
  return (
    <p className="mt-2 text-xs text-text-subtle">
      Days and times by {timeZone === 'UTC' ? 'UTC' : `${placeOfZone(timeZone)} time`}.
    </p>
  )
}
