'use client'

import { useId, type ReactNode } from 'react'
import { cn } from '@/lib/utils'

type SegmentedProps<Value extends string> = {
  /** Read out as the name of the group. */
  label: string
  value: Value
  options: readonly { value: Value; label: ReactNode; icon?: ReactNode }[]
  onValueChange: (value: Value) => void
  className?: string
}

/** One of a few, all visible: radio buttons side by side, so arrow keys work as everywhere. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onValueChange,
  className,
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={cn('inline-flex min-w-0 gap-0.5 rounded-md bg-surface-sunken p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'relative flex h-7 flex-1 items-center justify-center gap-1.5 rounded-sm px-2.5 text-sm whitespace-nowrap transition-colors [&_svg]:size-3.5',
            'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-ring',
            option.value === value
              ? 'bg-surface-raised font-medium text-text shadow-sm'
              : 'text-text-muted hover:text-text',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
