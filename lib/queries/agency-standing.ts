import { toStanding, type ClientStanding } from '@/lib/queries/client-standings'
import { NO_ALERTS, type AlertCounts } from '@/lib/rules/alerts'
import type { Database } from '@/lib/supabase/database.types'

type Composites = Database['public']['CompositeTypes']

/** What happened from a Monday to the Sunday after it, by the agency's clock. */
export type AgencyWeek = {
  /** The Monday: "2026-11-16". */
  start: string
  ticketsOpened: number
  ticketsResolved: number
  alertsRaised: number
  alertsResolved: number
  inbound: number
  outbound: number
  /** Those that start in it. */
  runs: number
}

/** How an agency stands. Counts of alerts and tickets are those of the lists' own tabs, and stop where they stop. */
export type AgencyStanding = {
  /** In no order, the house client included. */
  clients: ClientStanding[]
  /** Eight, the present one last. */
  weeks: AgencyWeek[]
  alerts: AlertCounts
  overdueTickets: number
  unassignedTickets: number
}

/** Columns of an agency; `toAgencyStanding` reads them. */
export const AGENCY_STANDING_COLUMNS = 'standing, alert_counts, ticket_counts' as const

type StoredStanding = {
  standing: Composites['agency_standing'] | null
  alert_counts: Composites['alert_counts'] | null
  ticket_counts: Composites['ticket_counts'] | null
}

export function toAgencyStanding(row: StoredStanding): AgencyStanding {
  const alerts = { ...NO_ALERTS }
  for (const key of Object.keys(alerts) as (keyof AlertCounts)[]) alerts[key] = row.alert_counts?.[key] ?? 0
  return {
    clients: (row.standing?.clients ?? []).map(toStanding),
    weeks: (row.standing?.weeks ?? []).map(toWeek),
    alerts,
    overdueTickets: row.ticket_counts?.overdue ?? 0,
    unassignedTickets: row.ticket_counts?.unassigned ?? 0,
  }
}

function toWeek(week: Composites['agency_week']): AgencyWeek {
  return {
    start: week.week_start ?? '',
    ticketsOpened: week.tickets_opened ?? 0,
    ticketsResolved: week.tickets_resolved ?? 0,
    alertsRaised: week.alerts_raised ?? 0,
    alertsResolved: week.alerts_resolved ?? 0,
    inbound: week.inbound ?? 0,
    outbound: week.outbound ?? 0,
    runs: week.runs ?? 0,
  }
}
