'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import type { AskFor } from '@/components/alerts/alert-dialogs'
import type { AlertActions } from '@/components/alerts/use-alert-actions'
import { Button } from '@/components/ui/button'
import type { AlertItem } from '@/lib/queries/alerts'

const loadPanel = () => import('@/components/alerts/alert-menu-panel').then((module) => module.AlertMenuPanel)
const AlertMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton title="" /> })

export type AlertMenuProps = { alert: AlertItem; actions: AlertActions; onAsk: AskFor }

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function AlertMenu(props: AlertMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { title } = props.alert
  if (isWanted) return <AlertMenuPanel {...props} trigger={<MenuButton title={title} />} />
  return (
    <MenuButton
      title={title}
      aria-expanded={false}
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setIsWanted(true)}
    />
  )
}

function MenuButton({ title, ...rest }: Omit<ComponentProps<typeof Button>, 'title'> & { title: string }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-haspopup="menu"
      aria-label={`Actions for ${title}`}
      className="relative z-10"
      {...rest}
    >
      <Ellipsis aria-hidden />
    </Button>
  )
}
