'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { SheetIcon } from '@/components/ui/icon-sheet'

const loadPanel = () =>
  import('@/components/workflows/rule-menu-panel').then((module) => module.RuleMenuPanel)
const RuleMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type RuleMenuProps = {
  name: string
  onEdit: () => void
  onTry: () => void
  onDelete: () => void
  onLog: () => void
}

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function RuleMenu(props: RuleMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  if (isWanted) return <RuleMenuPanel {...props} trigger={<MenuButton name={props.name} />} />
  return (
    <MenuButton
      name={props.name}
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
      <SheetIcon name="ellipsis" />
    </Button>
  )
}
