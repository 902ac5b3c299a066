'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useId, useRef, useState } from 'react'
import { AlertBulkBar } from '@/components/alerts/alert-bulk-bar'
import type { AskFor, AskKind } from '@/components/alerts/alert-dialogs'
import { AlertEmpty } from '@/components/alerts/alert-empty'
import { AlertListSkeleton } from '@/components/alerts/alert-list-skeleton'
import { AlertRow } from '@/components/alerts/alert-row'
import { AlertToolbar } from '@/components/alerts/alert-toolbar'
import { useAlertActions } from '@/components/alerts/use-alert-actions'
import { useAlertKeys } from '@/components/alerts/use-alert-keys'
import { useSelection } from '@/components/alerts/use-selection'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorState } from '@/components/ui/error-state'
import { Pager } from '@/components/ui/pager'
import { StaleNotice } from '@/components/ui/stale-notice'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { useNow } from '@/components/ui/use-now'
import { useShortcut } from '@/components/ui/use-shortcut'
import { alertListQuery, type AlertItem, type AlertScope } from '@/lib/queries/alerts'
import {
  ALERT_TABS,
  changeAlertListParams,
  formatAlertListParams,
  parseAlertListParams,
  unfolded,
  VIEWER_TABS,
  type AlertListParams,
} from '@/lib/rules/alert-list-params'
import { nextAct } from '@/lib/rules/alerts'
import type { ColumnCursor } from '@/lib/rules/keyset-columns'
import { browserClient } from '@/lib/supabase/browser'

const AlertDrawer = dynamic(
  () => import('@/components/alerts/alert-drawer').then((module) => module.AlertDrawer),
  {
    ssr: false,
  },
)
const AlertDialogs = dynamic(
  () => import('@/components/alerts/alert-dialogs').then((module) => module.AlertDialogs),
  { ssr: false },
)
const RaiseAlertDrawer = dynamic(
  () => import('@/components/alerts/raise-alert-drawer').then((module) => module.RaiseAlertDrawer),
  { ssr: false },
)

type AlertListProps = {
  scope: AlertScope
  /** The agency's; the device's own takes its place in the browser. */
  timeZone: string
  /** Name of whoever is acting. */
  me: string
}

