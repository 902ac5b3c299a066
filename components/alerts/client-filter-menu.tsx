'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClientFilterProps } from '@/components/alerts/client-filter'
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '@/components/ui/menu'
import { clientListQuery } from '@/lib/queries/clients'
import { browserClient } from '@/lib/supabase/browser'

export function ClientFilterMenu({
  agencyId,
  clientId,
  onChoose,
  trigger,
}: ClientFilterProps & { trigger: ReactNode }) {
  const clients = useQuery(clientListQuery(browserClient(), agencyId))
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="start" className="max-w-80">
        <Choice isChosen={clientId === null} onChoose={() => onChoose(null)}>
          All clients
        </Choice>
        {clients.isPending ? <MenuLabel>Loading clients…</MenuLabel> : null}
        {clients.isError ? (
          <MenuItem
            onSelect={(event) => {
              event.preventDefault()
              void clients.refetch()
            }}
          >
            Clients could not be loaded. Try again
          </MenuItem>
        ) : null}
        {clients.data?.map((client) => (
          <Choice key={client.id} isChosen={client.id === clientId} onChoose={() => onChoose(client.id)}>
            <bdi>{client.name}</bdi>
          </Choice>
        ))}
      </MenuContent>
    </Menu>
  )
}

type ChoiceProps = { isChosen: boolean; onChoose: () => void; children: ReactNode }

function Choice({ isChosen, onChoose, children }: ChoiceProps) {
  return (
    <MenuItem
      icon={isChosen ? <Check aria-hidden /> : <span aria-hidden className="size-4" />}
      onSelect={onChoose}
    >
      {children}
      {isChosen ? <span className="sr-only"> (chosen)</span> : null}
    </MenuItem>
  )
}
