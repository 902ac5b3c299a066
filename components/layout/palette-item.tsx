'use client'

import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'

const ITEM_CLASS =
  'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-subtle'
const GROUP_CLASS =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-subtle'

export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group heading={heading} className={GROUP_CLASS}>
      {children}
    </Command.Group>
  )
}

type PaletteItemProps = {
  /** Unlike every other item's. */
  value: string
  icon: ReactNode
  label: string
  detail?: string | null
  /** As `SHORTCUTS` spells them. */
  keys?: string
  onSelect: () => void
}

export function PaletteItem({ value, icon, label, detail, keys, onSelect }: PaletteItemProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={ITEM_CLASS}>
      {icon}
      <span className="min-w-0 flex-1 truncate">
        <bdi>{label}</bdi>
      </span>
      {detail ? (
        <span className="max-w-[45%] shrink-0 truncate text-xs text-text-subtle">
          <bdi>{detail}</bdi>
        </span>
      ) : null}
      {keys?.split(' ').map((key) => (
        <Kbd key={key}>{key.toUpperCase()}</Kbd>
      ))}
    </Command.Item>
  )
}
