'use client'

import * as Primitive from 'radix-ui/tooltip'
import type { ReactNode } from 'react'

type TooltipProps = { content: ReactNode; side?: Primitive.TooltipContentProps['side']; children: ReactNode }

/** A short explanation on hover and focus. Never the only name of a control: that is its label or aria-label. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  return (
    <Primitive.Provider delayDuration={300}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-64 rounded-md border border-border bg-surface-raised px-2 py-1 text-xs text-text shadow-raised"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  )
}
