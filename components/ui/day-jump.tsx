'use client'

import { useEffect, useRef } from 'react'
import { Input } from '@/components/ui/input'

type DayJumpProps = {
  /** The day that is at the top now, "2026-11-03"; empty at the newest. */
  day: string
  /** No later day can be chosen. */
  today: string
  /** An empty day leads back to the newest. */
  onJump: (day: string) => void
  className?: string
}

const FIRST_DAY = '2000-01-01'

/**
 * Leads to a day in a long list. While somebody types, the field is theirs: a year that is half written is no day yet, and
 * what it leads to must not overwrite it.
 */
export function DayJump({ day, today, onJump, className }: DayJumpProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = day
  }, [day])
  return (
    <span className={className}>
      <Input
        ref={input}
        type="date"
        aria-label="Jump to a day"
        title="Jump to a day"
        min={FIRST_DAY}
        max={today}
        defaultValue={day}
        onChange={(event) => {
          const { value, validity } = event.target
          if (value === '' ? !validity.badInput : value >= FIRST_DAY) onJump(value)
        }}
      />
    </span>
  )
}
