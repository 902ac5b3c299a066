import { queryOptions } from '@tanstack/react-query'
import { AppError, unwrap } from '@/lib/errors'
import { toStanding, type ClientStanding } from '@/lib/queries/client-standings'
import { CLIENT_STATUSES, clientKeys, toWorkCounts, type ClientFrame } from '@/lib/queries/clients'
import { toCommunication, type Communication } from '@/lib/queries/communications'
import { toTimelineEntry, type TimelineEntry } from '@/lib/queries/timeline'
import { isUuid, oneOf } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

export type ClientOverview = {
  client: ClientFrame
  notes: string | null
  /** Null for the client's own people. */
  standing: ClientStanding | null
  pinned: Communication[]
  /** The first page of the timeline. */
  recent: TimelineEntry[]
  /** The first of the client's people. */
  people: { id: string; name: string }[]
  peopleCount: number
}

/** What the page of a client shows first, in one call. Throws `client_not_found`, also for another agency's. */
export function clientOverviewQuery(supabase: DataClient, agencyId: string, clientId: string) {
  return queryOptions({
    queryKey: clientKeys.overview(agencyId, clientId),
    queryFn: async ({ signal }): Promise<ClientOverview> => {
      if (!isUuid(clientId)) throw new AppError('client_not_found')
      const [row] = unwrap(await supabase.rpc('client_overview', { client_id: clientId }).abortSignal(signal))
      if (!row) throw new AppError('client_not_found')
      const standing = orNull(row.standing)
      return {
        client: {
          id: row.id,
          agencyId,
          name: row.name,
          status: oneOf(CLIENT_STATUSES, row.status) ?? 'active',
          isHouse: row.is_house,
          website: orNull(row.website),
          counts: toWorkCounts(row.counts),
        },
        notes: orNull(row.notes),
        standing: standing && toStanding(standing),
        pinned: row.pinned.map(toCommunication),
        recent: row.recent.map(toTimelineEntry),
        people: row.people.map((person) => ({ id: person.id, name: person.full_name ?? person.email })),
        peopleCount: row.people_count,
      }
    },
  })
}

/** The generated types do not know which columns of a function's answer can be null. */
function orNull<Value>(value: Value): Value | null {
  return value
}
