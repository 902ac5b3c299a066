'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeInvoiceStatus, deleteInvoice, restoreInvoice } from '@/lib/mutations/invoices'
import { clientKeys } from '@/lib/queries/clients'
import type { InvoiceDetail } from '@/lib/queries/invoice-detail'
import { invoiceKeys } from '@/lib/queries/invoices'
import { invoiceTitle, type InvoiceStatus } from '@/lib/rules/invoices'
import { browserClient } from '@/lib/supabase/browser'

/** A toast that can be undone stays long enough to be read and reached. */
const UNDO_MS = 10_000

type Step = {
  invoice: Pick<InvoiceDetail, 'id' | 'type' | 'number'>
  version: number
  status: InvoiceStatus
  /** Said here and not where it was asked: the drawer may be another one by then. */
  onDone?: (now: { number: string | null; version: number }) => void
}

/** The steps of an invoice. Only a payment and the deletion of a draft can be taken back; the others are asked for. */
export function useInvoiceActions(agencyId: string) {
  const queryClient = useQueryClient()
  const reload = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: invoiceKeys.all }),
      // The tabs of a client say how many there are.
      queryClient.invalidateQueries({ queryKey: clientKeys.ofEach(agencyId) }),
    ])

  function say(error: unknown): void {
    const { title, advice } = errorMessage(toAppError(error))
    toast.error(title, { description: advice })
  }

  const step = useMutation({
    mutationFn: ({ invoice, version, status }: Step) =>
      changeInvoiceStatus(browserClient(), { agencyId, invoiceId: invoice.id, version, status }),
    onSuccess: (now, { onDone }) => onDone?.(now),
    onError: say,
    onSettled: reload,
  })
  const remove = useMutation({
    mutationFn: ({ invoice }: { invoice: InvoiceDetail; onDone: () => void }) =>
      deleteInvoice(browserClient(), { agencyId, invoiceId: invoice.id }),
    onSuccess: (_, { invoice, onDone }) => {
      onDone()
      toast.success('Draft deleted', {
        duration: UNDO_MS,
        action: {
          label: 'Undo',
          onClick: () => void restoreInvoice(browserClient(), invoice).then(reload, say),
        },
      })
    },
    onError: say,
    onSettled: reload,
  })

  return {
    reload,
    isPending: step.isPending || remove.isPending,
    send: (invoice: Step['invoice'], version: number) =>
      step.mutate({
        invoice,
        version,
        status: 'sent',
        onDone: ({ number }) =>
          toast.success(
            invoice.type === 'outgoing' ? `${number ?? 'The invoice'} is sent` : 'The invoice is to be paid',
          ),
      }),
    pay: (invoice: InvoiceDetail) =>
      step.mutate({
        invoice,
        version: invoice.version,
        status: 'paid',
        onDone: ({ version }) =>
          toast.success(`${invoiceTitle(invoice)} is paid`, {
            duration: UNDO_MS,
            action: { label: 'Undo', onClick: () => step.mutate({ invoice, version, status: 'sent' }) },
          }),
      }),
    unpay: (invoice: InvoiceDetail) =>
      step.mutate({
        invoice,
        version: invoice.version,
        status: 'sent',
        onDone: () => toast.success(`The payment of ${invoiceTitle(invoice)} is taken back`),
      }),
    void: (invoice: InvoiceDetail) =>
      step.mutate({
        invoice,
        version: invoice.version,
        status: 'void',
        onDone: () => toast.success(`${invoiceTitle(invoice)} is void`),
      }),
    remove: (invoice: InvoiceDetail, onDone: () => void) => remove.mutate({ invoice, onDone }),
  }
}

export type InvoiceActions = ReturnType<typeof useInvoiceActions>
