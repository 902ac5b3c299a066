'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarCheck2 } from 'lucide-react'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/dates'
import { dryRunQuery, type DryRunMatch } from '@/lib/queries/workflows'
import { EFFECT_COUNT_WORDS } from '@/lib/rules/workflow-words'
import type { RuleDefinition } from '@/lib/rules/workflows'
import { browserClient } from '@/lib/supabase/browser'

/** What a rule would have done in the last thirty days. Nothing is written to find out. */
export function DryRunResult({ rule, timeZone }: { rule: RuleDefinition; timeZone: string }) {
  const run = useQuery(dryRunQuery(browserClient(), rule))
  if (run.isPending)
    return (
      <div aria-busy className="flex flex-col gap-2 py-2">
        <span className="sr-only">Looking at the last 30 days</span>
        <Skeleton className="h-4 w-64 max-w-full" />
        <Skeleton className="h-4 w-80 max-w-full" />
        <Skeleton className="h-4 w-72 max-w-full" />
      </div>
    )
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  const { total, matches } = run.data
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="flex items-start gap-2 text-sm">
        <CalendarCheck2 aria-hidden className="mt-0.5 size-4 shrink-0 text-text-subtle" />
        <span>
          {total === 0 ? (
            'In the last 30 days it would have done nothing: nothing like this happened.'
          ) : (
            <>
              In the last 30 days it would have{' '}
              <strong className="font-medium">{EFFECT_COUNT_WORDS[rule.event](total)}</strong>.
            </>
          )}
        </span>
      </p>
      {matches.length > 0 ? (
        <ul className="divide-y divide-border rounded-md border border-border">
          {matches.map((match) => (
            <Match key={`${match.id} ${match.at}`} match={match} timeZone={timeZone} />
          ))}
        </ul>
      ) : null}
      {total > matches.length ? (
        <p className="text-xs text-text-subtle">
          The newest {matches.length} of {total.toLocaleString('en')}.
        </p>
      ) : null}
    </div>
  )
}

function Match({ match, timeZone }: { match: DryRunMatch; timeZone: string }) {
  const { at, label, clientName, people, type } = match
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2 text-sm">
      <span dir="auto" className="min-w-0 flex-1 basis-56 wrap-anywhere">
        {label}
        {clientName && type !== 'client' ? (
          <span className="text-text-subtle">
            {' '}
            · <bdi>{clientName}</bdi>
          </span>
        ) : null}
        {people === null ? null : (
          <span className="text-text-subtle"> · {people === 1 ? '1 person' : `${people} people`} today</span>
        )}
      </span>
      <time dateTime={at} className="text-xs text-text-subtle tabular-nums">
        {formatDateTime(at, timeZone)}
      </time>
    </li>
  )
}
