import type { ReactNode } from 'react'
import { RunEntry } from '@/components/public-portal/run-entry'
import type { DatedRuns, PortalDay, PublicRun } from '@/lib/rules/portal-listing'
import { dayOfMonth, monthWords, timeSpan, untilWords, weekdayOf } from '@/lib/rules/run-clock'

type RunCalendarProps = { slug: string; dated: DatedRuns; defaultZone: string | null; now: Date }

/** Runs by month and day; what is going on now comes first, what has no date yet last. */
export function RunCalendar({ slug, dated, defaultZone, now }: RunCalendarProps) {
  const entry = (run: PublicRun, when: string) => (
    <RunEntry key={run.id} slug={slug} run={run} when={when} defaultZone={defaultZone} />
  )
  return (
    <>
      {dated.ongoing.length > 0 ? (
        <Section title="Going on now">{dated.ongoing.map((run) => entry(run, untilWords(run, now)))}</Section>
      ) : null}
      {dated.months.map(({ month, days }) => (
        <Section key={month} title={monthWords(month)}>
          {days.map((day) => (
            <Day key={day.date} day={day}>
              {day.runs.map((run) => entry(run, timeSpan(run)))}
            </Day>
          ))}
        </Section>
      ))}
      {dated.undated.length > 0 ? (
        <Section title="Date to be announced">{dated.undated.map((run) => entry(run, ''))}</Section>
      ) : null}
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="border-b pb-2 text-sm font-semibold">{title}</h2>
      <ul className="mt-2">{children}</ul>
    </section>
  )
}

function Day({ day, children }: { day: PortalDay; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-4 border-b py-2 last:border-b-0 sm:grid-cols-[4rem_minmax(0,1fr)] sm:gap-x-6">
      <time dateTime={day.date} className="pt-3 text-xs text-text-muted">
        {weekdayOf(day.date)} <b className="block text-xl leading-tight text-text">{dayOfMonth(day.date)}</b>
      </time>
      <ul>{children}</ul>
    </li>
  )
}
