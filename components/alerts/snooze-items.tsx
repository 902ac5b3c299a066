'use client'

import { AlarmClock, CalendarClock } from 'lucide-react'
import { useState } from 'react'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { MenuItem, MenuLabel } from '@/components/ui/menu'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import type { AlertItem } from '@/lib/queries/alerts'
import { snoozePresets } from '@/lib/rules/alert-snooze'
import { mostSevere } from '@/lib/rules/alerts'

type SnoozeItemsProps = { alerts: readonly AlertItem[]; actions: AlertActions; onAsk: AskFor }

/** Until when to be left alone, each with the time on the person's own clock. The most severe of several sets the limit. */
export function SnoozeItems({ alerts, actions, onAsk }: SnoozeItemsProps) {
  const timeZone = useDeviceTimeZone('UTC')
  const severity = mostSevere(alerts)
  // As they were when the menu opened: times that move under the pointer are hard to choose.
  const [now] = useState(() => new Date())
  return (
    <>
      <MenuLabel>{severity === 'critical' ? 'Snooze (critical: 24 hours at most)' : 'Snooze'}</MenuLabel>
      {snoozePresets(now, timeZone, severity).map(({ label, until, wakes }) => (
        <MenuItem
          key={label}
          icon={<AlarmClock aria-hidden />}
          onSelect={() => actions.act({ alerts, verb: 'snooze', change: { snoozedUntil: until } })}
        >
          <span className="flex items-baseline justify-between gap-4">
            {label}
            <span className="text-xs text-text-subtle tabular-nums">{wakes}</span>
          </span>
        </MenuItem>
      ))}
      <MenuItem icon={<CalendarClock aria-hidden />} onSelect={() => onAsk('snooze', alerts)}>
        Date and time…
      </MenuItem>
    </>
  )
}
