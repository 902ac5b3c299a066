import type { ReactNode } from 'react'
import { RunEntry } from '@/components/public-portal/run-entry'
import type { DatedRuns, PortalDay } from '@/lib/rules/portal-listing'
import { dateWords, monthWords, timeSpan, untilWords } from '@/lib/rules/run-clock'

type RunCalendarProps = { slug: string; dated: DatedRuns; defaultZone: string | null; now: Date }

/** Runs by month and day; what is going on now comes first, what has no date yet last. */
export function RunCalendar({ slug, dated, defaultZone, now }: RunCalendarProps) {
  return (
    <>
      {dated.ongoing.length > 0 ? (
        <Section title="Going on now">
          {dated.ongoing.map((run) => (
            <li key={run.id}>
              <RunEntry slug={slug} run={run} when={untilWords(run, now)} defaultZone={defaultZone} />
            </li>
          ))}
        </Section>
      ) : null}
      {dated.months.map(({ month, days }) => (
        <Section key={month} title={monthWords(month)}>
          {days.map((day) => (
            <Day key={day.date} day={day} slug={slug} defaultZone={defaultZone} />
          ))}
        </Section>
      ))}
      {dated.undated.length > 0 ? (
        <Section title="Date to be announced">
          {dated.undated.map((run) => (
            <li key={run.id}>
              <RunEntry slug={slug} run={run} when="" defaultZone={defaultZone} />
            </li>
          ))}
        </Section>
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

type DayProps = { day: PortalDay; slug: string; defaultZone: string | null }

function Day({ day, slug, defaultZone }: DayProps) {
  const { weekday, day: number, long } = dateWords(day.date)
  return (
    <li className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-4 border-b py-2 last:border-b-0 sm:grid-cols-[4rem_minmax(0,1fr)] sm:gap-x-6">
      <p className="pt-3">
        <time dateTime={day.date}>
          <span className="sr-only">{long}</span>
          <span aria-hidden className="flex flex-col">
            <span className="text-xs text-text-muted">{weekday}</span>
            <span className="text-xl leading-tight font-semibold tabular-nums">{number}</span>
          </span>
        </time>
      </p>
      <ul>
        {day.runs.map((run) => (
          <li key={run.id}>
            <RunEntry slug={slug} run={run} when={timeSpan(run)} defaultZone={defaultZone} />
          </li>
        ))}
      </ul>
    </li>
  )
}
