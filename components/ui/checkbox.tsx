'use client'

import { Check, Minus } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & {
  /** Some but not all of what this box stands for is chosen. */
  indeterminate?: boolean
}

export function Checkbox({ className, indeterminate = false, ...rest }: CheckboxProps) {
  return (
    <span className={cn('relative inline-flex size-6 shrink-0 items-center justify-center', className)}>
      <input
        type="checkbox"
        // The property has no HTML attribute, so it can only be set on the element.
        ref={(element) => {
          if (element) element.indeterminate = indeterminate
        }}
        className={cn(
          'peer size-4 appearance-none rounded-sm border border-border-strong bg-surface transition-colors',
          'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50',
        )}
        {...rest}
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute hidden size-3 text-accent-text peer-checked:block peer-indeterminate:hidden"
      />
      <Minus
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute hidden size-3 text-accent-text peer-indeterminate:block"
      />
    </span>
  )
}
