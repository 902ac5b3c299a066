import { AppError, toAppError } from '@/lib/errors'
import type { PublicRun } from '@/lib/rules/portal-listing'
import { knownMoment, knownTimeZone } from '@/lib/rules/run-clock'
import { MARKET_MODES, oneOf, RUN_STATUSES } from '@/lib/rules/runs'
import type { Database } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'
import type { PortalAudience } from '@/lib/queries/portals'

export type PortalPage = {
  slug: string
  name: string
  audience: PortalAudience
  /** Null as well when the generated types do not say so: they do not know it of a function's columns. */
  defaultZone: string | null
  runs: PublicRun[]
}

export type PortalRun = { slug: string; portalName: string; run: PublicRun }
export type SitemapEntry = { slug: string; runId: string | null; updatedAt: string }

type ListingRow = Database['public']['CompositeTypes']['portal_listing']
type Answer<Data> = { data: Data | null; error: unknown; status: number }

/** A visitor would rather be told to come back than wait for this long. */
const TIMEOUT_MS = 6_000

/**
 * Asks what a stranger may see of a portal. Null when there is no such live portal; raises `backend_unreachable` and the
 * like as AppError. Pass a client without anybody's session, so that the answer is the same for everybody.
 */
export async function findPortalPage(supabase: DataClient, slug: string): Promise<PortalPage | null> {
  const rows = await orNothing(
    supabase.rpc('portal_page', { slug }).abortSignal(AbortSignal.timeout(TIMEOUT_MS)),
  )
  const row = rows?.[0]
  if (!row) return null
  return {
    slug: row.portal_slug,
    name: row.name,
    audience: row.primary_audience,
    defaultZone: row.default_zone,
    runs: row.runs.map(toPublicRun),
  }
}

/**
 * One run as a stranger may see it on a portal; null when it is hidden, not published, or does not exist. Something that is
 * no id is asked for all the same, so that its answer takes the same way, and as long, as that of a hidden run.
 */
export async function findPortalRun(
  supabase: DataClient,
  slug: string,
  runId: string,
): Promise<PortalRun | null> {
  const rows = await orNothing(
    supabase.rpc('portal_run', { slug, run_id: runId }).abortSignal(AbortSignal.timeout(TIMEOUT_MS)),
  )
  const row = rows?.[0]
  return row ? { slug: row.portal_slug, portalName: row.portal_name, run: toPublicRun(row.run) } : null
}

/** Addresses that search engines may keep: portals (`runId` null) and their open runs. */
export async function listSitemapEntries(supabase: DataClient): Promise<SitemapEntry[]> {
  const rows = await orNothing(supabase.rpc('portal_sitemap').abortSignal(AbortSignal.timeout(TIMEOUT_MS)))
  return (rows ?? []).map((row) => ({
    slug: row.portal_slug,
    runId: row.run_id,
    updatedAt: row.updated_at,
  }))
}

/** An address that the database cannot even read (a null byte in it) names nothing, like one that it does not know. */
async function orNothing<Data>(asking: PromiseLike<Answer<Data>>): Promise<Data | null> {
  const { data, error, status } = await asking
  if (!error) return data
  const known = toAppError(error, status)
  if (known.code === 'not_found' || known.code === 'invalid_input') return null
  throw known
}

function toPublicRun(row: ListingRow): PublicRun {
  const mode = oneOf(MARKET_MODES, row.market_mode)
  if (!row.run_id || row.name === null || !mode || !row.updated_at)
    throw new AppError('unexpected', 'portal_listing')
  return {
    id: row.run_id,
    name: row.name,
    description: row.description,
    status: oneOf(RUN_STATUSES, row.status),
    startsAt: knownMoment(row.starts_at),
    endsAt: knownMoment(row.ends_at),
    timeZone: knownTimeZone(row.time_zone),
    zone: row.zone_name,
    mode,
    hasDetails: row.has_details === true,
    organiser: row.organiser,
    updatedAt: row.updated_at,
  }
}
