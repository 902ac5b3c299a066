'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight, History, SearchX } from 'lucide-react'
import { useState } from 'react'
import { TimelineEntry } from '@/components/timeline/timeline-entry'
import { TimelineToolbar } from '@/components/timeline/timeline-toolbar'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { timelineQuery, type TimelineEntry as Entry, type TimelineScope } from '@/lib/queries/timeline'
import { dayOf, groupByDay } from '@/lib/rules/day-groups'
import { placeOfZone } from '@/lib/rules/run-clock'
import {
  foldChanges,
  formatTimelineParams,
  parseTimelineParams,
  type TimelineParams,
} from '@/lib/rules/timeline'
import { browserClient } from '@/lib/supabase/browser'

type TimelineProps = {
  scope: TimelineScope
  /** The newest page of everything, as the page's own request brought it. */
  recent: Entry[]
  /** When that was, in milliseconds since 1970. */
  recentAt: number
  isStaff: boolean
}

/** Everything that happened with a client, newest first, under its days. */
export function Timeline({ scope, recent, recentAt, isStaff }: TimelineProps) {
  const { query, setQuery } = useAddressQuery()
  const params = parseTimelineParams(query)
  const isEverything = params.kinds.length === 0 && params.until === null
  const timeline = useInfiniteQuery({
    ...timelineQuery(browserClient(), scope, params),
    ...(isEverything
      ? { initialData: { pages: [recent], pageParams: [null] }, initialDataUpdatedAt: recentAt }
      : {}),
  })
  const now = useNow(recentAt)
  const change = (next: Partial<TimelineParams>) =>
    setQuery(formatTimelineParams({ ...params, ...next }), { isReplacing: true })
  const { timeZone } = scope

  function renderBody() {
    if (timeline.isPending) return <TimelineSkeleton />
    if (timeline.isLoadingError)
      return <ErrorState heading="h3" error={timeline.error} onRetry={() => void timeline.refetch()} />
    const entries = timeline.data.pages.flat()
    if (entries.length === 0) {
      return isEverything ? (
        <EmptyState
          heading="h3"
          icon={<History />}
          title="Nothing has happened yet"
          description={
            isStaff
              ? 'What you log, raise, open and upload for this client appears here.'
              : 'What your agency shares with you appears here.'
          }
        />
      ) : (
        <EmptyState
          heading="h3"
          icon={<SearchX />}
          title="Nothing of this kind"
          description="Choose other kinds or a later day."
          action={<Button onClick={() => change({ kinds: [], until: null })}>Show everything</Button>}
        />
      )
    }
    return (
      <>
        {groupByDay(entries, (entry) => entry.at, timeZone, now).map((group) => (
          <section key={group.day} aria-label={group.heading}>
            <h3 className="border-b border-border bg-surface-sunken px-4 py-1.5 text-xs font-medium text-text-muted">
              {group.heading}
            </h3>
            <ul className="divide-y divide-border border-b border-border">
              {foldChanges(group.items).map((row) =>
                row.entries.length > 1 ? (
                  <Folded key={row.key} entries={row.entries} scope={scope} isStaff={isStaff} />
                ) : (
                  <TimelineEntry key={row.key} entry={row.entries[0]} scope={scope} isStaff={isStaff} />
                ),
              )}
            </ul>
          </section>
        ))}
        <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-3">
          <p className="text-xs text-text-subtle">
            Days and times by {timeZone === 'UTC' ? 'UTC' : `${placeOfZone(timeZone)} time`}.
          </p>
          {timeline.isFetchNextPageError ? (
            <p role="alert" className="text-sm text-danger">
              {errorMessage(toAppError(timeline.error)).title}. Try again.
            </p>
          ) : null}
          {timeline.hasNextPage ? (
            <Button
              size="sm"
              pending={timeline.isFetchingNextPage}
              onClick={() => void timeline.fetchNextPage()}
            >
              Show earlier
            </Button>
          ) : (
            <p className="text-xs text-text-subtle">This is the beginning.</p>
          )}
        </div>
      </>
    )
  }

  return (
    <section
      aria-labelledby="timeline-title"
      className="overflow-hidden rounded-lg border border-border bg-surface"
    >
      <h2 id="timeline-title" className="px-4 pt-3 text-base font-medium">
        Timeline
      </h2>
      <TimelineToolbar params={params} today={dayOf(now.toISOString(), timeZone)} onChange={change} />
      {renderBody()}
    </section>
  )
}

type FoldedProps = { entries: readonly Entry[]; scope: TimelineScope; isStaff: boolean }

/** Changes that followed each other, in one line until somebody wants to see them. */
function Folded({ entries, scope, isStaff }: FoldedProps) {
  const [isOpen, setIsOpen] = useState(false)
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex min-h-10 w-full items-center gap-3 px-4 text-sm text-text-muted -outline-offset-2 hover:bg-hover hover:text-text"
      >
        <span className="flex size-7 shrink-0 items-center justify-center">
          <Icon aria-hidden className="size-4" />
        </span>
        {entries.length} changes
      </button>
      {isOpen ? (
        <ul className="divide-y divide-border border-t border-border">
          {entries.map((entry) => (
            <TimelineEntry key={entry.key} entry={entry} scope={scope} isStaff={isStaff} />
          ))}
        </ul>
      ) : null}
    </li>
  )
}

function TimelineSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5 px-4 py-4">
      <span className="sr-only">Loading</span>
      {['first', 'second', 'third', 'fourth'].map((row) => (
        <div key={row} className="flex gap-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-64 max-w-full" />
            <Skeleton className="mt-2 h-3 w-40 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
