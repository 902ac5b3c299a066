import 'server-only'
import { cache } from 'react'
import { AppError } from '@/lib/errors'
import { findPortalPage, findPortalRun } from '@/lib/queries/portal-pages'
import { shortMemory } from '@/lib/short-memory'
import { anonymousClient } from '@/lib/supabase/server'

/** What came of asking: the data, `missing` for whatever a stranger may not know of, `unavailable` while nobody can say. */
export type Loaded<Data> = Data | 'missing' | 'unavailable'

// What is published or taken down has to show within five seconds, so this keeps far below, and still lets a portal that
// everybody opens at once ask a single time. The answers are those for strangers: nobody's session is in them.
// Only what was found is kept: hidden and unknown take the same way every time, so nothing tells them apart.
const MEMORY = {
  milliseconds: 1_000,
  maxEntries: 500,
  isKept: (answer: Loaded<object>) => typeof answer === 'object',
}

const portals = shortMemory((slug) => settle(findPortalPage(anonymousClient(), slug)), MEMORY)
const runs = shortMemory((key) => {
  const [slug = '', runId = ''] = JSON.parse(key) as string[]
  return settle(findPortalRun(anonymousClient(), slug, runId))
}, MEMORY)

// Within one request metadata and page see the same answer, even when the memory ends between them.
export const loadPortal = cache((slug: string) => portals(slug))
export const loadRun = cache((slug: string, runId: string) => runs(JSON.stringify([slug, runId])))

const PASSING = new Set(['backend_unreachable', 'timeout', 'too_many_requests'])

async function settle<Data>(asking: Promise<Data | null>): Promise<Loaded<Data>> {
  try {
    return (await asking) ?? 'missing'
  } catch (error) {
    if (error instanceof AppError && PASSING.has(error.code)) return 'unavailable'
    throw error
  }
}
