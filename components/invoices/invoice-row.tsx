'use client'

import type { MouseEvent } from 'react'
import { DueDay, formatDay, InvoiceStatusBadge } from '@/components/invoices/invoice-badges'
import type { InvoiceListItem } from '@/lib/queries/invoices'
import { formatMoney, invoiceTitle } from '@/lib/rules/invoices'
import { cn } from '@/lib/utils'

type InvoiceRowProps = {
  invoice: InvoiceListItem
  /** The address with this invoice opened. */
  href: string
  /** "2026-12-03" on the agency's calendar. */
  today: string
  /** Left out where the page is one client's and says its name already. */
  hasParty: boolean
  /** Whether it is somebody of the client who looks at it. */
  isReceived: boolean
  onOpen: () => void
}

/** One invoice: a line on wide screens, a card on phones. All of it opens the invoice. */
export function InvoiceRow({ invoice, href, today, hasParty, isReceived, onOpen }: InvoiceRowProps) {
  function handleClick(event: MouseEvent): void {
    // A new tab or window: those go the browser's way.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen()
  }
  return (
    <li className="group relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-2.5 transition-colors hover:bg-hover has-[a:focus-visible]:bg-hover lg:min-h-13 lg:grid-cols-[minmax(0,1fr)_7rem_9rem_9rem] lg:py-1.5">
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-2">
          <a
            href={href}
            onClick={handleClick}
            // Stretched over the row, so that it is as easy to hit as it looks.
            className={cn(
              'min-w-0 truncate text-sm font-medium after:absolute after:inset-0',
              invoice.number ? 'tabular-nums' : 'text-text-muted',
            )}
          >
            <bdi>{invoiceTitle(invoice)}</bdi>
          </a>
        </p>
        <p className="truncate text-xs text-text-subtle">
          {hasParty && invoice.partyName ? <bdi className="text-text-muted">{invoice.partyName}</bdi> : null}
          {hasParty && invoice.partyName && invoice.issuedOn ? ' · ' : null}
          {invoice.issuedOn ? `Issued ${formatDay(invoice.issuedOn)}` : null}
        </p>
      </div>
      <span
        className={cn(
          'text-right text-sm font-medium tabular-nums lg:order-last',
          invoice.status === 'void' && 'text-text-subtle line-through',
        )}
      >
        {formatMoney(invoice.totalMinor, invoice.currency)}
      </span>
      <span>
        <InvoiceStatusBadge invoice={invoice} today={today} isReceived={isReceived} />
      </span>
      <span className="text-right lg:text-left">
        {invoice.status === 'paid' || invoice.status === 'void' ? null : (
          <DueDay invoice={invoice} today={today} />
        )}
      </span>
    </li>
  )
}
