import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { listSitemapEntries, type SitemapEntry } from '@/lib/queries/portal-pages'
import { anonymousClient } from '@/lib/supabase/server'

const RETRY_SECONDS = '120'

// Asked on every request: what is taken down leaves the sitemap at once.
export const dynamic = 'force-dynamic'

/** Written out here, because Next's own sitemap file could only answer 500 while the backend is down. */
export async function GET(): Promise<Response> {
  const entries = await listSitemapEntries(anonymousClient()).catch(() => null)
  if (entries === null) {
    // "Later" lets search engines keep what they know.
    return new Response('The sitemap cannot be made right now.\n', {
      status: 503,
      headers: { 'retry-after': RETRY_SECONDS, 'content-type': 'text/plain; charset=utf-8' },
    })
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.map(toUrl).join('\n')}
</urlset>
`
  return new Response(body, {
    headers: { 'content-type': 'application/xml', 'cache-control': 'public, max-age=0, must-revalidate' },
  })
}

/** Addresses are percent-encoded and never hold a character that XML would read otherwise. */
function toUrl({ slug, runId, updatedAt }: SitemapEntry): string {
  const path = runId === null ? paths.publicPortal(slug) : paths.publicRun(slug, runId)
  return `<url><loc>${env.siteUrl}${path}</loc><lastmod>${updatedAt}</lastmod></url>`
}
