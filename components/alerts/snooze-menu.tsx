'use client'

import type { ReactNode } from 'react'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import { SnoozeItems } from '@/components/alerts/snooze-items'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { Button } from '@/components/ui/button'
import { Menu, MenuContent, MenuTrigger } from '@/components/ui/menu'
import type { AlertItem } from '@/lib/queries/alerts'

type SnoozeMenuProps = {
  alerts: readonly AlertItem[]
  actions: AlertActions
  onAsk: AskFor
  onDone: () => void
  children: ReactNode
}

export function SnoozeMenu({ alerts, actions, onAsk, onDone, children }: SnoozeMenuProps) {
  const act: AlertActions['act'] = (input) => {
    actions.act(input)
    onDone()
  }
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">{children}</Button>
      </MenuTrigger>
      <MenuContent className="min-w-64">
        <SnoozeItems alerts={alerts} actions={{ ...actions, act }} onAsk={onAsk} />
      </MenuContent>
    </Menu>
  )
}
