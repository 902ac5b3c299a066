'use client'

import { useQuery } from '@tanstack/react-query'
import { PublishForm } from '@/components/runs/publish-form'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import { portalOptionsQuery } from '@/lib/queries/portals'
import type { AgencyScope, RunDetail } from '@/lib/queries/runs'
import { browserClient } from '@/lib/supabase/browser'

type PublishRunModalProps = { run: RunDetail; scope: AgencyScope; now: Date; onClose: () => void }

export function PublishRunModal({ run, scope, now, onClose }: PublishRunModalProps) {
  const portals = useQuery(portalOptionsQuery(browserClient(), scope.agencyId))
  const leave = useLeaveQuestion(onClose)

  function renderBody() {
    if (portals.isPending) {
      return (
        <DialogBody className="flex flex-col gap-3 pb-5">
          <p role="status" className="sr-only">
            Loading portals
          </p>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-12 w-full" />
          <Skeleton className="h-12 w-full" />
        </DialogBody>
      )
    }
    if (portals.isError) return <ErrorState error={portals.error} onRetry={() => void portals.refetch()} />
    return (
      <PublishForm
        run={run}
        portals={portals.data}
        timeZone={run.timeZone ?? scope.timeZone}
        agencyId={scope.agencyId}
        now={now}
        {...leave.form}
      />
    )
  }

  return (
    <Dialog {...leave.root}>
      <DialogContent
        size="lg"
        title="Publish"
        description={<bdi className="line-clamp-2">{run.name}</bdi>}
        {...leave.content}
      >
        {renderBody()}
      </DialogContent>
    </Dialog>
  )
}
