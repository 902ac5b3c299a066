'use client'

import { ChevronRight } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { HealthBadge } from '@/components/clients/health-badge'
import { Card } from '@/components/clients/card'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { clientHealth } from '@/lib/rules/client-health'
import { PART_WORDS } from '@/lib/rules/client-health-words'

const loadDialog = () => import('@/components/clients/health-dialog').then((module) => module.HealthDialog)
const HealthDialog = dynamic(loadDialog, { ssr: false })

type HealthCardProps = { standing: ClientStanding; now: Date }

/** The score, and the sum behind it at a press. */
export function HealthCard({ standing, now }: HealthCardProps) {
  const [isOpen, setIsOpen] = useState(false)
  const health = clientHealth(standing, now)
  return (
    <Card title="Health">
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadDialog()}
        onFocus={() => void loadDialog()}
        onClick={() => setIsOpen(true)}
        className="group block w-full px-4 pt-1 pb-4 text-left -outline-offset-2"
      >
        <span className="flex items-center justify-between gap-3">
          <span className="flex items-baseline gap-2.5">
            {health.score === null ? null : (
              <span className="text-2xl font-semibold tabular-nums">{health.score}</span>
            )}
            <HealthBadge health={health} hasScore={false} />
          </span>
          <span className="inline-flex items-center gap-0.5 text-sm text-text-muted group-hover:text-text">
            How it adds up
            <ChevronRight aria-hidden className="size-4" />
          </span>
        </span>
        {health.score === null ? (
          <span className="mt-2 block text-sm text-text-muted">
            At least two of alerts, tickets, contact and replies must say something.
          </span>
        ) : (
          <span aria-hidden className="mt-3 grid gap-1.5">
            {health.parts.map((part) => (
              <span
                key={part.id}
                className="grid grid-cols-[7rem_minmax(0,1fr)_2rem] items-center gap-2 text-xs"
              >
                <span className="text-text-muted">{PART_WORDS[part.id]}</span>
                <svg className="h-1.5 w-full overflow-hidden rounded-full bg-hover">
                  <rect width={`${part.score ?? 0}%`} height="100%" rx="3" className="fill-accent" />
                </svg>
                <span className="text-right text-text-subtle tabular-nums">
                  {part.score === null ? '–' : Math.round(part.score)}
                </span>
              </span>
            ))}
          </span>
        )}
      </button>
      {isOpen ? <HealthDialog standing={standing} now={now} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  )
}
