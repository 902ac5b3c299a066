import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketFile } from '../../lib/queries/ticket-export'
import { ticketListQuery } from '../../lib/queries/tickets'
import type { Cursor } from '../../lib/rules/keyset'
import { parseTicketListParams, TICKET_SORTS, type TicketSort } from '../../lib/rules/ticket-list-params'
import { startListApi } from './client-pages/api'
import { ask, ticketScope, type Reader } from './client-pages/lists'
import { addAgency, type Agency } from './stage'

/** Pages of the ticket list in every order, of which the later ones are read in two parts. */

// More than one page of a file.
const TICKETS = 620

let api: Awaited<ReturnType<typeof startListApi>>
let agency: Agency
let reader: Reader

beforeAll(async () => {
  api = await startListApi()
  agency = await addAgency(api.sql, 'pages')
  // Many share their moment, their day or their priority, some have no day, and groups end in the middle of pages.
  await api.sql`
    insert into tickets (agency_id, client_id, title, priority, due_on, status, closed_at, created_at, updated_at)
    select ${agency.id}, case when n % 3 = 0 then ${agency.client}::uuid else ${agency.sibling}::uuid end, 'Ticket ' || n,
      (array['low', 'normal', 'normal', 'high', 'urgent'])[1 + n * 7 % 5], case when n % 4 > 0 then date '2026-01-01' + n % 9 end,
      case when n % 2 = 0 then 'closed' else 'open' end, case when n % 2 = 0 then now() end,
      now() - n % 40 * interval '1 hour', now() - n % 30 * interval '1 hour'
    from generate_series(1, ${TICKETS}) n`
  reader = {
    supabase: api.as(agency.member),
    userId: agency.member.id,
    agencyId: agency.id,
    isStaff: true,
    timeZone: 'UTC',
  }
})
afterAll(() => api.stop())

const ORDERS: Record<TicketSort, string> = {
  '-updated': 'updated_at desc, id desc',
  '-created': 'created_at desc, id desc',
  due: 'due_on nulls last, id',
  '-number': 'number desc',
  priority: 'priority_rank, updated_at desc, id desc',
}

async function inOrder(sort: TicketSort, tab: string, clientId: string | null): Promise<number[]> {
  const rows = await api.sql.unsafe<{ number: number }[]>(
    `select number from tickets where agency_id = $1 and ($2::uuid is null or client_id = $2) and ($3 = 'all' or is_live)
     order by ${ORDERS[sort]}`,
    [agency.id, clientId, tab],
  )
  return rows.map(({ number }) => number)
}

/** The numbers of all pages, from the first to the last and back from there to the first. */
async function leaf(sort: TicketSort, tab: string, clientId: string | null) {
  const read = (cursor: Cursor | null) => {
    const params = { ...parseTicketListParams({ tab, sort }), cursor }
    return ask(ticketListQuery(reader.supabase, ticketScope(reader, clientId), params))
  }
  let page = await read(null)
  const forwards = page.tickets.map(({ number }) => number)
  while (page.next) {
    page = await read(page.next)
    forwards.push(...page.tickets.map(({ number }) => number))
  }
  const backwards = page.tickets.map(({ number }) => number)
  while (page.previous) {
    page = await read(page.previous)
    backwards.unshift(...page.tickets.map(({ number }) => number))
  }
  return { forwards, backwards }
}

describe.each(TICKET_SORTS)('in the order %s', (sort) => {
  test.each(['all', 'live'])('the pages of %s are the whole, there and back', async (tab) => {
    for (const clientId of [null, agency.client]) {
      const whole = await inOrder(sort, tab, clientId)
      const { forwards, backwards } = await leaf(sort, tab, clientId)
      expect(forwards).toEqual(whole)
      expect(backwards).toEqual(whole)
    }
  })

  test('a file holds them all', async () => {
    const params = parseTicketListParams({ tab: 'all', sort })
    let file = ''
    for await (const lines of ticketFile(reader.supabase, ticketScope(reader, null), params)) file += lines
    const numbers = [...file.matchAll(/^"?#(\d+)/gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(await inOrder(sort, 'all', null))
  })
})
