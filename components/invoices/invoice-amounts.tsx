import type { InvoiceCounts } from '@/lib/queries/invoices'
import { formatMoney, type InvoiceType } from '@/lib/rules/invoices'

/** What is still to be paid, and how much of it is late; a line for each currency. */
export function InvoiceAmounts({ counts, type }: { counts: InvoiceCounts; type: InvoiceType }) {
  if (counts.amounts.length === 0) return null
  return (
    <ul
      aria-label={type === 'outgoing' ? 'Outstanding' : 'To pay'}
      className="flex flex-wrap gap-x-8 gap-y-2"
    >
      {counts.amounts.map(({ currency, openMinor, overdueMinor }) => (
        <li key={currency} className="flex items-baseline gap-3 text-sm">
          <span className="text-text-muted">{type === 'outgoing' ? 'Outstanding' : 'To pay'}</span>
          <span className="text-lg font-semibold tabular-nums">{formatMoney(openMinor, currency)}</span>
          {overdueMinor > 0 ? (
            <span className="text-danger tabular-nums">{formatMoney(overdueMinor, currency)} overdue</span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
