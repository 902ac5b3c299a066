import type { ComponentProps } from 'react'
import { cn } from '@/lib/utils'

/** On or off, effective at once. A native checkbox, announced as a switch. */
export function Switch({ className, ...rest }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <span className={cn('relative inline-flex h-6 w-10 shrink-0 items-center', className)}>
      <input
        type="checkbox"
        role="switch"
        className={cn(
          'peer h-5 w-9 appearance-none rounded-full border border-border-strong bg-surface-sunken transition-colors',
          'checked:border-accent checked:bg-accent disabled:opacity-50',
        )}
        {...rest}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute left-1 size-3 rounded-full bg-border-strong transition-transform peer-checked:translate-x-4 peer-checked:bg-accent-text"
      />
    </span>
  )
}
