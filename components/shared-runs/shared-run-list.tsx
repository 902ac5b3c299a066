import { CalendarHeart } from 'lucide-react'
import { useId } from 'react'
import { SharedRunRow } from '@/components/shared-runs/shared-run-row'
import { EmptyState } from '@/components/ui/empty-state'
import type { SharedRun } from '@/lib/queries/shared-runs'
import { splitSharedRuns } from '@/lib/rules/shared-runs'

type SharedRunListProps = { runs: readonly SharedRun[]; email: string; now: Date }

/** The runs somebody was invited to: what comes next first, what is over below. */
export function SharedRunList({ runs, email, now }: SharedRunListProps) {
  if (runs.length === 0) {
    return (
      <div className="rounded-lg border border-border bg-surface">
        <EmptyState
          icon={<CalendarHeart />}
          title="Nothing is shared with you yet"
          description={`When an organiser invites ${email} to a run and you accept, it appears here with everything you need to know.`}
        />
      </div>
    )
  }
  const { upcoming, past } = splitSharedRuns(runs, now)
  return (
    <div className="flex flex-col gap-8">
      <Group title="Coming up" runs={upcoming} nothing="Nothing is coming up." now={now} />
      {past.length > 0 ? <Group title="Past" runs={past} nothing="" now={now} /> : null}
    </div>
  )
}

type GroupProps = { title: string; runs: readonly SharedRun[]; nothing: string; now: Date }

function Group({ title, runs, nothing, now }: GroupProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-base font-semibold">
        {title}
      </h2>
      <div className="overflow-hidden rounded-lg border border-border bg-surface">
        {runs.length === 0 ? (
          <p className="px-4 py-3 text-sm text-text-muted">{nothing}</p>
        ) : (
          <ul>
            {runs.map((run) => (
              <SharedRunRow key={run.id} run={run} now={now} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
