'use client'

import { AlarmClock, Check, CircleCheck, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { Button } from '@/components/ui/button'
import type { AlertItem } from '@/lib/queries/alerts'
import { alertActions } from '@/lib/rules/alerts'

const SnoozeMenu = dynamic(
  () => import('@/components/alerts/snooze-menu').then((module) => module.SnoozeMenu),
  {
    ssr: false,
    loading: () => <Button size="sm">Snooze</Button>,
  },
)

type AlertBulkBarProps = {
  selected: readonly AlertItem[]
  actions: AlertActions
  onAsk: AskFor
  onClear: () => void
  /** The box that selects all or nothing, in the place where it stands without a selection. */
  children: ReactNode
}

/** What can be done to all who are selected. Each button counts those it applies to, and leaves the others alone. */
export function AlertBulkBar({ selected, actions, onAsk, onClear, children }: AlertBulkBarProps) {
  const [now] = useState(() => new Date())
  const those = (can: 'canAcknowledge' | 'canResolve' | 'canSnooze') =>
    selected.filter((alert) => alertActions(alert, now)[can])
  const open = those('canAcknowledge')
  const live = those('canResolve')

  return (
    <div
      role="toolbar"
      aria-label="Selected alerts"
      className="sticky top-14 z-20 flex flex-wrap items-center gap-1.5 min-h-12 border-b border-border bg-surface-raised px-3 py-1.5 md:top-0"
    >
      {children}
      <p role="status" className="mr-auto text-sm font-medium">
        {selected.length} selected
      </p>
      <Button
        size="sm"
        disabled={open.length === 0}
        onClick={() => {
          actions.act({ alerts: open, verb: 'acknowledge', change: { status: 'acknowledged' } })
          onClear()
        }}
      >
        <Check aria-hidden />
        Acknowledge{countIn(open, selected)}
      </Button>
      <Button size="sm" disabled={live.length === 0} onClick={() => onAsk('resolve', live)}>
        <CircleCheck aria-hidden />
        Resolve{countIn(live, selected)}
      </Button>
      {live.length > 0 ? (
        <SnoozeMenu alerts={live} actions={actions} onAsk={onAsk} onDone={onClear}>
          <AlarmClock aria-hidden />
          Snooze{countIn(live, selected)}
        </SnoozeMenu>
      ) : (
        <Button size="sm" disabled>
          <AlarmClock aria-hidden />
          Snooze
        </Button>
      )}
      <Button size="sm" variant="ghost" aria-label="Select nothing" title="Select nothing" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}

function countIn(some: readonly unknown[], all: readonly unknown[]): string {
  return some.length === all.length || some.length === 0 ? '' : ` (${some.length})`
}
