'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InvoiceForm } from '@/components/invoices/invoice-form'
import { InvoiceView } from '@/components/invoices/invoice-view'
import { useInvoiceActions } from '@/components/invoices/use-invoice-actions'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
import { billingSettingsQuery, invoiceDetailQuery } from '@/lib/queries/invoice-detail'
import type { InvoiceScope } from '@/lib/queries/invoices'
import { invoiceTitle, type InvoiceType } from '@/lib/rules/invoices'
import { browserClient } from '@/lib/supabase/browser'

type InvoiceDrawerProps = {
  scope: InvoiceScope
  /** Null for one that is about to be written. */
  invoiceId: string | null
  newType: InvoiceType
  today: string
  onOpen: (invoiceId: string) => void
  onClose: () => void
}

/** One invoice: a draft as the form it is written in, everything else as it stands. */
export function InvoiceDrawer({ scope, invoiceId, newType, today, onOpen, onClose }: InvoiceDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  const [typedInto, setTypedInto] = useState(0)
  const detail = useQuery({
    ...invoiceDetailQuery(browserClient(), scope.agencyId, invoiceId ?? ''),
    enabled: invoiceId !== null,
  })
  const settings = useQuery({
    ...billingSettingsQuery(browserClient(), scope.agencyId),
    enabled: scope.canBill,
  })
  const actions = useInvoiceActions(scope.agencyId)
  const invoice = invoiceId === null ? null : (detail.data ?? null)
  const isWritten = scope.canBill && (invoiceId === null || invoice?.status === 'draft')
  const version = invoice?.version ?? 0
  function handleDirty(isTypedInto: boolean): void {
    leave.form.onDirty(isTypedInto)
    setTypedInto(version)
  }
  const title =
    invoiceId === null
      ? 'New invoice'
      : invoice
        ? invoiceTitle(invoice)
        : detail.isError
          ? 'Invoice'
          : 'Loading invoice'

  function renderContent() {
    if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
    if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
    if ((invoiceId !== null && !invoice) || (scope.canBill && settings.isPending)) {
      return (
        <DrawerBody className="flex flex-col gap-6">
          {['party', 'dates', 'lines'].map((part) => (
            <Skeleton key={part} className="h-16 w-full" />
          ))}
        </DrawerBody>
      )
    }
    if (isWritten) {
      return (
        <InvoiceForm
          // What somebody else saved meanwhile begins a new form, unless something is typed into this one.
          key={leave.isDirty ? typedInto : version}
          scope={scope}
          invoice={invoice}
          newType={newType}
          settings={settings.data ?? null}
          actions={actions}
          {...leave.form}
          onDirty={handleDirty}
          onSaved={onOpen}
        />
      )
    }
    return invoice ? (
      <InvoiceView
        invoice={invoice}
        canBill={scope.canBill}
        today={today}
        timeZone={scope.timeZone}
        actions={actions}
      />
    ) : null
  }

  return (
    <Drawer {...leave.root}>
      <DrawerContent
        title={<bdi>{title}</bdi>}
        description={invoice?.partyName ? <bdi>{invoice.partyName}</bdi> : undefined}
        {...leave.content}
        className="sm:max-w-3xl!"
      >
        {renderContent()}
      </DrawerContent>
    </Drawer>
  )
}
