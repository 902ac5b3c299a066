'use client'

import { Archive, Pencil, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClientMenuProps } from '@/components/clients/client-menu'
import { useClientStatus } from '@/components/clients/use-client-status'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

type ClientMenuPanelProps = ClientMenuProps & { trigger: ReactNode }

export function ClientMenuPanel({ client, agencyId, onEdit, trigger }: ClientMenuPanelProps) {
  const change = useClientStatus(agencyId, client)
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
          Edit
        </MenuItem>
        <MenuSeparator />
        {client.status === 'archived' ? (
          <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => change('active')}>
            Bring back
          </MenuItem>
        ) : (
          <MenuItem icon={<Archive aria-hidden />} onSelect={() => change('archived')}>
            Archive
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  )
}
