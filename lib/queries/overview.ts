import { queryOptions } from '@tanstack/react-query'
import { AppError, toAppError } from '@/lib/errors'
import { AGENCY_STANDING_COLUMNS, toAgencyStanding, type AgencyStanding } from '@/lib/queries/agency-standing'
import { readWaitingInvitations, type WaitingInvitation } from '@/lib/queries/claims'
import { PUBLICATION_COLUMNS, toPublication, type PublicationOnPortal } from '@/lib/queries/publications'
import { MARKET_MODES, oneOf, RUN_STATUSES, type MarketMode, type RunStatus } from '@/lib/rules/runs'
import type { DataClient } from '@/lib/supabase/types'

export type OverviewRun = {
  id: string
  name: string
  status: RunStatus
  marketMode: MarketMode
  startsAt: string | null
  endsAt: string | null
  /** IANA name; null when the agency's own applies. */
  timeZone: string | null
  zoneName: string | null
  /** Where the decision to show it stands, be it visible right now or not. */
  publications: PublicationOnPortal[]
}

/** Parts of the overview; each holds at most `OVERVIEW_ROWS`, and `hasMore…` says whether there would be further ones. */
export type Overview = {
  current: OverviewRun[]
  upcoming: OverviewRun[]
  hasMoreUpcoming: boolean
  drafts: OverviewRun[]
  hasMoreDrafts: boolean
  /** Active portals on which no run is under way or to come. */
  quietPortals: { id: string; name: string; slug: string }[]
  hasPortals: boolean
  hasRuns: boolean
  /** Invitations of others to the person who asks. */
  waiting: WaitingInvitation[]
  standing: AgencyStanding
}

export const OVERVIEW_ROWS = 4

export const overviewKeys = { of: (agencyId: string) => ['overview', agencyId] as const }

const RUN_COLUMNS =
  `id, name, status, market_mode, starts_at, ends_at, time_zone:metadata->>time_zone, zone:cc_zones(name), publications:cc_run_portal_publications(${PUBLICATION_COLUMNS})` as const
const OVERVIEW_COLUMNS =
  `${AGENCY_STANDING_COLUMNS}, waiting_invitations, current:cc_n3_runs(${RUN_COLUMNS}), upcoming:cc_n3_runs(${RUN_COLUMNS}), drafts:cc_n3_runs(${RUN_COLUMNS}), any_run:cc_n3_runs(id), portals:cc_portals(id, name, slug, status, is_active, live:cc_run_portal_publications(run_id, run:cc_n3_runs!inner(status)))` as const

/** What needs somebody's attention now. Everything hangs from the agency, so it comes in one request and as one moment. */
export function overviewQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: overviewKeys.of(agencyId),
    queryFn: ({ signal }) => getOverview(supabase, agencyId, signal),
  })
}

async function getOverview(supabase: DataClient, agencyId: string, signal: AbortSignal): Promise<Overview> {
  const moment = new Date().toISOString()
  // Inside or=(…) a timestamp needs quotes, because of its dots and colons.
  const now = `"${moment}"`
  const { data, error, status } = await supabase
    .from('agencies')
    .select(OVERVIEW_COLUMNS)
    .eq('id', agencyId)
    // Under way: said to be, or between its start and its end.
    .in('current.status', ['scheduled', 'in_progress'])
    .or(`status.eq.in_progress,and(starts_at.lte.${now},ends_at.gt.${now})`, { referencedTable: 'current' })
    .is('current.publications.unpublished_at', null)
    .order('ends_at', { referencedTable: 'current', nullsFirst: false })
    .limit(OVERVIEW_ROWS, { referencedTable: 'current' })
    .eq('upcoming.status', 'scheduled')
    .gt('upcoming.starts_at', moment)
    .is('upcoming.publications.unpublished_at', null)
    .order('starts_at', { referencedTable: 'upcoming' })
    .limit(OVERVIEW_ROWS + 1, { referencedTable: 'upcoming' })
    .eq('drafts.status', 'draft')
    .is('drafts.publications.unpublished_at', null)
    .order('updated_at', { referencedTable: 'drafts', ascending: false })
    .limit(OVERVIEW_ROWS + 1, { referencedTable: 'drafts' })
    .limit(1, { referencedTable: 'any_run' })
    // One row tells whether anything is still to come on a portal: of the states, the two that are sort last.
    .neq('portals.status', 'archived')
    .is('portals.live.unpublished_at', null)
    .lte('portals.live.publish_at', moment)
    .or(`unpublish_at.is.null,unpublish_at.gt.${now}`, { referencedTable: 'portals.live' })
    .order('run(status)', { referencedTable: 'portals.live', ascending: false })
    .limit(1, { referencedTable: 'portals.live' })
    .order('name', { referencedTable: 'portals' })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('not_found')
  return {
    current: data.current.map(toOverviewRun),
    upcoming: data.upcoming.slice(0, OVERVIEW_ROWS).map(toOverviewRun),
    hasMoreUpcoming: data.upcoming.length > OVERVIEW_ROWS,
    drafts: data.drafts.slice(0, OVERVIEW_ROWS).map(toOverviewRun),
    hasMoreDrafts: data.drafts.length > OVERVIEW_ROWS,
    quietPortals: data.portals
      .filter((portal) => portal.status === 'active' && portal.is_active)
      .filter((portal) => !portal.live.some(({ run }) => ['scheduled', 'in_progress'].includes(run.status)))
      .slice(0, OVERVIEW_ROWS)
      .map(({ id, name, slug }) => ({ id, name, slug })),
    hasPortals: data.portals.length > 0,
    hasRuns: data.any_run.length > 0,
    waiting: readWaitingInvitations(data.waiting_invitations),
    standing: toAgencyStanding(data),
  }
}

type StoredRun = {
  id: string
  name: string
  status: string
  market_mode: string
  starts_at: string | null
  ends_at: string | null
  time_zone: string | null
  zone: { name: string } | null
  publications: Parameters<typeof toPublication>[0][]
}

function toOverviewRun(row: StoredRun): OverviewRun {
  return {
    id: row.id,
    name: row.name,
    status: oneOf(RUN_STATUSES, row.status) ?? 'draft',
    marketMode: oneOf(MARKET_MODES, row.market_mode) ?? 'CLOSED',
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timeZone: row.time_zone,
    zoneName: row.zone?.name ?? null,
    publications: row.publications.map(toPublication),
  }
}
