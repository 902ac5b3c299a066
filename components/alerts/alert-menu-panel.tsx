'use client'

import { AlarmClockOff, Check, CircleCheck, RotateCcw, Ticket, Undo2 } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { AlertMenuProps } from '@/components/alerts/alert-menu'
import { ShareItem } from '@/components/alerts/share-item'
import { SnoozeItems } from '@/components/alerts/snooze-items'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import { paths } from '@/lib/paths'
import { alertActions } from '@/lib/rules/alerts'

type AlertMenuPanelProps = AlertMenuProps & { trigger: ReactNode }

export function AlertMenuPanel({ alert, actions, onAsk, trigger }: AlertMenuPanelProps) {
  // oxlint-disable-next-line react/purity -- the menu is about the moment in which it opens.
  const can = alertActions(alert, new Date())
  const alerts = [alert]
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent className="min-w-64">
        {can.canAcknowledge ? (
          <MenuItem
            icon={<Check aria-hidden />}
            shortcut="E"
            onSelect={() => actions.act({ alerts, verb: 'acknowledge', change: { status: 'acknowledged' } })}
          >
            Acknowledge
          </MenuItem>
        ) : null}
        {can.canResolve ? (
          <MenuItem
            icon={<CircleCheck aria-hidden />}
            {...(can.canAcknowledge ? {} : { shortcut: 'E' })}
            onSelect={() => onAsk('resolve', alerts)}
          >
            Resolve…
          </MenuItem>
        ) : null}
        {can.canUnacknowledge ? (
          <MenuItem
            icon={<Undo2 aria-hidden />}
            onSelect={() => actions.act({ alerts, verb: 'unacknowledge', change: { status: 'open' } })}
          >
            Back to open
          </MenuItem>
        ) : null}
        {can.canReopen ? (
          <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => onAsk('reopen', alerts)}>
            Reopen…
          </MenuItem>
        ) : null}
        {can.canWake ? (
          <MenuItem
            icon={<AlarmClockOff aria-hidden />}
            onSelect={() => actions.act({ alerts, verb: 'wake', change: { snoozedUntil: null } })}
          >
            Wake now
          </MenuItem>
        ) : null}
        <MenuSeparator />
        {can.canEscalate ? (
          <MenuItem icon={<Ticket aria-hidden />} onSelect={() => actions.escalate(alert)}>
            Make a ticket
          </MenuItem>
        ) : null}
        {alert.ticketNumber !== null ? (
          <MenuItem asChild>
            <Link
              prefetch={false}
              href={paths.clientTickets(alert.client.id, { ticket: String(alert.ticketNumber) })}
            >
              <Ticket aria-hidden />
              Open ticket #{alert.ticketNumber}
            </Link>
          </MenuItem>
        ) : null}
        <ShareItem alert={alert} actions={actions} />
        {can.canSnooze ? (
          <>
            <MenuSeparator />
            <SnoozeItems alerts={alerts} actions={actions} onAsk={onAsk} />
          </>
        ) : null}
      </MenuContent>
    </Menu>
  )
}
