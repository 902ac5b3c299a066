'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { SheetIcon } from '@/components/ui/icon-sheet'
import type { Communication } from '@/lib/queries/communications'
import { titleOf } from '@/lib/rules/communications'

const loadPanel = () =>
  import('@/components/communications/communication-menu-panel').then(
    (module) => module.CommunicationMenuPanel,
  )
const CommunicationMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type CommunicationMenuProps = {
  entry: Communication
  /** Its author, and admins. */
  canChange: boolean
  onPin: () => void
  onEdit: () => void
  onRemove: () => void
}

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function CommunicationMenu(props: CommunicationMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const name = titleOf(props.entry)
  if (isWanted) return <CommunicationMenuPanel {...props} trigger={<MenuButton name={name} />} />
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
      className="-my-1 -mr-2"
      {...rest}
    >
      <SheetIcon name="ellipsis" />
    </Button>
  )
}
