'use client'

import { useInboxActions } from '@/components/notifications/use-inbox-actions'
import { Button } from '@/components/ui/button'
import type { Preferences } from '@/lib/queries/notifications'

type MutedRunsProps = { userId: string; runs: Preferences['mutedRuns'] }

export function MutedRuns({ userId, runs }: MutedRunsProps) {
  const actions = useInboxActions(userId)
  if (runs.length === 0) {
    return (
      <p className="text-sm text-text-muted">
        No run is muted. Mute one from the menu of any notification about it.
      </p>
    )
  }
  return (
    <ul className="divide-y divide-border">
      {runs.map(({ id, name }) => (
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
