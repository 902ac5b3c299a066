import { queryOptions } from '@tanstack/react-query'
import { unwrap } from '@/lib/errors'
import type { PortalStatus } from '@/lib/rules/publications'
import { containsPattern } from '@/lib/rules/text-search'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type PortalAudience = Database['public']['Enums']['cc_portal_audience']

export type PortalOption = {
  id: string
  name: string
  slug: string
  status: PortalStatus
  isActive: boolean
  audience: PortalAudience
  /** Belongs to nobody, so every agency may publish to it and none may change it. */
  isShared: boolean
}

export type PortalListItem = PortalOption & {
  defaultZone: { id: string; name: string } | null
  /** Runs of this agency that are live on it now, counted up to `LIVE_RUNS_COUNTED`. */
  liveRuns: number
}

export const LIVE_RUNS_COUNTED = 100
const FOUND_AT_ONCE = 6

export const portalKeys = {
  all: ['portals'] as const,
  list: (agencyId: string) => [...portalKeys.all, 'list', agencyId] as const,
  options: (agencyId: string) => [...portalKeys.all, 'options', agencyId] as const,
  search: (agencyId: string, text: string) => [...portalKeys.all, 'search', agencyId, text] as const,
}

const OPTION_COLUMNS = 'id, name, slug, status, is_active, primary_audience, owning_tenant_id'
const LIST_COLUMNS =
  `${OPTION_COLUMNS}, zone:cc_zones(id, name), live:cc_run_portal_publications(run_id, run:cc_n3_runs!inner(status))` as const

type OptionRow = {
  id: string
  name: string
  slug: string
  status: PortalStatus
  is_active: boolean
  primary_audience: PortalAudience
  owning_tenant_id: string | null
}

function toOption(row: OptionRow): PortalOption {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    status: row.status,
    isActive: row.is_active,
    audience: row.primary_audience,
    isShared: row.owning_tenant_id === null,
  }
}

/** The agency's own portals and the shared ones. */
const ownOrShared = (agencyId: string) => `owning_tenant_id.eq.${agencyId},owning_tenant_id.is.null`

/** Portals with what they show, the agency's own first, archived ones last. */
export function portalListQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: portalKeys.list(agencyId),
    queryFn: ({ signal }) => listPortals(supabase, agencyId, signal),
  })
}

async function listPortals(
  supabase: DataClient,
  agencyId: string,
  signal: AbortSignal,
): Promise<PortalListItem[]> {
  const now = new Date().toISOString()
  const rows = unwrap(
    await supabase
      .from('cc_portals')
      .select(LIST_COLUMNS)
      .or(ownOrShared(agencyId))
      .eq('live.tenant_id', agencyId)
      .is('live.unpublished_at', null)
      .lte('live.publish_at', now)
      .or(`unpublish_at.is.null,unpublish_at.gt."${now}"`, { referencedTable: 'live' })
      .not('live.run.status', 'in', '(draft,cancelled)')
      .limit(LIVE_RUNS_COUNTED, { referencedTable: 'live' })
      .order('status')
      .order('name')
      .order('id')
      .abortSignal(signal),
  )
  return rows
    .map((row) => ({
      ...toOption(row),
      defaultZone: row.zone,
      liveRuns: row.status === 'active' && row.is_active ? row.live.length : 0,
    }))
    .sort((one, other) => rank(one) - rank(other))
}

function rank(portal: PortalOption): number {
  if (portal.isShared) return 2
  return portal.status === 'archived' ? 3 : portal.status === 'draft' ? 1 : 0
}

/** Portals a run may be published to or filtered by, archived ones included, because a run may still stand on one. */
export function portalOptionsQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: portalKeys.options(agencyId),
    queryFn: async ({ signal }): Promise<PortalOption[]> => {
      const rows = unwrap(
        await supabase
          .from('cc_portals')
          .select(OPTION_COLUMNS)
          .or(ownOrShared(agencyId))
          .order('name')
          .order('id')
          .abortSignal(signal),
      )
      return rows.map(toOption).sort((one, other) => rank(one) - rank(other))
    },
  })
}

/** The agency's own portals whose name contains `text`, for the command palette. */
export function portalSearchQuery(supabase: DataClient, agencyId: string, text: string) {
  return queryOptions({
    queryKey: portalKeys.search(agencyId, text),
    queryFn: async ({ signal }) =>
      unwrap(
        await supabase
          .from('cc_portals')
          .select('id, name, slug')
          .eq('owning_tenant_id', agencyId)
          .ilike('name', containsPattern(text))
          .order('name')
          .limit(FOUND_AT_ONCE)
          .abortSignal(signal),
      ),
  })
}
