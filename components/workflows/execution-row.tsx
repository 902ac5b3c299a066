import { ArrowRight, CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { Execution } from '@/lib/queries/workflows'
import { detailWords, EXECUTION_WORDS } from '@/lib/rules/workflow-words'
import type { ExecutionStatus } from '@/lib/rules/workflows'

const LOOKS: Record<ExecutionStatus, { tone: BadgeTone; icon: ReactNode }> = {
  done: { tone: 'success', icon: <CircleCheck aria-hidden /> },
  skipped: { tone: 'neutral', icon: <CircleSlash aria-hidden /> },
  failed: { tone: 'danger', icon: <TriangleAlert aria-hidden /> },
}

/** What one rule made of one event, with the way to both. */
export function ExecutionRow({ execution, timeZone }: { execution: Execution; timeZone: string }) {
  const { at, status, detail, subject, product, peopleTold, clientName, ruleName } = execution
  const { tone, icon } = LOOKS[status]
  const words = detailWords(detail)
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-sm">
          <Thing thing={subject} />
          {product ? (
            <>
              <ArrowRight aria-label="became" className="size-3.5 shrink-0 text-text-subtle" />
              <Thing thing={product} />
            </>
          ) : null}
        </p>
        {words ? (
          <p dir="auto" className="mt-0.5 max-w-prose text-sm wrap-anywhere text-text-muted">
            {words}
          </p>
        ) : null}
        <p className="mt-0.5 flex flex-wrap gap-x-2.5 text-xs text-text-subtle">
          <time dateTime={at} className="tabular-nums">
            {formatDateTime(at, timeZone, 'time')}
          </time>
          <bdi>{ruleName}</bdi>
          {clientName && subject.type !== 'client' ? <bdi>{clientName}</bdi> : null}
          {peopleTold > 0 ? (
            <span>{peopleTold === 1 ? '1 person told' : `${peopleTold} people told`}</span>
          ) : null}
        </p>
      </div>
      <Badge tone={tone} icon={icon}>
        {EXECUTION_WORDS[status]}
      </Badge>
    </li>
  )
}

type Thing = Execution['subject']

function Thing({ thing }: { thing: Thing }) {
  const href = hrefOf(thing)
  return href ? (
    <TextLink look="plain" dir="auto" href={href} className="min-h-6 wrap-anywhere">
      {thing.label}
    </TextLink>
  ) : (
    <bdi className="wrap-anywhere">{thing.label}</bdi>
  )
}

/** Tickets are found by the number that their label begins with. */
function hrefOf({ type, id, label }: Thing): Route | null {
  switch (type) {
    case 'ticket': {
      const number = /^#(\d+) /.exec(label)?.[1]
      return number ? paths.ticket(Number(number)) : null
    }
    case 'alert':
      return paths.alerts({ alert: id })
    case 'run':
      return paths.run(id)
    case 'client':
      return paths.clientOverview(id)
    default:
      return null
  }
}
