'use client'

import { Plus } from 'lucide-react'
import { loadInvoiceDrawer } from '@/components/invoices/lazy'
import { Button } from '@/components/ui/button'
import { useAddressQuery } from '@/components/ui/use-address-query'

/** Opens the drawer in which an invoice is written; the list behind it shows the drawer. */
export function NewInvoiceButton() {
  const { setQuery } = useAddressQuery()
  return (
    <Button
      variant="primary"
      onPointerEnter={() => void loadInvoiceDrawer()}
      onClick={() => setQuery({ new: '1', invoice: undefined })}
    >
      <Plus aria-hidden />
      New invoice
    </Button>
  )
}
