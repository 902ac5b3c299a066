'use client'

import { FileDown, Send, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerFooter } from '@/components/ui/drawer'
import { paths } from '@/lib/paths'
import type { InvoiceDetail } from '@/lib/queries/invoice-detail'
import { useWatch } from 'react-hook-form'
import type { InvoiceForm } from '@/lib/schemas/invoices'

type InvoiceFormFooterProps = {
  formId: string
  invoice: InvoiceDetail | null
  isLeaving: boolean
  isSending: boolean
  isPending: boolean
  isDirty: boolean
  onKeep: () => void
  onCancel: () => void
  onDiscard: () => void
  onAskToSend: (isSending: boolean) => void
  onSend: () => void
  onRemove: () => void
}

/** Saving can be repeated, so it just happens; sending is for good, so it is asked. */
export function InvoiceFormFooter(props: InvoiceFormFooterProps) {
  const { invoice, isPending, onAskToSend } = props
  const type = useWatch<InvoiceForm, 'type'>({ name: 'type' })
  const isOutgoing = type === 'outgoing'

  if (props.isLeaving) {
    return (
      <DrawerFooter>
        <DiscardQuestion onKeep={props.onKeep} onDiscard={props.onDiscard} />
      </DrawerFooter>
    )
  }
  if (props.isSending) {
    return (
      <DrawerFooter>
        <p role="alert" className="mr-auto min-w-0 flex-1 basis-56 text-sm">
          {isOutgoing
            ? 'It gets its number, your client sees it, and it stays as it is from then on.'
            : 'It stays as it is from then on, until it is paid or void.'}
        </p>
        <Button onClick={() => onAskToSend(false)}>Keep editing</Button>
        <Button variant="primary" pending={isPending} onClick={props.onSend}>
          {isOutgoing ? 'Send now' : 'It is right'}
        </Button>
      </DrawerFooter>
    )
  }
  return (
    <DrawerFooter>
      {invoice ? (
        <div className="mr-auto flex gap-1">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Delete draft"
            title="Delete draft"
            onClick={props.onRemove}
          >
            <Trash2 aria-hidden />
          </Button>
          {isOutgoing && !props.isDirty ? (
            <a
              href={paths.invoiceFile(invoice.id)}
              download
              aria-label="Download as PDF"
              title="Download as PDF"
              className={buttonClass({ variant: 'ghost', size: 'icon' })}
            >
              <FileDown aria-hidden />
            </a>
          ) : null}
        </div>
      ) : null}
      <Button variant="ghost" className="max-sm:hidden" onClick={props.onCancel}>
        Cancel
      </Button>
      <Button type="submit" form={props.formId} pending={isPending}>
        Save draft
      </Button>
      <Button variant="primary" onClick={() => onAskToSend(true)}>
        <Send aria-hidden />
        {isOutgoing ? 'Send' : 'Mark to pay'}
      </Button>
    </DrawerFooter>
  )
}
