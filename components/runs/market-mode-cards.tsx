'use client'

import { useId } from 'react'
import { MODE_ICONS } from '@/components/runs/run-badges'
import { SheetIcon } from '@/components/ui/icon-sheet'
import { MODE_WORDS } from '@/lib/rules/run-words'
import { MARKET_MODES, type MarketMode } from '@/lib/rules/runs'
import { cn } from '@/lib/utils'

const MEANINGS: Record<MarketMode, string> = {
  OPEN: 'Everybody may see it and take part.',
  INVITE_ONLY: 'Only people you invite take part. Strangers see a teaser at most.',
  CLOSED: 'Nobody new takes part. It may stay listed, marked as closed.',
}

type MarketModeCardsProps = { value: MarketMode; current: MarketMode; onChange: (mode: MarketMode) => void }

export function MarketModeCards({ value, current, onChange }: MarketModeCardsProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="text-sm font-medium">Market mode</legend>
      <div className="mt-2 grid gap-2 sm:grid-cols-3">
        {MARKET_MODES.map((mode) => (
          <label
            key={mode}
            className={cn(
              'relative flex cursor-pointer gap-2.5 rounded-lg border p-3 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring sm:flex-col sm:gap-1.5',
              mode === value ? 'border-accent bg-accent-soft' : 'border-border-strong hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name={name}
              value={mode}
              checked={mode === value}
              onChange={() => onChange(mode)}
              aria-describedby={`${name}-${mode}`}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            <span
              aria-hidden
              className={cn('[&_svg]:size-4', mode === value ? 'text-accent' : 'text-text-subtle')}
            >
              <SheetIcon name={MODE_ICONS[mode]} />
            </span>
            <span className="min-w-0">
              <span className="block text-sm font-medium">
                {MODE_WORDS[mode]}
                {mode === current ? (
                  <span className="ml-1.5 text-xs font-normal text-text-muted">now</span>
                ) : null}
              </span>
              <span id={`${name}-${mode}`} className="mt-0.5 block text-xs text-text-muted">
                {MEANINGS[mode]}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
