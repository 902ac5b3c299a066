'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RunForm } from '@/components/runs/run-form'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { runDetailQuery, type AgencyScope } from '@/lib/queries/runs'
import { browserClient } from '@/lib/supabase/browser'

type RunDrawerProps = {
  scope: AgencyScope
  /** The run to edit; null makes a new one. */
  runId: string | null
  onClose: () => void
}

/** Closing with unsaved changes asks once, in the drawer itself; nothing typed is lost by a stray click. */
export function RunDrawer({ scope, runId, onClose }: RunDrawerProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  const form = {
    scope,
    isAsking,
    onDirty: setIsDirty,
    onKeep: () => setIsAsking(false),
    onClose,
    onCancel: requestClose,
  }

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title={runId ? 'Edit run' : 'New run'}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
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
