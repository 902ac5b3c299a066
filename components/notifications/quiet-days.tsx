'use client'

import { useId } from 'react'
import { WEEKDAYS } from '@/lib/rules/weekdays'
import { cn } from '@/lib/utils'

type QuietDaysProps = {
  days: readonly number[]
  error: string | undefined
  onChange: (days: number[]) => void
}

/** The days on which quiet hours begin: seven checkboxes that look like the days of a week. */
export function QuietDays({ days, error, onChange }: QuietDaysProps) {
  const errorId = useId()
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="text-sm font-medium">They begin on</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {WEEKDAYS.map(({ iso, name }) => {
          const isChosen = days.includes(iso)
          return (
            <label
              key={iso}
              title={name}
              className={cn(
                'relative flex h-8 min-w-11 cursor-pointer items-center justify-center rounded-md border px-2 text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
                isChosen
                  ? 'border-accent bg-accent-soft font-medium text-accent'
                  : 'border-border-strong text-text-muted hover:text-text',
              )}
            >
              <input
                type="checkbox"
                aria-label={name}
                checked={isChosen}
                onChange={() =>
                  onChange(
                    isChosen ? days.filter((day) => day !== iso) : [...days, iso].sort((a, b) => a - b),
                  )
                }
                className="absolute inset-0 cursor-pointer appearance-none opacity-0"
              />
              <span aria-hidden>{name.slice(0, 3)}</span>
            </label>
          )
        })}
      </div>
      {error ? (
        <p id={errorId} className="mt-1.5 text-sm text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
