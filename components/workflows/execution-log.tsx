'use client'

import { useQuery } from '@tanstack/react-query'
import { ScrollText, SearchX } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { Select } from '@/components/ui/select'
import type { useAddressQuery } from '@/components/ui/use-address-query'
import { useNow } from '@/components/ui/use-now'
import { ExecutionRow } from '@/components/workflows/execution-row'
import { RuleSkeleton } from '@/components/workflows/rule-skeleton'
import { executionLogQuery } from '@/lib/queries/workflows'
import { groupByDay } from '@/lib/rules/day-groups'
import type { Cursor } from '@/lib/rules/keyset'
import { oneOf } from '@/lib/rules/runs'
import {
  formatWorkflowLogParams,
  NO_LOG_PARAMS,
  parseWorkflowLogParams,
  type WorkflowLogParams,
} from '@/lib/rules/workflow-log-params'
import { EXECUTION_WORDS } from '@/lib/rules/workflow-words'
import { EXECUTION_STATUSES } from '@/lib/rules/workflows'
import { browserClient } from '@/lib/supabase/browser'

type ExecutionLogProps = { agencyId: string; timeZone: string; address: ReturnType<typeof useAddressQuery> }

/** What rules did, passed over and failed at, under the days on which it was. */
export function ExecutionLog({ agencyId, timeZone, address }: ExecutionLogProps) {
  const { query, hrefWith, setQuery } = address
  const params = parseWorkflowLogParams(query)
  const log = useQuery(executionLogQuery(browserClient(), agencyId, params))
  const now = useNow(log.dataUpdatedAt)
  // A change of what is listed starts again at the first page.
  const change = (next: Partial<WorkflowLogParams>) =>
    setQuery(formatWorkflowLogParams({ ...params, cursor: null, ...next }))
  const hrefFor = (cursor: Cursor | null) =>
    cursor && hrefWith(formatWorkflowLogParams({ ...params, cursor }))
  const executions = log.data?.executions ?? []
  const isNarrowed = params.status !== null || params.ruleId !== null || params.cursor !== null

  function renderBody() {
    if (log.isPending) return <RuleSkeleton />
    if (log.isError) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />
    if (executions.length === 0 && isNarrowed)
      return (
        <EmptyState
          icon={<SearchX />}
          title="Nothing matches"
          description="Choose another rule or outcome, or look at everything."
          action={<Button onClick={() => change(NO_LOG_PARAMS)}>Clear filters</Button>}
        />
      )
    if (executions.length === 0)
      return (
        <EmptyState
          icon={<ScrollText />}
          title="No rule has acted yet"
          description="What rules do stands here, with what they passed over and why. Switch one on, and it acts on what happens from then on."
          action={<Button onClick={() => setQuery({ tab: undefined })}>Look at the rules</Button>}
        />
      )
    return groupByDay(executions, ({ at }) => at, timeZone, now).map((group) => (
      <section key={group.day} aria-label={group.heading}>
        <h2 className="border-y border-border bg-surface-sunken px-4 py-1.5 text-xs font-medium text-text-muted">
          {group.heading}
        </h2>
        <ul className="divide-y divide-border">
          {group.items.map((execution) => (
            <ExecutionRow key={execution.id} execution={execution} timeZone={timeZone} />
          ))}
        </ul>
      </section>
    ))
  }

  return (
    <>
      <div role="search" aria-label="Log" className="flex flex-wrap gap-2">
        <Select
          aria-label="Rule"
          className="sm:w-72"
          value={params.ruleId ?? ''}
          onChange={(event) => change({ ruleId: event.target.value || null })}
        >
          <option value="">All rules</option>
          {log.data?.rules.map(({ id, name, isDeleted }) => (
            <option key={id} value={id}>
              {isDeleted ? `${name} (deleted)` : name}
            </option>
          ))}
        </Select>
        <Select
          aria-label="Outcome"
          className="sm:w-44"
          value={params.status ?? ''}
          onChange={(event) => change({ status: oneOf(EXECUTION_STATUSES, event.target.value) })}
        >
          <option value="">Every outcome</option>
          {EXECUTION_STATUSES.map((status) => (
            <option key={status} value={status}>
              {EXECUTION_WORDS[status]}
            </option>
          ))}
        </Select>
      </div>
      <section
        aria-label="What rules did"
        aria-busy={log.isPlaceholderData || undefined}
        className="overflow-hidden rounded-lg border border-border bg-surface aria-busy:opacity-60 [&>section:first-child>h2]:border-t-0"
      >
        {renderBody()}
      </section>
      {log.data ? (
        <Pager previousHref={hrefFor(log.data.previous)} nextHref={hrefFor(log.data.next)} />
      ) : null}
    </>
  )
}
