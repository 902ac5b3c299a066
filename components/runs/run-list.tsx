'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, Plus, SearchX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRef } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { RunListSkeleton } from '@/components/runs/run-list-skeleton'
import { RunListToolbar } from '@/components/runs/run-list-toolbar'
import { RunRow } from '@/components/runs/run-row'
import { useRowKeys } from '@/components/runs/use-row-keys'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { runListQuery, type AgencyScope } from '@/lib/queries/runs'
import {
  changeRunListParams,
  clearRunListParams,
  formatRunListParams,
  isNarrowed,
  parseRunListParams,
  type RunListParams,
} from '@/lib/rules/run-list-params'
import type { Cursor } from '@/lib/rules/keyset'
import { browserClient } from '@/lib/supabase/browser'

const loadDrawer = () => import('@/components/runs/run-drawer').then((module) => module.RunDrawer)
const RunDrawer = dynamic(loadDrawer, { ssr: false })

export function RunList({ scope }: { scope: AgencyScope }) {
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseRunListParams(query)
  const list = useQuery(runListQuery(browserClient(), scope, params))
  const rows = useRef<HTMLUListElement>(null)

  const change = (next: Partial<RunListParams>, isReplacing = false) =>
    setQuery(formatRunListParams(changeRunListParams(params, next)), { isReplacing })
  const hrefFor = (cursor: Cursor | null) => cursor && hrefWith(formatRunListParams({ ...params, cursor }))
  const openNew = () => setQuery({ new: '1' })
  useShortcut('new', openNew)
  useRowKeys(rows, (runId) => setQuery({ edit: runId }))

  const newButton = (
    <Button variant="primary" onPointerEnter={() => void loadDrawer()} onClick={openNew}>
      <Plus aria-hidden />
      New run
    </Button>
  )

  function renderBody() {
    if (list.isPending) return <RunListSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (list.data.runs.length > 0) {
      return (
        <ul
          ref={rows}
          aria-label="Runs"
          aria-busy={list.isPlaceholderData}
          className="divide-y divide-border"
        >
          {list.data.runs.map((run) => (
            <RunRow key={run.id} run={run} scope={scope} onEdit={() => setQuery({ edit: run.id })} />
          ))}
        </ul>
      )
    }
    if (isNarrowed(params)) {
      return (
        <EmptyState
          icon={<SearchX />}
          title="No run matches"
          description="Try other words or fewer filters."
          action={
            <Button onClick={() => setQuery(formatRunListParams(clearRunListParams(params)))}>
              Clear filters
            </Button>
          }
        />
      )
    }
    return (
      <EmptyState
        icon={<CalendarPlus />}
        title="Plan your first run"
        description="A run is something you do at a time and a place. Once it exists, you publish it to your portals."
        action={newButton}
      />
    )
  }

  return (
    <>
      <PageHeader
        title="Runs"
        description="What you plan, when and where, and the portals it shows on."
        actions={newButton}
      />
      <RunListToolbar scope={scope} params={params} onChange={change} />
      <section
        aria-label="Runs"
        className="mt-3 overflow-hidden rounded-lg border border-border bg-surface has-aria-busy:opacity-60"
      >
        <StaleNotice query={list} />
        {renderBody()}
      </section>
      {list.data ? (
        <Pager previousHref={hrefFor(list.data.previous)} nextHref={hrefFor(list.data.next)} />
      ) : null}
      {query.new || query.edit ? (
        <RunDrawer
          scope={scope}
          runId={query.edit ?? null}
          onClose={() => setQuery({ new: undefined, edit: undefined })}
        />
      ) : null}
    </>
  )
}
