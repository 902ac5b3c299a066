'use client'

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { InvoiceTotals } from '@/components/invoices/invoice-totals'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import {
  currencyDigits,
  formatMoney,
  INVOICE_LINES_MAX,
  invoiceTotals,
  lineAmounts,
  lineNumbers,
} from '@/lib/rules/invoices'
import type { InvoiceForm } from '@/lib/schemas/invoices'

const GRID =
  'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] gap-2 sm:grid-cols-[minmax(0,1fr)_5rem_6.5rem_4.5rem_6.5rem_6.75rem]'

/**
 * What is charged for, line by line, with what it comes to. Enter goes on to a new line after the last one; Alt with an arrow
 * moves a line.
 */
export function InvoiceLinesField({ taxRate }: { taxRate: string }) {
  const { control, formState, setFocus } = useFormContext<InvoiceForm>()
  const { fields, append, remove, move } = useFieldArray({ control, name: 'lines', keyName: 'key' })
  const [lines, currency] = useWatch<InvoiceForm, ['lines', 'currency']>({ name: ['lines', 'currency'] })
  const titleId = useId()
  const announced = useRef<HTMLParagraphElement>(null)
  const places = /^[A-Z]{3}$/.test(currency) ? currencyDigits(currency) : 2
  // A line that is not a number yet counts for nothing.
  const numbers = lines.map((line) => lineNumbers(line, places))
  const isFull = fields.length >= INVOICE_LINES_MAX

  const add = () =>
    append({
      id: '',
      description: '',
      quantity: '1',
      unitPrice: '',
      taxRate: lines.at(-1)?.taxRate || taxRate,
    })
  function moveTo(from: number, to: number): void {
    if (to < 0 || to >= fields.length) return
    move(from, to)
    if (announced.current) announced.current.textContent = `Line ${from + 1} is now line ${to + 1}.`
  }
  function handleKeyDown(event: KeyboardEvent, index: number): void {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      moveTo(index, event.key === 'ArrowUp' ? index - 1 : index + 1)
    }
    const isPlainEnter = event.key === 'Enter' && !event.metaKey && !event.ctrlKey
    if (!isPlainEnter || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    if (index < fields.length - 1) setFocus(`lines.${index + 1}.description`)
    else if (!isFull) add()
  }
  function handleRemove(index: number): void {
    remove(index)
    // The focus must not fall out of the form with the line it was on.
    if (fields.length > 1) setFocus(`lines.${Math.max(index - 1, 0)}.description`)
  }

  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between">
        <h3 id={titleId} className="text-sm font-medium">
          Lines
        </h3>
        <p className="hidden text-xs text-text-subtle sm:block">Enter: next line · Alt ↑ ↓: move</p>
      </div>
      <div aria-hidden className={`${GRID} hidden text-xs text-text-subtle sm:grid`}>
        <span>Description</span>
        <span>Quantity</span>
        <span>Price</span>
        <span>Tax %</span>
        <span className="text-right">Amount</span>
        <span />
      </div>
      <ol aria-label="Lines" className="flex flex-col gap-3 sm:gap-2">
        {fields.map((field, index) => {
          const amounts = numbers[index] ? lineAmounts(numbers[index]) : null
          const wrong = formState.errors.lines?.[index]
          return (
            <li key={field.key} className="rounded-md max-sm:border max-sm:border-border max-sm:p-2.5">
              <div className={GRID}>
                <LineInput
                  onKeyDown={handleKeyDown}
                  index={index}
                  name="description"
                  label="Description"
                  className="max-sm:col-span-3"
                />
                <LineInput
                  onKeyDown={handleKeyDown}
                  index={index}
                  name="quantity"
                  label="Quantity"
                  isNumber
                />
                <LineInput onKeyDown={handleKeyDown} index={index} name="unitPrice" label="Price" isNumber />
                <LineInput onKeyDown={handleKeyDown} index={index} name="taxRate" label="Tax %" isNumber />
                <output
                  aria-label={`Amount of line ${index + 1}`}
                  className="self-center text-right text-sm tabular-nums max-sm:col-span-2 max-sm:text-left"
                >
                  {amounts ? formatMoney(amounts.netMinor, currency) : '—'}
                </output>
                <span className="flex items-center justify-end">
                  <LineButton
                    label={`Move line ${index + 1} up`}
                    onClick={() => moveTo(index, index - 1)}
                    isDisabled={index === 0}
                  >
                    <ArrowUp aria-hidden />
                  </LineButton>
                  <LineButton
                    label={`Move line ${index + 1} down`}
                    onClick={() => moveTo(index, index + 1)}
                    isDisabled={index === fields.length - 1}
                  >
                    <ArrowDown aria-hidden />
                  </LineButton>
                  <LineButton label={`Remove line ${index + 1}`} onClick={() => handleRemove(index)}>
                    <X aria-hidden />
                  </LineButton>
                </span>
              </div>
              {wrong ? (
                <p role="alert" className="mt-1 text-sm text-danger">
                  {wrong.description?.message ??
                    wrong.quantity?.message ??
                    wrong.unitPrice?.message ??
                    wrong.taxRate?.message}
                </p>
              ) : null}
            </li>
          )
        })}
      </ol>
      <p ref={announced} role="status" className="sr-only" />
      <div>
        <Button size="sm" onClick={add} disabled={isFull}>
          <Plus aria-hidden />
          Add a line
        </Button>
      </div>
      <InvoiceTotals totals={invoiceTotals(numbers.filter((one) => one !== null))} currency={currency} />
    </section>
  )
}

type LineInputProps = {
  index: number
  name: 'description' | 'quantity' | 'unitPrice' | 'taxRate'
  label: string
  isNumber?: boolean
  className?: string
  onKeyDown: (event: KeyboardEvent, index: number) => void
}

function LineInput({ index, name, label, isNumber = false, className, onKeyDown }: LineInputProps) {
  const { register, formState } = useFormContext<InvoiceForm>()
  const isWrong = Boolean(formState.errors.lines?.[index]?.[name])
  return (
    <label className={className}>
      {/* Seen on phones, where no heading stands above; read out everywhere. */}
      <span className="text-xs text-text-subtle sm:sr-only">
        {label}
        <span className="sr-only"> of line {index + 1}</span>
      </span>
      <Input
        {...register(`lines.${index}.${name}`)}
        aria-invalid={isWrong || undefined}
        onKeyDown={(event) => onKeyDown(event, index)}
        autoComplete="off"
        {...(isNumber
          ? { inputMode: 'decimal' as const, className: 'text-right tabular-nums' }
          : { dir: 'auto' as const })}
      />
    </label>
  )
}

type LineButtonProps = { label: string; onClick: () => void; isDisabled?: boolean; children: ReactNode }

function LineButton({ label, onClick, isDisabled, children }: LineButtonProps) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      // With Tab one goes from field to field; Alt and an arrow do the same.
      tabIndex={-1}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
