import { useId } from 'react'
import { formatDateTime } from '@/lib/dates'
import type { RunUpdate } from '@/lib/queries/shared-runs'

type RunUpdatesProps = {
  updates: readonly RunUpdate[]
  /** The run's name, with which a subject begins everywhere else. */
  runName: string
  timeZone: string
}

/** What the organiser has said since, the latest first. Their words are text, never markup. */
export function RunUpdates({ updates, runName, timeZone }: RunUpdatesProps) {
  const id = useId()
  if (updates.length === 0) return null
  return (
    <section aria-labelledby={id} className="mt-6">
      <h2 id={id} className="mb-2 text-base font-semibold">
        Updates
      </h2>
      <ul className="rounded-lg border border-border bg-surface">
        {updates.map((update) => (
          <li key={update.id} className="border-b border-border px-4 py-3.5 last:border-b-0 sm:px-6">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h3 dir="auto" className="min-w-0 text-base font-medium">
                {update.subject.startsWith(`${runName}: `)
                  ? update.subject.slice(runName.length + 2)
                  : update.subject}
              </h3>
              <time dateTime={update.createdAt} className="text-xs text-text-subtle">
                {formatDateTime(update.createdAt, timeZone, 'moment')}
              </time>
            </div>
            <p dir="auto" className="mt-1 max-w-prose text-sm whitespace-pre-line text-text-muted">
              {update.body}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
