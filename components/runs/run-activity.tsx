'use client'

import { Initials } from '@/components/layout/initials'
import { formatDateTime, formatRelative } from '@/lib/dates'
import type { RunDetail } from '@/lib/queries/runs'
import { describeActivity } from '@/lib/rules/activity'

/** What happened to the run, newest first, one line per act of a person. */
export function RunActivity({ run, timeZone, now }: { run: RunDetail; timeZone: string; now: Date }) {
  const portals = new Map(
    run.publications.flatMap(({ id, portal }) => [
      [id, portal.name],
      [portal.id, portal.name],
    ]),
  )
  const entries = describeActivity(run.activity, run.marketMode, {
    portalName: (id) => portals.get(id) ?? 'a portal it is no longer on',
    zoneName: (id) => (run.zone?.id === id ? run.zone.name : 'another zone'),
    dateTime: (iso) => formatDateTime(iso, timeZone),
  })
  return (
    <section
      aria-labelledby="activity-title"
      className="rounded-lg border border-border bg-surface px-5 py-4"
    >
      <h2 id="activity-title" className="text-base font-medium">
        Activity
      </h2>
      <ol className="mt-3 flex flex-col gap-4">
        {entries.map((entry) => {
          // Scheduled work and the operator act without a person.
          const person =
            entry.actorId === null ? 'AudienceOS' : (run.people[entry.actorId] ?? 'A former member')
          return (
            <li key={entry.id} className="flex gap-3">
              <Initials name={person} className="mt-0.5 size-6 rounded-full text-xs" />
              <div className="min-w-0 flex-1 text-sm">
                <p>
                  <span className="font-medium">{person}</span> <bdi>{entry.sentence}</bdi>{' '}
                  <time
                    dateTime={entry.at}
                    title={formatDateTime(entry.at, timeZone, 'full')}
                    className="whitespace-nowrap text-text-subtle"
                    // Written on the server a moment earlier, so it may differ by a minute.
                    suppressHydrationWarning
                  >
                    {formatRelative(entry.at, now, timeZone)}
                  </time>
                </p>
                {entry.details.length > 0 ? (
                  <p className="mt-0.5 text-text-muted">{listSome(entry.details)}</p>
                ) : null}
              </div>
            </li>
          )
        })}
      </ol>
      {run.hasOlderActivity ? (
        <p className="mt-4 text-sm text-text-subtle">Older changes are not shown.</p>
      ) : null}
    </section>
  )
}

const DETAILS_SHOWN = 8

/** A publish to a hundred portals is one line, not a page of names. */
function listSome(details: readonly string[]): string {
  const more = details.length - DETAILS_SHOWN
  return details.slice(0, DETAILS_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '')
}
