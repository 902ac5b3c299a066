'use client'

import { useQuery } from '@tanstack/react-query'
import { RunForm } from '@/components/runs/run-form'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import { runDetailQuery, type AgencyScope } from '@/lib/queries/runs'
import { browserClient } from '@/lib/supabase/browser'

type RunDrawerProps = {
  scope: AgencyScope
  /** The run to edit; null makes a new one. */
  runId: string | null
  onClose: () => void
}

export function RunDrawer({ scope, runId, onClose }: RunDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  const form = {
    scope,
    ...leave.form,
  }

  return (
    <Drawer {...leave.root}>
      <DrawerContent title={runId ? 'Edit run' : 'New run'} {...leave.content}>
        {runId ? <EditRun {...form} runId={runId} /> : <RunForm {...form} run={null} />}
      </DrawerContent>
    </Drawer>
  )
}

type EditRunProps = Omit<Parameters<typeof RunForm>[0], 'run'> & { runId: string }

function EditRun({ runId, ...form }: EditRunProps) {
  const run = useQuery(runDetailQuery(browserClient(), form.scope.agencyId, runId))
  if (run.isPending) {
    return (
      <DrawerBody className="flex flex-col gap-6">
        {['name', 'description', 'time', 'zone'].map((part) => (
          <Skeleton key={part} className="h-14 w-full" />
        ))}
      </DrawerBody>
    )
  }
  // A later look that fails must not take away what somebody has typed here.
  if (run.isLoadingError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />
  return <RunForm {...form} run={run.data} />
}
