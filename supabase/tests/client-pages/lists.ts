import { QueryClient } from '@tanstack/react-query'
import { alertListQuery } from '../../../lib/queries/alerts'
import { clientStandingsQuery } from '../../../lib/queries/client-standings'
import { agencyCommunicationsQuery, communicationListQuery } from '../../../lib/queries/communications'
import { documentListQuery } from '../../../lib/queries/documents'
import { invoiceListQuery } from '../../../lib/queries/invoices'
import { runListQuery } from '../../../lib/queries/runs'
import { ticketListQuery } from '../../../lib/queries/tickets'
import { ALERT_TABS, parseAlertListParams, unfolded, VIEWER_TABS } from '../../../lib/rules/alert-list-params'
import { parseClientListParams, selectClients } from '../../../lib/rules/client-list-params'
import { parseCommunicationListParams } from '../../../lib/rules/communication-list-params'
import { parseDocumentListParams } from '../../../lib/rules/document-list-params'
import { parseInvoiceListParams } from '../../../lib/rules/invoice-list-params'
import { parseRunListParams } from '../../../lib/rules/run-list-params'
import { parseTicketListParams } from '../../../lib/rules/ticket-list-params'
import type { DataClient } from '../../../lib/supabase/types'

/** Somebody in front of the app. */
export type Reader = {
  supabase: DataClient
  userId: string
  agencyId: string
  isStaff: boolean
  timeZone: string
}

type Page<Cursor> = { rows: number; next: Cursor | null }

/** A query's answer as its page gets it, without a cache. */
export const ask: QueryClient['query'] = (options) => new QueryClient().query(options)

async function countPages<Cursor>(
  first: Cursor | null,
  read: (cursor: Cursor | null) => Promise<Page<Cursor>>,
): Promise<number> {
  let count = 0
  let cursor = first
  do {
    const page = await read(cursor)
    count += page.rows
    cursor = page.next
  } while (cursor !== null)
  return count
}

export const ticketScope = (reader: Reader, clientId: string | null) => ({
  agencyId: reader.agencyId,
  clientId,
  userId: reader.userId,
  userName: 'Somebody',
  isStaff: reader.isStaff,
  timeZone: reader.timeZone,
})

/** How many rows the list shows on all its pages together that this address opens, read as its page reads it. */
export async function countRows(reader: Reader, href: string): Promise<number> {
  const { supabase, agencyId, isStaff, timeZone } = reader
  const { pathname, searchParams } = new URL(href, 'http://app.example')
  const query = Object.fromEntries(searchParams)
  const [, clientId = null, list] = /^\/clients\/([0-9a-f-]{36})\/(\w+)$/.exec(pathname) ?? []
  switch (list ?? pathname) {
    case '/alerts':
    case 'alerts': {
      const params = parseAlertListParams(query, isStaff ? ALERT_TABS : VIEWER_TABS)
      return countPages(params.cursor, async (cursor) => {
        const scope = { agencyId, clientId, isStaff }
        const { alerts, next } = await ask(alertListQuery(supabase, scope, { ...params, cursor }))
        return { rows: unfolded(alerts, params, isStaff, new Date()).length, next }
      })
    }
    case '/tickets':
    case 'tickets': {
      const params = parseTicketListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const page = await ask(
          ticketListQuery(supabase, ticketScope(reader, clientId), { ...params, cursor }),
        )
        return { rows: page.tickets.length, next: page.next }
      })
    }
    case '/communications': {
      const params = parseCommunicationListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const page = await ask(agencyCommunicationsQuery(supabase, agencyId, { ...params, cursor }))
        return { rows: page.entries.length, next: page.next }
      })
    }
    case 'communications': {
      const params = parseCommunicationListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const scope = { agencyId, clientId: clientId ?? '' }
        const page = await ask(communicationListQuery(supabase, scope, { ...params, cursor }))
        return { rows: page.entries.length, next: page.next }
      })
    }
    case 'documents': {
      const params = parseDocumentListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const scope = { agencyId, clientId: clientId ?? '' }
        const page = await ask(documentListQuery(supabase, scope, { ...params, cursor }))
        return { rows: page.documents.length, next: page.next }
      })
    }
    case 'invoices': {
      const params = parseInvoiceListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const scope = { agencyId, clientId, canBill: isStaff, timeZone }
        const page = await ask(invoiceListQuery(supabase, scope, { ...params, cursor }))
        return { rows: page.invoices.length, next: page.next }
      })
    }
    case '/clients': {
      const clients = await ask(clientStandingsQuery(supabase, agencyId))
      return selectClients(clients, parseClientListParams(query), new Date()).length
    }
    case '/provider/runs': {
      const params = parseRunListParams(query)
      return countPages(params.cursor, async (cursor) => {
        const page = await ask(runListQuery(supabase, { agencyId, timeZone }, { ...params, cursor }))
        return { rows: page.runs.length, next: page.next }
      })
    }
    default:
      throw new Error(`No list is known at ${href}.`)
  }
}
