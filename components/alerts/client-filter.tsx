'use client'

import { Building2, ChevronDown, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

const loadMenu = () =>
  import('@/components/alerts/client-filter-menu').then((module) => module.ClientFilterMenu)
const ClientFilterMenu = dynamic(loadMenu, { ssr: false, loading: () => <FilterButton name={null} /> })

export type ClientFilterProps = {
  agencyId: string
  clientId: string | null
  /** Of the client chosen, once it is known. */
  name: string | null
  onChoose: (clientId: string | null) => void
}

/** Narrows the list to one client. Which clients there are is asked for when the menu opens. */
export function ClientFilter(props: ClientFilterProps) {
  const [isWanted, setIsWanted] = useState(false)
  const { clientId, name, onChoose } = props
  const label = clientId === null ? null : (name ?? 'One client')
  return (
    <span className="inline-flex items-center">
      {isWanted ? (
        <ClientFilterMenu {...props} trigger={<FilterButton name={label} />} />
      ) : (
        <FilterButton
          name={label}
          aria-expanded={false}
          onPointerEnter={() => void loadMenu()}
          onFocus={() => void loadMenu()}
          onClick={() => setIsWanted(true)}
        />
      )}
      {clientId === null ? null : (
        <Button
          size="icon"
          variant="ghost"
          className="size-8"
          aria-label="All clients"
          title="All clients"
          onClick={() => onChoose(null)}
        >
          <X aria-hidden />
        </Button>
      )}
    </span>
  )
}

function FilterButton({
  name,
  ...rest
}: Omit<ComponentProps<typeof Button>, 'name'> & { name: string | null }) {
  return (
    <Button
      size="sm"
      aria-haspopup="menu"
      className={cn(
        'max-w-56 rounded-full',
        name === null
          ? 'border-border bg-transparent font-normal text-text-muted'
          : 'border-accent bg-accent-soft text-accent',
      )}
      {...rest}
    >
      <Building2 aria-hidden />
      <span className="truncate">{name === null ? 'All clients' : <bdi>{name}</bdi>}</span>
      <ChevronDown aria-hidden />
    </Button>
  )
}
