'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { SheetIcon } from '@/components/ui/icon-sheet'
import type { ClientStatus } from '@/lib/queries/clients'

const loadPanel = () =>
  import('@/components/clients/client-menu-panel').then((module) => module.ClientMenuPanel)
const ClientMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type ClientMenuProps = {
  client: { id: string; name: string; status: ClientStatus }
  agencyId: string
  onEdit: () => void
}

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function ClientMenu(props: ClientMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { name } = props.client
  if (isWanted) return <ClientMenuPanel {...props} trigger={<MenuButton name={name} />} />
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
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="menu"
      aria-label={`Actions for ${name}`}
      className="relative z-10"
      {...rest}
    >
      <SheetIcon name="ellipsis" />
    </Button>
  )
}
