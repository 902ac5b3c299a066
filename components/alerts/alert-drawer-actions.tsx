'use client'

import { AlarmClock, AlarmClockOff, Check, CircleCheck, RotateCcw, Ticket, Undo2 } from 'lucide-react'
import { useId } from 'react'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import { SnoozeItems } from '@/components/alerts/snooze-items'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { Button } from '@/components/ui/button'
import { DrawerFooter } from '@/components/ui/drawer'
import { LinkButton } from '@/components/ui/link-button'
import { Menu, MenuContent, MenuTrigger } from '@/components/ui/menu'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { paths } from '@/lib/paths'
import type { AlertItem } from '@/lib/queries/alerts'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { alertActions, SEVERITIES } from '@/lib/rules/alerts'
import { oneOf } from '@/lib/rules/runs'

type AlertDrawerActionsProps = { alert: AlertItem; actions: AlertActions; onAsk: AskFor; now: Date }

/** What can be done now: how it is judged and who sees it on the first line, the next step on the second. */
export function AlertDrawerActions({ alert, actions, onAsk, now }: AlertDrawerActionsProps) {
  const shareId = useId()
  const can = alertActions(alert, now)
  const alerts = [alert]
  return (
    <DrawerFooter className="justify-start">
      <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-2 sm:gap-x-5">
        {can.canResolve ? (
          <label className="flex items-center gap-2 text-sm">
            Severity
            <Select
              className="w-28"
              value={alert.severity}
              onChange={(event) => {
                const severity = oneOf(SEVERITIES, event.target.value)
                if (severity) actions.act({ alerts, verb: 'severity', change: { severity } })
              }}
            >
              {SEVERITIES.map((severity) => (
                <option key={severity} value={severity}>
                  {SEVERITY_WORDS[severity]}
                </option>
              ))}
            </Select>
          </label>
        ) : null}
        {alert.client.isHouse ? null : (
          <span className="flex items-center gap-2 text-sm">
            <Switch
              id={shareId}
              checked={alert.visibility === 'client'}
              onChange={(event) =>
                actions.act(
                  event.target.checked
                    ? { alerts, verb: 'share', change: { visibility: 'client' } }
                    : { alerts, verb: 'unshare', change: { visibility: 'internal' } },
                )
              }
            />
            <label htmlFor={shareId}>Shared with client</label>
          </span>
        )}
      </div>
      <div className="grid w-full grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
        {alert.ticketNumber !== null ? (
          <LinkButton
            variant="ghost"
            href={paths.clientTickets(alert.client.id, { ticket: String(alert.ticketNumber) })}
          >
            <Ticket aria-hidden />
            Ticket #{alert.ticketNumber}
          </LinkButton>
        ) : null}
        {can.canEscalate ? (
          <Button variant="ghost" pending={actions.isEscalating} onClick={() => actions.escalate(alert)}>
            <Ticket aria-hidden />
            Make a ticket
          </Button>
        ) : null}
        <span className="hidden flex-1 sm:block" />
        {can.canWake ? (
          <Button onClick={() => actions.act({ alerts, verb: 'wake', change: { snoozedUntil: null } })}>
            <AlarmClockOff aria-hidden />
            Wake now
          </Button>
        ) : null}
        {can.canSnooze ? (
          <Menu>
            <MenuTrigger asChild>
              <Button>
                <AlarmClock aria-hidden />
                Snooze
              </Button>
            </MenuTrigger>
            <MenuContent className="min-w-64">
              <SnoozeItems alerts={alerts} actions={actions} onAsk={onAsk} />
            </MenuContent>
          </Menu>
        ) : null}
        {can.canUnacknowledge ? (
          <Button onClick={() => actions.act({ alerts, verb: 'unacknowledge', change: { status: 'open' } })}>
            <Undo2 aria-hidden />
            Back to open
          </Button>
        ) : null}
        {can.canResolve ? (
          <Button
            variant={can.canAcknowledge ? 'secondary' : 'primary'}
            onClick={() => onAsk('resolve', alerts)}
          >
            <CircleCheck aria-hidden />
            Resolve
          </Button>
        ) : null}
        {can.canAcknowledge ? (
          <Button
            variant="primary"
            onClick={() => actions.act({ alerts, verb: 'acknowledge', change: { status: 'acknowledged' } })}
          >
            <Check aria-hidden />
            Acknowledge
          </Button>
        ) : null}
        {can.canReopen ? (
          <Button variant="primary" onClick={() => onAsk('reopen', alerts)}>
            <RotateCcw aria-hidden />
            Reopen
          </Button>
        ) : null}
      </div>
    </DrawerFooter>
  )
}
