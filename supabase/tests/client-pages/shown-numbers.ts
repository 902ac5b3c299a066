import { paths } from '../../../lib/paths'
import { alertListQuery } from '../../../lib/queries/alerts'
import { clientOverviewQuery } from '../../../lib/queries/client-overview'
import { overviewQuery } from '../../../lib/queries/overview'
import { ticketListQuery } from '../../../lib/queries/tickets'
import {
  ALERT_TABS,
  countOfTab,
  parseAlertListParams,
  VIEWER_TABS,
} from '../../../lib/rules/alert-list-params'
import { SEVERITIES } from '../../../lib/rules/alerts'
import { hrefOfNeed, needsOf } from '../../../lib/rules/client-needs'
import { currentClients } from '../../../lib/rules/client-order'
import { CLIENT_TABS } from '../../../lib/rules/client-tabs'
import {
  alertNumbers,
  healthNumbers,
  ticketNumbers,
  tileNumbers,
  WEEK_CHARTS,
  weekNumber,
} from '../../../lib/rules/home-numbers'
import { parseTicketListParams, TICKET_TABS, VIEWER_TICKET_TABS } from '../../../lib/rules/ticket-list-params'
import { ask, ticketScope, type Reader } from './lists'

/** A number that a page shows, where it stands, and the list that opens from it. */
export type Shown = { where: string; value: number; href: string }

/** Every number on the home page, in tiles, charts (whose tables hold the same) and lines. */
export async function numbersOfHome(reader: Reader): Promise<Shown[]> {
  const { standing } = await ask(overviewQuery(reader.supabase, reader.agencyId))
  const now = new Date()
  const { severities, ...tiles } = tileNumbers(standing, now)
  const named = (where: string) => (shown: Omit<Shown, 'where'>) => ({ where, ...shown })
  return [
    ...Object.entries(tiles).map(([name, shown]) => ({ where: `tile ${name}`, ...shown })),
    ...severities.map(named('tile severity')),
    ...healthNumbers(standing, now).map(named('chart health')),
    ...Object.entries(WEEK_CHARTS).flatMap(([chart, series]) =>
      series.flatMap((one) =>
        standing.weeks.map((week) => {
          const { value, href } = weekNumber(one, week, reader.timeZone)
          return { where: `chart ${chart}, ${one.name}`, value, href }
        }),
      ),
    ),
    ...currentClients(standing.clients).flatMap((client) => [
      ...alertNumbers(client).map(named('line of a client, alerts')),
      ...ticketNumbers(client).map(named('line of a client, tickets')),
    ]),
  ]
}

/** Every number around a client's pages: the tabs, and for staff what needs somebody. */
export async function numbersOfClient(reader: Reader, clientId: string): Promise<Shown[]> {
  const { client, standing } = await ask(clientOverviewQuery(reader.supabase, reader.agencyId, clientId))
  return [
    ...CLIENT_TABS.flatMap(({ id, count, href }) => {
      const value = count(client.counts, reader.isStaff)
      return value === null ? [] : [{ where: `client tab ${id}`, value, href: href(clientId) }]
    }),
    ...(standing ? needsOf(standing, new Date()) : []).flatMap(({ id, count }) =>
      count === null ? [] : [{ where: `need ${id}`, value: count, href: hrefOfNeed(id, clientId) }],
    ),
  ]
}

/** The numbers on the tabs of the lists of alerts and tickets, across clients or of one. */
export async function numbersOfTabs(reader: Reader, clientId: string | null): Promise<Shown[]> {
  const { supabase, agencyId, isStaff } = reader
  const tickets = await ask(
    ticketListQuery(supabase, ticketScope(reader, clientId), parseTicketListParams({})),
  )
  const { counts } = await ask(
    alertListQuery(supabase, { agencyId, clientId, isStaff }, parseAlertListParams({})),
  )
  const ticketsAt = (tab: string) =>
    clientId === null ? paths.tickets({ tab }) : paths.clientTickets(clientId, { tab })
  const alertsAt = (query: Record<string, string>) =>
    clientId === null ? paths.alerts(query) : paths.clientAlerts(clientId, query)
  const where = clientId === null ? 'across clients' : 'of a client'
  return [
    ...(isStaff ? TICKET_TABS : VIEWER_TICKET_TABS).map((tab) => ({
      where: `tickets ${where}, tab ${tab}`,
      value: tickets.counts?.[tab] ?? -1,
      href: ticketsAt(tab),
    })),
    ...(isStaff ? ALERT_TABS : VIEWER_TABS).map((status) => ({
      where: `alerts ${where}, tab ${status}`,
      value: countOfTab(status, counts, isStaff, false),
      href: alertsAt({ status }),
    })),
    ...(isStaff ? SEVERITIES : []).map((severity) => ({
      where: `alerts ${where}, ${severity}`,
      value: counts[severity],
      href: alertsAt({ severity }),
    })),
  ]
}
