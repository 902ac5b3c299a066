'use client'

import { HealthBadge } from '@/components/clients/health-badge'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { clientHealth, daysSinceContact, type HealthPartId } from '@/lib/rules/client-health'
import { PART_WORDS, saySpan } from '@/lib/rules/client-health-words'

type HealthDialogProps = { standing: ClientStanding; now: Date; onClose: () => void }

const RULES: Record<HealthPartId, string> = {
  alerts: '100, less 40 for each critical, 20 high, 8 medium and 3 low alert that is not resolved',
  tickets: 'the share of live tickets that are not overdue',
  contact: '100 up to 7 days, then falling to 0 at 45 days',
  reply: '100 up to 4 hours, then falling to 0 at 72 hours; median of the last 30 days',
}

/** The sum behind the score: each part with its raw number, its points and the rows it comes from. */
export function HealthDialog({ standing, now, onClose }: HealthDialogProps) {
  const health = clientHealth(standing, now)
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="lg"
        title={
          <span className="flex flex-wrap items-center gap-2">
            How the score adds up <HealthBadge health={health} />
          </span>
        }
        description="Parts that say nothing give their weight to the others. No person and no model has a say in it."
      >
        <DialogBody className="pb-5">
          <div className="overflow-x-auto">
            <table className="w-full min-w-md text-sm">
              <thead className="text-left text-xs text-text-subtle">
                <tr className="border-b border-border">
                  <th scope="col" className="py-2 pr-3 font-medium">
                    Part
                  </th>
                  <th scope="col" className="py-2 pr-3 font-medium">
                    What is counted
                  </th>
                  <th scope="col" className="py-2 pr-3 text-right font-medium">
                    Score
                  </th>
                  <th scope="col" className="py-2 pr-3 text-right font-medium">
                    Weight
                  </th>
                  <th scope="col" className="py-2 text-right font-medium">
                    Points
                  </th>
                </tr>
              </thead>
              <tbody>
                {health.parts.map((part) => (
                  <tr key={part.id} className="border-b border-border align-top">
                    <th scope="row" className="py-2.5 pr-3 text-left font-medium">
                      <TextLink href={hrefOf(part.id, standing.id)} onClick={onClose}>
                        {PART_WORDS[part.id]}
                      </TextLink>
                    </th>
                    <td className="py-2.5 pr-3">
                      {rawOf(part.id, standing, now)}
                      <span className="mt-0.5 block text-xs text-text-subtle">{RULES[part.id]}</span>
                    </td>
                    <td className="py-2.5 pr-3 text-right tabular-nums">
                      {part.score === null ? '–' : round(part.score)}
                    </td>
                    <td className="py-2.5 pr-3 text-right whitespace-nowrap tabular-nums">
                      {part.score === null ? '–' : `× ${round(part.share)} %`}
                    </td>
                    <td className="py-2.5 text-right tabular-nums">
                      {part.score === null ? '–' : part.points.toFixed(1)}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={4} className="py-2.5 pr-3 text-left font-medium">
                    {health.sum === null ? 'Fewer than two parts: no score' : 'Sum, rounded to the score'}
                  </th>
                  <td className="py-2.5 text-right font-medium whitespace-nowrap tabular-nums">
                    {health.sum === null ? '–' : `${health.sum.toFixed(1)} → ${health.score}`}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        </DialogBody>
      </DialogContent>
    </Dialog>
  )
}

const round = (value: number) => String(Math.round(value * 10) / 10)

function hrefOf(id: HealthPartId, clientId: string) {
  switch (id) {
    case 'alerts':
      return paths.clientAlerts(clientId, { snoozed: '1' })
    case 'tickets':
      return paths.clientTickets(clientId)
    case 'contact':
    case 'reply':
      return paths.clientCommunications(clientId)
  }
}

function rawOf(id: HealthPartId, standing: ClientStanding, now: Date): string {
  switch (id) {
    case 'alerts': {
      const { critical, high, medium, low, snoozed } = standing
      const counts = [
        [critical, 'critical'],
        [high, 'high'],
        [medium, 'medium'],
        [low, 'low'],
      ] as const
      const words = counts.flatMap(([count, word]) => (count > 0 ? `${count} ${word}` : []))
      if (words.length === 0) return 'No open alert'
      return `${words.join(', ')}${snoozed > 0 ? ` (${snoozed} of them snoozed)` : ''}`
    }
    case 'tickets':
      return standing.liveTickets === 0
        ? 'No live ticket'
        : `${standing.overdueTickets} of ${standing.liveTickets} live tickets overdue`
    case 'contact': {
      const days = daysSinceContact(standing, now)
      if (days === null) return 'No contact logged'
      return days === 0 ? 'Within the last day' : `${days} ${days === 1 ? 'day' : 'days'} ago`
    }
    case 'reply':
      return standing.replyMinutes === null
        ? 'No answered message in 30 days'
        : `${saySpan(standing.replyMinutes)} until we answer`
  }
}
