'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil, RadioTower } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { RunActivity } from '@/components/runs/run-activity'
import { RunMenu } from '@/components/runs/run-menu'
import { RunListSkeleton } from '@/components/runs/run-list-skeleton'
import { RunPublications } from '@/components/runs/run-publications'
import { RunSummary } from '@/components/runs/run-summary'
import { useNow } from '@/components/ui/use-now'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { paths } from '@/lib/paths'
import { runDetailQuery, type AgencyScope } from '@/lib/queries/runs'
import { browserClient } from '@/lib/supabase/browser'

const loadPublish = () =>
  import('@/components/runs/publish-run-modal').then((module) => module.PublishRunModal)
const PublishRunModal = dynamic(loadPublish, { ssr: false })
const loadDrawer = () => import('@/components/runs/run-drawer').then((module) => module.RunDrawer)
const RunDrawer = dynamic(loadDrawer, { ssr: false })

type RunDetailProps = {
  runId: string
  scope: AgencyScope
  /** The people of the run and the button that invites more: another noun, so the page hands them in. */
  people: ReactNode
  inviteButton: ReactNode
}

export function RunDetail({ runId, scope, people, inviteButton }: RunDetailProps) {
  const { query, setQuery } = useAddressQuery()
  const detail = useQuery(runDetailQuery(browserClient(), scope.agencyId, runId))
  const now = useNow(detail.dataUpdatedAt)
  const openPublish = () => setQuery({ publish: '1' })
  const openEdit = () => setQuery({ edit: '1' })
  useShortcut('publish', openPublish)
  useShortcut('edit', openEdit)

  if (detail.isPending) return <RunListSkeleton />
  // A later look that fails must not take away a dialog in which somebody is typing.
  if (detail.isLoadingError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
  const run = detail.data
  const timeZone = run.timeZone ?? scope.timeZone
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: 'Runs', href: paths.runs() }]}
        title={<bdi>{run.name}</bdi>}
        actions={
          <>
            <Button onPointerEnter={() => void loadDrawer()} onClick={openEdit}>
              <Pencil aria-hidden />
              Edit
            </Button>
            {inviteButton}
            <Button
              variant="primary"
              onPointerEnter={() => void loadPublish()}
              onFocus={() => void loadPublish()}
              onClick={openPublish}
            >
              <RadioTower aria-hidden />
              Publish
            </Button>
            <RunMenu run={run} scope={scope} onEdit={openEdit} />
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <RunPublications run={run} timeZone={timeZone} now={now} onPublish={openPublish} />
          {people}
          <RunActivity run={run} timeZone={timeZone} now={now} />
        </div>
        <RunSummary run={run} timeZone={timeZone} />
      </div>
      {query.publish ? (
        <PublishRunModal run={run} scope={scope} now={now} onClose={() => setQuery({ publish: undefined })} />
      ) : null}
      {query.edit ? (
        <RunDrawer scope={scope} runId={runId} onClose={() => setQuery({ edit: undefined })} />
      ) : null}
    </>
  )
}
