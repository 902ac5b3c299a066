'use client'

import { Ban, CircleCheck, FileDown, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatDay, InvoiceStatusBadge } from '@/components/invoices/invoice-badges'
import { InvoiceTotals } from '@/components/invoices/invoice-totals'
import type { InvoiceActions } from '@/components/invoices/use-invoice-actions'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { InvoiceDetail } from '@/lib/queries/invoice-detail'
import { formatMoney, formatRate } from '@/lib/rules/invoices'

type InvoiceViewProps = {
  invoice: InvoiceDetail
  canBill: boolean
  today: string
  timeZone: string
  actions: InvoiceActions
}

/** An invoice that is no draft any more: what it says, and what can still become of it. */
export function InvoiceView({ invoice, canBill, today, timeZone, actions }: InvoiceViewProps) {
  const hundredths = (rate: number) => BigInt(Math.round(rate * 100))
  const facts: [string, string | null][] = [
    ['Issued', invoice.issuedOn ? formatDay(invoice.issuedOn) : null],
    ['Due', invoice.dueOn ? formatDay(invoice.dueOn) : null],
    ['Paid', invoice.paidAt ? formatDateTime(invoice.paidAt, timeZone, 'date') : null],
    ['Voided', invoice.voidedAt ? formatDateTime(invoice.voidedAt, timeZone, 'date') : null],
  ]
  return (
    <>
      <DrawerBody className="flex flex-col gap-6 pb-6">
        <div className="flex flex-wrap items-center gap-3">
          <span className="text-2xl font-semibold tabular-nums">
            {formatMoney(invoice.totalMinor, invoice.currency)}
          </span>
          <InvoiceStatusBadge invoice={invoice} today={today} isReceived={!canBill} />
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm sm:grid-cols-4">
          {facts.map(([name, value]) =>
            value ? (
              <div key={name} className="min-w-0">
                <dt className="text-text-subtle">{name}</dt>
                <dd className="truncate">{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <caption className="sr-only">Lines</caption>
            <thead className="text-left text-xs text-text-subtle">
              <tr className="border-b border-border">
                <th scope="col" className="py-1.5 pr-3 font-normal">
                  Description
                </th>
                <th scope="col" className="px-3 text-right font-normal">
                  Quantity
                </th>
                <th scope="col" className="px-3 text-right font-normal max-sm:hidden">
                  Price
                </th>
                <th scope="col" className="px-3 text-right font-normal max-sm:hidden">
                  Tax
                </th>
                <th scope="col" className="pl-3 text-right font-normal">
                  Amount
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border">
              {invoice.lines.map((line) => (
                <tr key={line.id}>
                  <td className="py-2 pr-3 break-words">
                    <bdi>{line.description}</bdi>
                  </td>
                  <td className="px-3 text-right align-top leading-9 tabular-nums">{line.quantity}</td>
                  <td className="px-3 text-right align-top leading-9 tabular-nums max-sm:hidden">
                    {formatMoney(line.unitPriceMinor, invoice.currency)}
                  </td>
                  <td className="px-3 text-right align-top leading-9 tabular-nums max-sm:hidden">
                    {formatRate(hundredths(line.taxRate))}
                  </td>
                  <td className="pl-3 text-right align-top leading-9 whitespace-nowrap tabular-nums">
                    {formatMoney(line.netMinor, invoice.currency)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <InvoiceTotals
          currency={invoice.currency}
          totals={{
            subtotalMinor: BigInt(invoice.subtotalMinor),
            taxMinor: BigInt(invoice.taxMinor),
            totalMinor: BigInt(invoice.totalMinor),
            rates: invoice.taxByRate.map((share) => ({
              rateHundredths: hundredths(share.taxRate),
              netMinor: BigInt(share.netMinor),
              taxMinor: BigInt(share.taxMinor),
            })),
          }}
        />
        {invoice.notes ? (
          <p dir="auto" className="text-sm break-words whitespace-pre-line text-text-muted">
            {invoice.notes}
          </p>
        ) : null}
      </DrawerBody>
      <ViewFooter invoice={invoice} canBill={canBill} actions={actions} />
    </>
  )
}

function ViewFooter({
  invoice,
  canBill,
  actions,
}: Pick<InvoiceViewProps, 'invoice' | 'canBill' | 'actions'>) {
  const [isVoiding, setIsVoiding] = useState(false)
  if (isVoiding) {
    return (
      <DrawerFooter>
        <p role="alert" className="mr-auto min-w-0 flex-1 basis-56 text-sm">
          Void for good? Its number stays taken, and nothing is to be paid any more.
        </p>
        <Button onClick={() => setIsVoiding(false)}>Keep it</Button>
        <Button
          variant="danger"
          pending={actions.isPending}
          onClick={() => {
            actions.void(invoice)
            setIsVoiding(false)
          }}
        >
          Void
        </Button>
      </DrawerFooter>
    )
  }
  if (invoice.type === 'incoming' && invoice.status === 'void') return null
  return (
    <DrawerFooter>
      {invoice.type === 'outgoing' ? (
        <a
          href={paths.invoiceFile(invoice.id)}
          download
          className={buttonClass({
            variant: canBill ? 'ghost' : 'primary',
            className: canBill ? 'mr-auto' : '',
          })}
        >
          <FileDown aria-hidden />
          Download PDF
        </a>
      ) : null}
      {canBill && invoice.status === 'sent' ? (
        <>
          <Button variant="ghost" onClick={() => setIsVoiding(true)}>
            <Ban aria-hidden />
            Void
          </Button>
          <Button variant="primary" pending={actions.isPending} onClick={() => actions.pay(invoice)}>
            <CircleCheck aria-hidden />
            Mark as paid
          </Button>
        </>
      ) : null}
      {canBill && invoice.status === 'paid' ? (
        <Button pending={actions.isPending} onClick={() => actions.unpay(invoice)}>
          <Undo2 aria-hidden />
          Take payment back
        </Button>
      ) : null}
    </DrawerFooter>
  )
}
