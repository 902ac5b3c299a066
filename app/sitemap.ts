import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { listSitemapEntries } from '@/lib/queries/portal-pages'
import { anonymousClient } from '@/lib/supabase/server'

// Asked on every request: what is taken down leaves the sitemap at once.
export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const entries = await listSitemapEntries(anonymousClient())
  return entries.map(({ slug, runId, updatedAt }) => ({
    url: env.siteUrl + (runId === null ? paths.publicPortal(slug) : paths.publicRun(slug, runId)),
    lastModified: updatedAt,
  }))
}
