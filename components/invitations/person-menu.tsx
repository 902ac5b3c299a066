'use client'

import { Ellipsis } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import type { PersonActionsApi } from '@/components/invitations/use-person-actions'
import { Button } from '@/components/ui/button'
import { personLabel, type InvitedPerson } from '@/lib/rules/invitation-people'
import type { InvitationRole } from '@/lib/rules/invitation-roles'

const loadPanel = () =>
  import('@/components/invitations/person-menu-panel').then((module) => module.PersonMenuPanel)
const PersonMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <MenuButton name="" /> })

export type PersonMenuProps = {
  person: InvitedPerson
  roles: readonly InvitationRole[]
  actions: PersonActionsApi
}

/** The menu's code comes when somebody is about to open one; until then there is only its button. */
export function PersonMenu(props: PersonMenuProps) {
  const [isWanted, setIsWanted] = useState(false)
  const name = personLabel(props.person)
  if (isWanted) return <PersonMenuPanel {...props} trigger={<MenuButton name={name} />} />
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
      <Ellipsis aria-hidden />
    </Button>
  )
}
