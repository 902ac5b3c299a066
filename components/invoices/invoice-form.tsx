'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { InvoiceFields } from '@/components/invoices/invoice-fields'
import { InvoiceFormFooter } from '@/components/invoices/invoice-form-footer'
import { InvoiceLinesField } from '@/components/invoices/invoice-lines-field'
import type { InvoiceActions } from '@/components/invoices/use-invoice-actions'
import { DrawerBody } from '@/components/ui/drawer'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { saveInvoice } from '@/lib/mutations/invoices'
import type { BillingSettings, InvoiceDetail } from '@/lib/queries/invoice-detail'
import type { InvoiceScope } from '@/lib/queries/invoices'
import { currencyDigits, formatDecimal, lineNumbers, type InvoiceType } from '@/lib/rules/invoices'
import { invoiceSchema, type InvoiceForm as Values } from '@/lib/schemas/invoices'
import { browserClient } from '@/lib/supabase/browser'

type InvoiceFormProps = LeaveQuestion & {
  scope: InvoiceScope
  /** Null for a new one. */
  invoice: InvoiceDetail | null
  newType: InvoiceType
  settings: BillingSettings | null
  actions: InvoiceActions
  onSaved: (invoiceId: string) => void
}

export function InvoiceForm(props: InvoiceFormProps) {
  const { scope, invoice, settings, actions, onDirty, onSaved, onClose } = props
  const formId = useId()
  const taxRate = String(settings?.taxRate ?? 19)
  const form = useForm<Values>({
    resolver: standardSchemaResolver(invoiceSchema),
    defaultValues: invoice ? valuesOf(invoice) : newValues(scope, props.newType, settings, taxRate),
  })
  const { formState, handleSubmit, setError } = form
  const { isDirty } = formState
  const [isSending, setIsSending] = useState(false)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  const save = useMutation({
    mutationFn: ({ values }: { values: Values; isSent: boolean }) =>
      saveInvoice(browserClient(), {
        invoiceId: invoice?.id ?? null,
        version: invoice?.version ?? null,
        form: values,
      }),
    onSuccess: (saved, { values, isSent }) => {
      form.reset(values)
      void actions.reload()
      if (isSent) actions.send({ id: saved.id, type: values.type, number: null }, saved.version)
      else toast.success('Draft saved')
      onSaved(saved.id)
    },
    onError: () => setIsSending(false),
  })
  const error = save.error ? toAppError(save.error) : null

  const submit = (isSent: boolean) =>
    handleSubmit(
      (values) => {
        const places = currencyDigits(values.currency)
        const wrong = values.lines.findIndex((line) => lineNumbers(line, places) === null)
        if (wrong >= 0) {
          setError(`lines.${wrong}.unitPrice`, {
            message: places === 0 ? 'A whole amount.' : `An amount with at most ${places} places.`,
          })
          setIsSending(false)
        } else if (isSent && invoice && !isDirty) actions.send(invoice, invoice.version)
        else save.mutate({ values, isSent })
      },
      () => setIsSending(false),
    )()
  useShortcut('submit', () => void submit(false))

  return (
    <FormProvider {...form}>
      <DrawerBody>
        <form
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void submit(false)
          }}
          className="flex flex-col gap-5 pb-6"
        >
          {error ? (
            <Notice tone="danger" isAlert title={errorMessage(error).title}>
              {errorMessage(error).advice}
            </Notice>
          ) : null}
          <InvoiceFields scope={scope} isNew={invoice === null} paymentDays={settings?.paymentDays ?? 14} />
          <InvoiceLinesField taxRate={taxRate} />
        </form>
      </DrawerBody>
      <InvoiceFormFooter
        formId={formId}
        invoice={invoice}
        isLeaving={props.isAsking}
        isSending={isSending}
        isPending={save.isPending || actions.isPending}
        isDirty={isDirty}
        onKeep={props.onKeep}
        onCancel={props.onCancel}
        onDiscard={onClose}
        onAskToSend={setIsSending}
        onSend={() => void submit(true)}
        onRemove={() => invoice && actions.remove(invoice, onClose)}
      />
    </FormProvider>
  )
}

function newValues(
  scope: InvoiceScope,
  type: InvoiceType,
  settings: BillingSettings | null,
  taxRate: string,
): Values {
  return {
    type: scope.clientId === null ? type : 'outgoing',
    clientId: scope.clientId ?? '',
    number: '',
    partyName: '',
    partyAddress: '',
    currency: settings?.currency ?? 'EUR',
    issuedOn: '',
    dueOn: '',
    notes: '',
    lines: [{ id: '', description: '', quantity: '1', unitPrice: '', taxRate }],
  }
}

function valuesOf(invoice: InvoiceDetail): Values {
  const places = currencyDigits(invoice.currency)
  return {
    type: invoice.type,
    clientId: invoice.clientId ?? '',
    number: invoice.number ?? '',
    partyName: invoice.partyName ?? '',
    partyAddress: invoice.partyAddress ?? '',
    currency: invoice.currency,
    issuedOn: invoice.issuedOn ?? '',
    dueOn: invoice.dueOn ?? '',
    notes: invoice.notes ?? '',
    lines: invoice.lines.map((line) => ({
      id: line.id,
      description: line.description,
      quantity: String(line.quantity),
      unitPrice: formatDecimal(BigInt(line.unitPriceMinor), places, true),
      taxRate: String(line.taxRate),
    })),
  }
}
