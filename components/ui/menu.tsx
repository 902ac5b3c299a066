'use client'

import * as Primitive from 'radix-ui/dropdown-menu'
import type { ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { cn } from '@/lib/utils'

/** Not modal: the page around an open menu stays readable to screen readers and can be scrolled. */
export function Menu(props: Primitive.DropdownMenuProps) {
  return <Primitive.Root modal={false} {...props} />
}

export const MenuTrigger = Primitive.Trigger

export function MenuContent({
  className,
  sideOffset = 6,
  align = 'end',
  ...rest
}: Primitive.DropdownMenuContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={cn(
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-lg border border-border bg-surface-raised p-1 shadow-raised',
          'data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98 duration-100',
          className,
        )}
        {...rest}
      />
    </Primitive.Portal>
  )
}

type MenuItemProps = Primitive.DropdownMenuItemProps & {
  icon?: ReactNode
  /** Keys that do the same, shown at the right end. */
  shortcut?: string
  danger?: boolean
}

export function MenuItem({
  icon,
  shortcut,
  danger = false,
  className,
  children,
  asChild,
  ...rest
}: MenuItemProps) {
  const look = cn(
    'flex min-h-8 w-full cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm outline-none select-none [&_svg]:size-4 [&_svg]:shrink-0',
    'data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50',
    danger ? 'text-danger' : 'text-text',
    className,
  )
  // A link as item renders its own content: Radix hands it the behaviour.
  if (asChild) {
    return (
      <Primitive.Item asChild className={look} {...rest}>
        {children}
      </Primitive.Item>
    )
  }
  return (
    <Primitive.Item className={look} {...rest}>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </Primitive.Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1.5 text-xs text-text-subtle">{children}</Primitive.Label>
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-border" />
}
