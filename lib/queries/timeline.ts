import { infiniteQueryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import { clientKeys } from '@/lib/queries/clients'
import { endOfDay } from '@/lib/rules/communication-list-params'
import { DIRECTIONS, type CommunicationVisibility, type Direction } from '@/lib/rules/communications'
import { oneOf } from '@/lib/rules/runs'
import {
  TIMELINE_EVENTS,
  TIMELINE_KINDS,
  type TimelineEvent,
  type TimelineKind,
  type TimelineParams,
} from '@/lib/rules/timeline'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type TimelineEntry = {
  /** One thing has several entries: a ticket is opened, moved and resolved, and perhaps twice. */
  key: string
  id: string
  at: string
  kind: TimelineKind
  event: TimelineEvent
  title: string
  detail: string | null
  direction: Direction | null
  /** Severity of an alert, status or priority of a ticket. */
  status: string | null
  number: number | null
  /** Null when nobody did it, or somebody who has left. */
  person: string | null
  visibility: CommunicationVisibility
  cursor: string
}

export type TimelineScope = { agencyId: string; clientId: string; timeZone: string }

export const TIMELINE_PAGE = 20

/** The timeline page by page, newest first. `first` is its first page where the page's own request has brought it. */
export function timelineQuery(
  supabase: DataClient,
  { agencyId, clientId, timeZone }: TimelineScope,
  params: TimelineParams,
) {
  return infiniteQueryOptions({
    queryKey: [...clientKeys.timeline(agencyId, clientId), params, params.until ? timeZone : null],
    queryFn: async ({ pageParam, signal }): Promise<TimelineEntry[]> =>
      unwrap(
        await supabase
          .rpc('client_timeline', {
            client_id: clientId,
            page_size: TIMELINE_PAGE,
            ...(pageParam === null ? {} : { before: pageParam }),
            ...(params.kinds.length > 0 ? { kinds: [...params.kinds] } : {}),
          })
          .abortSignal(signal),
      ).map(toTimelineEntry),
    initialPageParam: params.until ? endOfDay(params.until, timeZone) : null,
    getNextPageParam: (page) => (page.length < TIMELINE_PAGE ? null : (page.at(-1)?.cursor ?? null)),
  })
}

/** Reads the composite that `timeline_entry` is. */
export function toTimelineEntry(row: Database['public']['CompositeTypes']['timeline_entry']): TimelineEntry {
  const event = oneOf(TIMELINE_EVENTS, row.event) ?? 'logged'
  return {
    key: row.cursor ?? '',
    id: row.id ?? '',
    at: row.at ?? '',
    kind: oneOf(TIMELINE_KINDS, row.kind) ?? 'note',
    event,
    title: row.title ?? '',
    detail: row.detail,
    direction: oneOf(DIRECTIONS, row.direction),
    status: row.status,
    number: row.number,
    person: row.person,
    visibility: row.visibility === 'client' ? 'client' : 'internal',
    cursor: row.cursor ?? '',
  }
}
