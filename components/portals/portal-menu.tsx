'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import type { PortalListItem } from '@/lib/queries/portals'

const loadPanel = () =>
  import('@/components/portals/portal-menu-panel').then((module) => module.PortalMenuPanel)
const PortalMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type PortalMenuProps = { portal: PortalListItem; agencyId: string; onEdit: () => void }

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function PortalMenu(props: PortalMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { name } = props.portal
  if (isWanted) return <PortalMenuPanel {...props} trigger={<MenuButton name={name} />} />
  return (
    <MenuButton
      name={name}
      aria-expanded={false}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setIsWanted(true)}
    />
  )
}

function MenuButton({ name, ...rest }: ComponentProps<typeof Button> & { name: string }) {
  return (
    <Button variant="ghost" size="icon" aria-haspopup="menu" aria-label={`Actions for ${name}`} {...rest}>
      <Ellipsis aria-hidden />
    </Button>
  )
}
