'use client'

import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { AlertDrawerActions } from '@/components/alerts/alert-drawer-actions'
import { AlertStatusBadge, SeverityLabel, SnoozedBadge } from '@/components/alerts/alert-badges'
import { AlertFacts } from '@/components/alerts/alert-facts'
import { AlertHistory } from '@/components/alerts/alert-history'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { Button } from '@/components/ui/button'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { useNow } from '@/components/ui/use-now'
import { alertDetailQuery, type AlertItem, type AlertScope } from '@/lib/queries/alerts'
import { wakeWords } from '@/lib/rules/alert-snooze'
import { isSnoozed } from '@/lib/rules/alerts'
import { browserClient } from '@/lib/supabase/browser'

export type AlertDrawerProps = {
  alertId: string
  scope: AlertScope
  timeZone: string
  /** As the list has it: shown until the rest is there. */
  listed: AlertItem | null
  actions: AlertActions
  onAsk: AskFor
  onOpenAlert: (alertId: string) => void
  onClose: () => void
}

/** Everything about one alert. Only what is not in the list is asked for, in one request, when it is opened. */
export function AlertDrawer(props: AlertDrawerProps) {
  const { alertId, scope, listed, onOpenAlert, onClose } = props
  const detail = useQuery(alertDetailQuery(browserClient(), scope, alertId))
  const timeZone = useDeviceTimeZone(props.timeZone)
  const now = useNow(detail.dataUpdatedAt)
  const alert = detail.data ?? listed
  const isStaff = scope.isStaff

  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent
        title={alert ? <bdi>{alert.title}</bdi> : detail.isError ? 'Alert' : 'Loading alert'}
        description={alert ? <bdi>{alert.client.name}</bdi> : undefined}
        // Nothing in here is filled in first; the panel itself takes the focus.
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        {detail.isError ? (
          <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
        ) : !alert ? (
          <DrawerBody className="flex flex-col gap-6">
            {['state', 'words', 'people'].map((part) => (
              <Skeleton key={part} className="h-16 w-full" />
            ))}
          </DrawerBody>
        ) : (
          <>
            <DrawerBody className="flex flex-col gap-6 pb-6">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
                <SeverityLabel severity={alert.severity} />
                <AlertStatusBadge status={alert.status} isForViewer={!isStaff} />
                {isStaff && isSnoozed(alert, now) && alert.snoozedUntil ? (
                  <SnoozedBadge wakes={wakeWords(alert.snoozedUntil, now, timeZone)} />
                ) : null}
                <Button
                  variant="ghost"
                  size="sm"
                  className="ml-auto"
                  onClick={() => {
                    navigator.clipboard.writeText(window.location.href).then(
                      () => toast.success('Link copied'),
                      () =>
                        toast.error('The link could not be copied', {
                          description: 'Copy it from the address bar.',
                        }),
                    )
                  }}
                >
                  <Link2 aria-hidden />
                  Copy link
                </Button>
              </div>
              {detail.data ? (
                detail.data.description ? (
                  <p dir="auto" className="text-sm break-words whitespace-pre-line">
                    {detail.data.description}
                  </p>
                ) : isStaff ? (
                  <p className="text-sm text-text-subtle">No description.</p>
                ) : null
              ) : (
                <Skeleton className="h-12 w-full" />
              )}
              <AlertFacts
                alert={alert}
                isStaff={isStaff}
                now={now}
                timeZone={timeZone}
                onOpenAlert={onOpenAlert}
              />
              {isStaff ? <AlertHistory detail={detail.data ?? null} now={now} timeZone={timeZone} /> : null}
            </DrawerBody>
            {isStaff ? (
              <AlertDrawerActions alert={alert} actions={props.actions} onAsk={props.onAsk} now={now} />
            ) : null}
          </>
        )}
      </DrawerContent>
    </Drawer>
  )
}
