'use client'

import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { SheetIcon } from '@/components/ui/icon-sheet'
import type { AgencyScope, Run } from '@/lib/queries/runs'

const loadPanel = () => import('@/components/runs/run-menu-panel').then((module) => module.RunMenuPanel)
const RunMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type RunMenuProps = { run: Run; scope: AgencyScope; onEdit: () => void }

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function RunMenu(props: RunMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { name } = props.run
  if (isWanted) return <RunMenuPanel {...props} trigger={<MenuButton name={name} />} />
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
