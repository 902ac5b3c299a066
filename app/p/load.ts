import 'server-only'
import { cache } from 'react'
import { AppError } from '@/lib/errors'
import { findPortalPage, findPortalRun } from '@/lib/queries/portal-pages'
import { anonymousClient } from '@/lib/supabase/server'

/** What came of asking: the data, `missing` for whatever a stranger may not know of, `unavailable` while nobody can say. */
export type Loaded<Data> = Data | 'missing' | 'unavailable'

// React remembers these for one request, so metadata and page share one request to Supabase. Nothing is kept any longer:
// what is taken down is gone with the next request.
export const loadPortal = cache((slug: string) => settle(findPortalPage(anonymousClient(), slug)))
export const loadRun = cache((slug: string, runId: string) =>
  settle(findPortalRun(anonymousClient(), slug, runId)),
)

const PASSING = new Set(['backend_unreachable', 'timeout', 'too_many_requests'])

async function settle<Data>(asking: Promise<Data | null>): Promise<Loaded<Data>> {
  try {
    return (await asking) ?? 'missing'
  } catch (error) {
    if (error instanceof AppError && PASSING.has(error.code)) return 'unavailable'
    throw error
  }
}
