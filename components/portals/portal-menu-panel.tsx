'use client'

import { Archive, Pause, Pencil, Play, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PortalMenuProps } from '@/components/portals/portal-menu'
import { useSwitchPortal } from '@/components/portals/use-switch-portal'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/components/ui/menu'

export function PortalMenuPanel({
  portal,
  agencyId,
  onEdit,
  trigger,
}: PortalMenuProps & { trigger: ReactNode }) {
  const change = useSwitchPortal(agencyId, portal)
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
          Edit
        </MenuItem>
        {portal.status === 'draft' ? (
          <MenuItem icon={<Play aria-hidden />} onSelect={() => change({ status: 'active', isActive: true })}>
            Activate
          </MenuItem>
        ) : null}
        {portal.status === 'active' && portal.isActive ? (
          <MenuItem
            icon={<Pause aria-hidden />}
            onSelect={() => change({ status: 'active', isActive: false })}
          >
            Pause
          </MenuItem>
        ) : null}
        {portal.status === 'active' && !portal.isActive ? (
          <MenuItem icon={<Play aria-hidden />} onSelect={() => change({ status: 'active', isActive: true })}>
            Resume
          </MenuItem>
        ) : null}
        <MenuSeparator />
        {portal.status === 'archived' ? (
          <MenuItem
            icon={<RotateCcw aria-hidden />}
            onSelect={() => change({ status: 'active', isActive: true })}
          >
            Bring back
          </MenuItem>
        ) : (
          <MenuItem
            danger
            icon={<Archive aria-hidden />}
            onSelect={() => change({ status: 'archived', isActive: portal.isActive })}
          >
            Archive
          </MenuItem>
        )}
      </MenuContent>
    </Menu>
  )
}
