import { queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import { CLIENT_STATUSES, clientKeys, type ClientStatus } from '@/lib/queries/clients'
import type { Standing } from '@/lib/rules/client-health'
import { oneOf } from '@/lib/rules/runs'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

type StoredStanding = Database['public']['CompositeTypes']['client_standing']

/** A client with the numbers of its health. */
export type ClientStanding = Standing & {
  id: string
  name: string
  status: ClientStatus
  isHouse: boolean
}

/** Reads the composite that `client_standing` is. */
export function toStanding(row: StoredStanding): ClientStanding {
  return {
    id: row.client_id ?? '',
    name: row.name ?? '',
    status: oneOf(CLIENT_STATUSES, row.status) ?? 'active',
    isHouse: row.is_house ?? false,
    critical: row.critical ?? 0,
    high: row.high ?? 0,
    medium: row.medium ?? 0,
    low: row.low ?? 0,
    snoozed: row.snoozed ?? 0,
    unacknowledged: row.unacknowledged ?? 0,
    awakeCritical: row.awake_critical ?? 0,
    awakeHigh: row.awake_high ?? 0,
    awakeUnacknowledged: row.awake_unacknowledged ?? 0,
    oldestUnacknowledgedAt: row.oldest_unacknowledged_at,
    liveTickets: row.live_tickets ?? 0,
    urgentTickets: row.urgent_tickets ?? 0,
    overdueTickets: row.overdue_tickets ?? 0,
    unassignedTickets: row.unassigned_tickets ?? 0,
    waitingForClient: row.waiting_for_client ?? 0,
    lastContactAt: row.last_contact_at,
    lastContactDirection: oneOf(['inbound', 'outbound'] as const, row.last_contact_direction),
    replyMinutes: row.reply_minutes,
  }
}

/** How every client of the agency stands, by name, without its house client. One call, whatever their number. */
export function clientStandingsQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: clientKeys.standings(agencyId),
    queryFn: async ({ signal }): Promise<ClientStanding[]> => {
      const [overview] = unwrap(await supabase.rpc('agency_overview').abortSignal(signal))
      return (overview?.clients ?? [])
        .map(toStanding)
        .filter((client) => !client.isHouse)
        .sort((one, other) => byName.compare(one.name, other.name))
    },
  })
}

const byName = new Intl.Collator('en')
