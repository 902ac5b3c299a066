'use client'

import { FlaskConical, Pencil, ScrollText, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'
import type { RuleMenuProps } from '@/components/workflows/rule-menu'

type RuleMenuPanelProps = RuleMenuProps & { trigger: ReactNode }

export function RuleMenuPanel({ trigger, onEdit, onTry, onLog, onDelete }: RuleMenuPanelProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
          Edit
        </MenuItem>
        <MenuItem icon={<FlaskConical aria-hidden />} onSelect={onTry}>
          Try on the last 30 days
        </MenuItem>
        <MenuItem icon={<ScrollText aria-hidden />} onSelect={onLog}>
          What it did
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={onDelete}>
          Delete
        </MenuItem>
      </MenuContent>
    </Menu>
  )
}
