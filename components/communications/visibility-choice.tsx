'use client'

import { Eye, Lock } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import type { CommunicationVisibility } from '@/lib/rules/communications'
import { cn } from '@/lib/utils'

type VisibilityChoiceProps = {
  value: CommunicationVisibility
  onValueChange: (value: CommunicationVisibility) => void
}

const CHOICES: readonly {
  value: CommunicationVisibility
  label: string
  description: string
  icon: ReactNode
}[] = [
  {
    value: 'internal',
    label: 'Internal',
    description: 'Only your team reads it.',
    icon: <Lock aria-hidden />,
  },
  {
    value: 'client',
    label: 'Shared with client',
    description: 'Everybody of this client who signs in reads it, too.',
    icon: <Eye aria-hidden />,
  },
]

/** Who is going to read this, in words that leave no doubt. */
export function VisibilityChoice({ value, onValueChange }: VisibilityChoiceProps) {
  const name = useId()
  return (
    <fieldset className="grid gap-2 sm:grid-cols-2">
      <legend className="mb-1.5 text-sm font-medium">Who reads it</legend>
      {CHOICES.map((choice) => (
        <label
          key={choice.value}
          className={cn(
            'relative flex cursor-pointer gap-2.5 rounded-md border px-3 py-2.5 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0',
            choice.value === value
              ? 'border-accent bg-accent-soft [&_svg]:text-accent'
              : 'border-border-strong hover:bg-hover [&_svg]:text-text-subtle',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onValueChange(choice.value)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {choice.icon}
          <span>
            <span className="block font-medium">{choice.label}</span>
            <span className="text-text-muted">{choice.description}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
