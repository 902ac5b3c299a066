import { formatMoney, formatRate, type Totals } from '@/lib/rules/invoices'

/** What an invoice comes to, with the tax of each rate. */
export function InvoiceTotals({ totals, currency }: { totals: Totals; currency: string }) {
  return (
    <dl
      aria-label="Totals"
      className="ml-auto grid w-full max-w-72 grid-cols-[1fr_auto] gap-y-1 text-sm tabular-nums"
    >
      <dt className="text-text-muted">Subtotal</dt>
      <dd className="pl-6 text-right">{formatMoney(totals.subtotalMinor, currency)}</dd>
      {totals.rates.map(({ rateHundredths, taxMinor }) => (
        <div key={String(rateHundredths)} className="contents">
          <dt className="text-text-muted">Tax {formatRate(rateHundredths)}</dt>
          <dd className="pl-6 text-right">{formatMoney(taxMinor, currency)}</dd>
        </div>
      ))}
      <dt className="border-t border-border pt-1.5 text-base font-semibold">Total</dt>
      <dd className="border-t border-border pt-1.5 pl-6 text-right text-base font-semibold">
        {formatMoney(totals.totalMinor, currency)}
      </dd>
    </dl>
  )
}
