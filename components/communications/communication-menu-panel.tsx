'use client'

import { Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CommunicationMenuProps } from '@/components/communications/communication-menu'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

type CommunicationMenuPanelProps = CommunicationMenuProps & { trigger: ReactNode }

export function CommunicationMenuPanel({
  entry,
  canChange,
  onPin,
  onEdit,
  onRemove,
  trigger,
}: CommunicationMenuPanelProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem icon={entry.isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />} onSelect={onPin}>
          {entry.isPinned ? 'Unpin' : 'Pin to the top'}
        </MenuItem>
        <MenuSeparator />
        {canChange ? (
          <>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
              Edit
            </MenuItem>
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onRemove}>
              Delete
            </MenuItem>
          </>
        ) : (
          <MenuLabel>Only its author and admins change it</MenuLabel>
        )}
      </MenuContent>
    </Menu>
  )
}
