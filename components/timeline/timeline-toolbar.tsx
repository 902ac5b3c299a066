'use client'

import { useId } from 'react'
import { DayJump } from '@/components/ui/day-jump'
import { Switch } from '@/components/ui/switch'
import { COMMUNICATION_TYPES } from '@/lib/rules/communications'
import {
  isOnlyCommunications,
  KIND_WORDS,
  TIMELINE_KINDS,
  toggleKind,
  type TimelineParams,
} from '@/lib/rules/timeline'
import { cn } from '@/lib/utils'

type TimelineToolbarProps = {
  params: TimelineParams
  today: string
  onChange: (change: Partial<TimelineParams>) => void
}

export function TimelineToolbar({ params, today, onChange }: TimelineToolbarProps) {
  const switchId = useId()
  const isOnlyTalk = isOnlyCommunications(params)
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-border px-4 py-2.5">
      <div role="group" aria-label="Kinds" className="flex flex-wrap gap-1.5">
        <Chip isOn={params.kinds.length === 0} onPress={() => onChange({ kinds: [] })}>
          Everything
        </Chip>
        {TIMELINE_KINDS.map((kind) => (
          <Chip
            key={kind}
            isOn={params.kinds.includes(kind)}
            onPress={() => onChange({ kinds: toggleKind(params.kinds, kind) })}
          >
            {KIND_WORDS[kind]}
          </Chip>
        ))}
      </div>
      <span className="inline-flex items-center gap-2 text-sm text-text-muted">
        <Switch
          id={switchId}
          checked={isOnlyTalk}
          onChange={() => onChange({ kinds: isOnlyTalk ? [] : [...COMMUNICATION_TYPES] })}
        />
        <label htmlFor={switchId}>Only communications</label>
      </span>
      <DayJump
        className="w-38 sm:ml-auto"
        day={params.until ?? ''}
        today={today}
        onJump={(day) => onChange({ until: day || null })}
      />
    </div>
  )
}

function Chip({ isOn, onPress, children }: { isOn: boolean; onPress: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={cn(
        'h-7 rounded-full border px-2.5 text-xs font-medium transition-colors',
        isOn
          ? 'border-accent bg-accent-soft text-accent'
          : 'border-border text-text-muted hover:border-border-strong hover:text-text',
      )}
    >
      {children}
    </button>
  )
}
