import type { Tools } from './presence-world'
import type { Row } from './world'

const id = (value: unknown) => (typeof value === 'string' ? value : '')

/** Billing settings, and invoices of every agency of a world: to each of its clients and from suppliers, in every state. */
export function addBilling({ tables, add, draw }: Tools): void {
  const pick = <T>(options: readonly T[]): T | undefined => options[draw(Math.max(1, options.length))]
  for (const agency of tables.agencies.map((row) => id(row.id))) {
    add('billing_settings', '5', { agency_id: agency, legal_name: 'An agency' })
    const invoice = (row: Row) => {
      const invoiceId = add('invoices', '2', {
        agency_id: agency,
        client_id: null,
        type: 'incoming',
        number: null,
        party_name: 'Somebody',
        party_address: null,
        currency: 'EUR',
        issued_on: null,
        due_on: null,
        notes: null,
        ...row,
      })
      // The first one always has a line, so that there is one that can be sent.
      for (let n = 0; n < (row.number === 'S-1' ? 1 : draw(3)); n++)
        add('invoice_lines', '5', {
          agency_id: agency,
          invoice_id: invoiceId,
          position: n + 1,
          description: 'Work',
          quantity: 2,
          unit_price_minor: 1050,
          tax_rate: 19,
        })
    }
    invoice({ status: 'draft', number: 'S-1' })
    for (const client of tables.clients.filter((row) => row.agency_id === agency))
      for (let n = 0; n < 1 + draw(2); n++)
        invoice({
          client_id: id(client.id),
          type: draw(4) === 0 ? 'incoming' : 'outgoing',
          status: pick(['draft', 'sent', 'draft', 'paid', 'void']) ?? 'draft',
        })
  }
}
