import { Badge, type BadgeTone } from '@/components/ui/badge'
import { formatDateTime } from '@/lib/dates'
import type { InvoiceListItem } from '@/lib/queries/invoices'
import { isOverdue, statusWord, type InvoiceStatus } from '@/lib/rules/invoices'
import { cn } from '@/lib/utils'

const TONES: Record<InvoiceStatus, BadgeTone> = {
  draft: 'neutral',
  sent: 'accent',
  paid: 'success',
  void: 'neutral',
}

type Stated = Pick<InvoiceListItem, 'type' | 'status' | 'dueOn'>

type InvoiceStatusBadgeProps = {
  invoice: Stated
  today: string
  /** To whoever got it, an invoice is not sent but to be paid. */
  isReceived: boolean
}

/** How far an invoice is. Late is said in place of sent, because it is what matters then. */
export function InvoiceStatusBadge({ invoice, today, isReceived }: InvoiceStatusBadgeProps) {
  if (isOverdue(invoice, today)) return <Badge tone="danger">Overdue</Badge>
  return (
    <Badge tone={TONES[invoice.status]} className={invoice.status === 'void' ? 'line-through' : undefined}>
      {statusWord(isReceived ? 'incoming' : invoice.type, invoice.status)}
    </Badge>
  )
}

/** A day of the calendar, "2026-12-03", as people write it. */
export function formatDay(day: string): string {
  return formatDateTime(`${day}T00:00:00Z`, 'UTC', 'date')
}

/** When it is due, or that it was. */
export function DueDay({ invoice, today }: { invoice: Stated; today: string }) {
  if (!invoice.dueOn) return null
  return (
    <span
      className={cn(
        'text-sm whitespace-nowrap tabular-nums',
        isOverdue(invoice, today) ? 'text-danger' : 'text-text-muted',
      )}
    >
      <span className="text-text-subtle">Due </span>
      {formatDay(invoice.dueOn)}
    </span>
  )
}
