'use client'

import { useQuery } from '@tanstack/react-query'
import { useInboxActions } from '@/components/notifications/use-inbox-actions'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { mutedRunsQuery } from '@/lib/queries/notifications'
import { browserClient } from '@/lib/supabase/browser'

type MutedRunsProps = { userId: string; runIds: readonly string[] }

/** Their names are asked for only when there are any. */
export function MutedRuns({ userId, runIds }: MutedRunsProps) {
  const runs = useQuery({ ...mutedRunsQuery(browserClient(), userId, runIds), enabled: runIds.length > 0 })
  const actions = useInboxActions(userId)
  if (runIds.length === 0) {
    return (
      <p className="text-sm text-text-muted">
        No run is muted. Mute one from the menu of any notification about it.
      </p>
    )
  }
  if (runs.isPending) {
    return (
      <div aria-busy className="flex flex-col gap-3">
        <Skeleton className="h-5 w-1/2" />
        <Skeleton className="h-5 w-2/5" />
      </div>
    )
  }
  if (runs.isError) {
    return <ErrorState heading="h3" className="py-4" error={runs.error} onRetry={() => void runs.refetch()} />
  }
  return (
    <ul className="divide-y divide-border">
      {runs.data.map(({ id, name }) => (
        <li key={id} className="flex items-center justify-between gap-3 py-2 first:pt-0 last:pb-0">
          <bdi className="min-w-0 truncate text-sm">{name ?? 'A run you no longer take part in'}</bdi>
          <Button size="sm" onClick={() => actions.muteRun(id, false)}>
            Unmute<span className="sr-only"> {name ?? 'this run'}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
