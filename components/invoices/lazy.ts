import dynamic from 'next/dynamic'

/** What only comes once somebody opens it; the loader lets a pointer on its way there begin early. */
export const loadInvoiceDrawer = () =>
  import('@/components/invoices/invoice-drawer').then((module) => module.InvoiceDrawer)

export const InvoiceDrawer = dynamic(loadInvoiceDrawer, { ssr: false })
