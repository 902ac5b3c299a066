import type { Route } from 'next'
import { paths } from '@/lib/paths'
import type { AgencyStanding, AgencyWeek } from '@/lib/queries/agency-standing'
import type { ClientStanding } from '@/lib/queries/client-standings'
import { SEVERITIES, type Severity } from '@/lib/rules/alerts'
import { countHealthGroups, currentClients, HEALTH_GROUPS, isSilent } from '@/lib/rules/client-order'
import { addDays, formatSpan, weekSpan, type Span } from '@/lib/rules/spans'

/** A number with the address of the list that it counts: the two are made together, so that they cannot part. */
type ShownNumber = { value: number; href: Route }

/** The numbers on top of the home page. Those of alerts and tickets stop where the tabs of their lists stop. */
export function tileNumbers(
  { alerts, overdueTickets, unassignedTickets, clients, weeks }: AgencyStanding,
  now: Date,
) {
  const week = weeks.at(-1)
  return {
    live: { value: alerts.awake, href: paths.alerts() },
    severities: SEVERITIES.map((severity) => ({
      severity,
      value: alerts[severity],
      href: paths.alerts({ severity }),
    })),
    overdue: { value: overdueTickets, href: paths.tickets({ tab: 'overdue' }) },
    unassigned: { value: unassignedTickets, href: paths.tickets({ tab: 'unassigned' }) },
    silent: {
      value: currentClients(clients).filter((client) => isSilent(client, now)).length,
      href: paths.clients({ contact: 'silent' }),
    },
    runs: {
      value: week?.runs ?? 0,
      href: week ? paths.runs({ from: week.start, to: addDays(week.start, 6) }) : paths.runs(),
    },
  } satisfies Record<string, ShownNumber | readonly ShownNumber[]>
}

export type WeekSeries = {
  /** Stands in the legend and at the head of the column: "Opened". */
  name: string
  value: (week: AgencyWeek) => number
  /** One and many of what is counted, with what became of it: "ticket opened". */
  words: readonly [string, string]
  href: (span: string) => Route
}

/** What the charts of the last weeks show, two series each. */
export const WEEK_CHARTS = {
  tickets: [
    {
      name: 'Opened',
      value: (week) => week.ticketsOpened,
      words: ['ticket opened', 'tickets opened'],
      href: (opened) => paths.tickets({ tab: 'all', opened }),
    },
    {
      name: 'Resolved',
      value: (week) => week.ticketsResolved,
      words: ['ticket resolved', 'tickets resolved'],
      href: (resolved) => paths.tickets({ tab: 'all', resolved }),
    },
  ],
  alerts: [
    {
      name: 'Raised',
      value: (week) => week.alertsRaised,
      words: ['alert raised', 'alerts raised'],
      href: (raised) => paths.alerts({ status: 'all', raised }),
    },
    {
      name: 'Resolved',
      value: (week) => week.alertsResolved,
      words: ['alert resolved', 'alerts resolved'],
      href: (resolved) => paths.alerts({ status: 'resolved', resolved }),
    },
  ],
  communications: [
    {
      name: 'In',
      value: (week) => week.inbound,
      words: ['message or call in', 'messages and calls in'],
      href: (occurred) => paths.communications({ direction: 'inbound', occurred }),
    },
    {
      name: 'Out',
      value: (week) => week.outbound,
      words: ['message or call out', 'messages and calls out'],
      href: (occurred) => paths.communications({ direction: 'outbound', occurred }),
    },
  ],
} as const satisfies Record<string, readonly [WeekSeries, WeekSeries]>

/** What one series says of one week. Throws for a week that does not begin on a day of the calendar. */
export function weekNumber(
  series: WeekSeries,
  week: AgencyWeek,
  timeZone: string,
): ShownNumber & { span: Span } {
  const span = weekSpan(week.start, timeZone)
  if (!span) throw new RangeError(`No week begins on ${week.start}.`)
  return { value: series.value(week), href: series.href(formatSpan(span)), span }
}

/** How many clients stand where by their health. */
export function healthNumbers(standing: AgencyStanding, now: Date) {
  const counts = countHealthGroups(currentClients(standing.clients), now)
  return HEALTH_GROUPS.map((group) => ({
    group,
    value: counts[group],
    href: paths.clients({ health: group }),
  }))
}

/** A client's open alerts by severity. They count those that sleep, too, so the list shows them. */
export function alertNumbers(client: ClientStanding): (ShownNumber & { severity: Severity })[] {
  return SEVERITIES.filter((severity) => client[severity] > 0).map((severity) => ({
    severity,
    value: client[severity],
    href: paths.clientAlerts(client.id, { severity, snoozed: '1' }),
  }))
}

type TicketNumber = ShownNumber & { kind: 'overdue' | 'unassigned' | 'live' }

/** A client's tickets that want something; when none does, how many there are. */
export function ticketNumbers(client: ClientStanding): TicketNumber[] {
  const wanting = [
    { kind: 'overdue' as const, value: client.overdueTickets },
    { kind: 'unassigned' as const, value: client.unassignedTickets },
  ].filter(({ value }) => value > 0)
  if (wanting.length === 0)
    return [{ kind: 'live', value: client.liveTickets, href: paths.clientTickets(client.id) }]
  return wanting.map(({ kind, value }) => ({
    kind,
    value,
    href: paths.clientTickets(client.id, { tab: kind }),
  }))
}
