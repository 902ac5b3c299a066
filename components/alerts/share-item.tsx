'use client'

import { EyeOff, Globe } from 'lucide-react'
import type { AlertMenuProps } from '@/components/alerts/alert-menu'
import { MenuItem } from '@/components/ui/menu'

/** Lets the client's own people see an alert, or no longer. The agency's own house has nobody to share with. */
export function ShareItem({ alert, actions }: Pick<AlertMenuProps, 'alert' | 'actions'>) {
  if (alert.client.isHouse) return null
  const alerts = [alert]
  return alert.visibility === 'client' ? (
    <MenuItem
      icon={<EyeOff aria-hidden />}
      onSelect={() => actions.act({ alerts, verb: 'unshare', change: { visibility: 'internal' } })}
    >
      Make internal
    </MenuItem>
  ) : (
    <MenuItem
      icon={<Globe aria-hidden />}
      onSelect={() => actions.act({ alerts, verb: 'share', change: { visibility: 'client' } })}
    >
      Share with the client
    </MenuItem>
  )
}
