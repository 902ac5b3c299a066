import { ArrowRight, CircleAlert, CircleCheck, CircleDot, MessageCircle, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { Card } from '@/components/clients/card'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { hrefOfNeed, needsOf, type Need, type NeedId } from '@/lib/rules/client-needs'
import { cn } from '@/lib/utils'

const TONES: Record<Need['tone'], string> = {
  danger: 'text-danger',
  warning: 'text-warning',
  neutral: 'text-text-subtle',
}

const ICONS = {
  critical: CircleAlert,
  high: TriangleAlert,
  unacknowledged: TriangleAlert,
  overdue: CircleAlert,
  urgent: CircleDot,
  unassigned: CircleDot,
  unanswered: MessageCircle,
  silent: MessageCircle,
  waiting: CircleDot,
} satisfies Record<NeedId, unknown>

/** What somebody has to do for this client now; each line leads to exactly the rows that it counts. */
export function NeedsCard({ standing, now }: { standing: ClientStanding; now: Date }) {
  const needs = needsOf(standing, now)
  return (
    <Card title="Needs you now">
      {needs.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 pb-4 text-sm text-text-muted">
          <CircleCheck aria-hidden className="size-4 text-success" />
          Nothing: no serious alert, nothing overdue, nobody waits for an answer.
        </p>
      ) : (
        <ul className="divide-y divide-border border-t border-border">
          {needs.map((need) => {
            const Icon = ICONS[need.id]
            return (
              <li key={need.id}>
                <Link
                  prefetch={false}
                  href={hrefOfNeed(need.id, standing.id)}
                  className="flex min-h-10 items-center gap-2.5 px-4 text-sm -outline-offset-2 transition-colors hover:bg-hover"
                >
                  <Icon aria-hidden className={cn('size-4 shrink-0', TONES[need.tone])} />
                  <span className="min-w-0 flex-1 py-2">{need.words}</span>
                  <ArrowRight aria-hidden className="size-4 shrink-0 text-text-subtle" />
                </Link>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