/** Alerts in rows, with everything that can be done to one or to many. Which ones, and which is open, is in the address. */
export function AlertList({ scope, timeZone: agencyTimeZone, me }: AlertListProps) {
  const { isStaff } = scope
  const { query, hrefWith, setQuery } = useAddressQuery()
  const params = parseAlertListParams(query, isStaff ? ALERT_TABS : VIEWER_TABS)
  const list = useQuery(alertListQuery(browserClient(), scope, params))
  const timeZone = useDeviceTimeZone(agencyTimeZone)
  const now = useNow(list.dataUpdatedAt)
  const actions = useAlertActions(scope, me, timeZone)
  const [asked, setAsked] = useState<{ kind: AskKind; alerts: readonly AlertItem[] } | null>(null)
  const rows = useRef<HTMLUListElement>(null)
  const allId = useId()
  const alerts = unfolded(list.data?.alerts ?? [], params, isStaff, now)
  const selection = useSelection(alerts.map(({ id }) => id))
  const find = (id: string) => alerts.find((alert) => alert.id === id) ?? null

  const change = (next: Partial<AlertListParams>, isReplacing = false) =>
    setQuery(formatAlertListParams(changeAlertListParams(params, next)), { isReplacing })
  const hrefFor = (cursor: ColumnCursor | null) =>
    cursor && hrefWith(formatAlertListParams({ ...params, cursor }))
  const openAlert = (alertId: string) => setQuery({ alert: alertId })
  const ask: AskFor = (kind, about) => setAsked({ kind, alerts: about })

  function act(id: string): void {
    const alert = find(id)
    if (!alert) return
    const next = nextAct(alert)
    if (next === 'acknowledge')
      actions.act({ alerts: [alert], verb: 'acknowledge', change: { status: 'acknowledged' } })
    if (next === 'resolve') ask('resolve', [alert])
  }

  useAlertKeys(rows, isStaff ? { onAct: act, onSelect: selection.toggle } : null)
  useShortcut('new', () => setQuery({ new: '1' }), isStaff)

  function renderBody() {
    if (list.isPending) return <AlertListSkeleton />
    if (list.isLoadingError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (alerts.length === 0)
      return <AlertEmpty params={params} counts={list.data.counts} isStaff={isStaff} onChange={change} />
    return (
      <ul
        ref={rows}
        aria-label="Alerts"
        aria-busy={list.isPlaceholderData}
        className="divide-y divide-border aria-busy:opacity-60"
      >
        {alerts.map((alert) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            now={now}
            timeZone={timeZone}
            hasClient={scope.clientId === null}
            href={hrefWith({ alert: alert.id })}
            onOpen={() => openAlert(alert.id)}
            staff={
              isStaff
                ? {
                    actions,
                    onAsk: ask,
                    isSelected: selection.has(alert.id),
                    onSelect: (isRange) => selection.toggle(alert.id, isRange),
                  }
                : null
            }
          />
        ))}
      </ul>
    )
  }

  const hiddenCount = params.tab === 'live' && isStaff ? (list.data?.counts.snoozed ?? 0) : 0
  return (
    <>
      <AlertToolbar
        timeZone={agencyTimeZone}
        scope={scope}
        params={params}
        page={list.data}
        onChange={change}
      />
      <section
        aria-label="Alerts"
        className="mt-3 rounded-lg border border-border bg-surface [&>:first-child]:rounded-t-lg [&>:last-child]:rounded-b-lg"
      >
        {isStaff && selection.selected.length > 0 ? (
          <AlertBulkBar
            selected={alerts.filter(({ id }) => selection.has(id))}
            actions={actions}
            onAsk={ask}
            onClear={selection.clear}
          >
            <Checkbox
              aria-label="Select all shown"
              className="size-8 sm:size-6"
              checked={selection.selected.length === alerts.length}
              indeterminate={selection.selected.length < alerts.length}
              onChange={(event) => selection.setAll(event.target.checked)}
            />
          </AlertBulkBar>
        ) : isStaff && alerts.length > 1 ? (
          <div className="flex w-full items-center gap-2 min-h-12 border-b border-border px-3 text-xs text-text-muted">
            <Checkbox
              id={allId}
              // As wide as those of the rows, so that they stand in one line.
              className="size-8 sm:size-6"
              checked={false}
              onChange={() => selection.setAll(true)}
            />
            <label htmlFor={allId} className="flex min-h-8 flex-1 items-center">
              Select all shown
            </label>
          </div>
        ) : null}
        <StaleNotice query={list} />
        {renderBody()}
      </section>
      {hiddenCount > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-x-2 px-1 text-sm text-text-muted">
          {params.hasSnoozed
            ? `Snoozed (${hiddenCount}) are among them.`
            : `Snoozed (${hiddenCount}): out of sight until they wake.`}
          <Button size="sm" variant="ghost" onClick={() => change({ hasSnoozed: !params.hasSnoozed })}>
            {params.hasSnoozed ? 'Hide them' : 'Show them here'}
          </Button>
        </p>
      ) : null}
      {list.data ? (
        <Pager previousHref={hrefFor(list.data.previous)} nextHref={hrefFor(list.data.next)} />
      ) : null}
      {query.alert ? (
        <AlertDrawer
          key={query.alert}
          alertId={query.alert}
          scope={scope}
          timeZone={agencyTimeZone}
          listed={find(query.alert)}
          actions={actions}
          onAsk={ask}
          onOpenAlert={openAlert}
          onClose={() => setQuery({ alert: undefined })}
        />
      ) : null}
      {isStaff && query.new ? (
        <RaiseAlertDrawer
          scope={scope}
          onOpenAlert={(alertId) => setQuery({ new: undefined, alert: alertId })}
          onClose={() => setQuery({ new: undefined })}
        />
      ) : null}
      {asked ? (
        <AlertDialogs
          {...asked}
          scope={scope}
          timeZone={timeZone}
          actions={actions}
          onOpenAlert={openAlert}
          onClose={() => {
            // What was asked about several is done with them.
            if (asked.alerts.length > 1) selection.clear()
            setAsked(null)
          }}
        />
      ) : null}
    </>
  )
}
