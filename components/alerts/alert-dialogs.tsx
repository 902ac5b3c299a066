'use client'

import { ReopenDialog } from '@/components/alerts/reopen-dialog'
import { ResolveDialog } from '@/components/alerts/resolve-dialog'
import { SnoozeDialog } from '@/components/alerts/snooze-dialog'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import type { AlertItem, AlertScope } from '@/lib/queries/alerts'

export type AskKind = 'resolve' | 'reopen' | 'snooze'
export type AskFor = (kind: AskKind, alerts: readonly AlertItem[]) => void

export type AlertDialogProps = {
  alerts: readonly AlertItem[]
  scope: AlertScope
  timeZone: string
  actions: AlertActions
  onOpenAlert: (alertId: string) => void
  onClose: () => void
}

/** What has to be asked before something can be done. */
export function AlertDialogs({ kind, ...props }: AlertDialogProps & { kind: AskKind }) {
  switch (kind) {
    case 'resolve':
      return <ResolveDialog {...props} />
    case 'reopen':
      return <ReopenDialog {...props} />
    case 'snooze':
      return <SnoozeDialog {...props} />
  }
}
