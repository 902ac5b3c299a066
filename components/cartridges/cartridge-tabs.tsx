'use client'

import type { MouseEvent } from 'react'
import { paths } from '@/lib/paths'
import { CARTRIDGE_TYPES, type CartridgeType } from '@/lib/rules/cartridge-fields'
import { TYPE_WORDS } from '@/lib/rules/cartridge-words'
import { cn } from '@/lib/utils'

type CartridgeTabsProps = {
  current: CartridgeType
  isUnsaved: (type: CartridgeType) => boolean
  onSelect: (type: CartridgeType) => void
}

/** The four types side by side, each with an address of its own; on phones they scroll within their own line. */
export function CartridgeTabs({ current, isUnsaved, onSelect }: CartridgeTabsProps) {
  function handleClick(event: MouseEvent, type: CartridgeType): void {
    // A new tab or window goes the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onSelect(type)
  }
  return (
    <nav aria-label="Types of cartridges" className="max-w-full overflow-x-auto">
      <ul className="flex gap-1">
        {CARTRIDGE_TYPES.map((type) => (
          <li key={type}>
            <a
              href={paths.cartridges({ type })}
              aria-current={type === current ? 'page' : undefined}
              onClick={(event) => handleClick(event, type)}
              className={cn(
                'inline-flex h-8 items-center gap-1.5 rounded-md px-3 text-sm whitespace-nowrap focus-visible:-outline-offset-2',
                type === current
                  ? 'bg-accent-soft font-medium text-accent'
                  : 'text-text-muted hover:bg-hover hover:text-text',
              )}
            >
              {TYPE_WORDS[type].name}
              {isUnsaved(type) ? (
                <>
                  <span aria-hidden className="size-1.5 rounded-full bg-warning" />
                  <span className="sr-only">, unsaved changes</span>
                </>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
