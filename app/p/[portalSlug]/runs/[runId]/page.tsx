import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { portalCard } from '@/app/p/card'
import { loadRun } from '@/app/p/load'
import { RunView } from '@/components/public-portal/run-view'
import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { eventData } from '@/lib/rules/event-data'
import { runSummary } from '@/lib/rules/portal-words'

type PageProps = { params: Promise<{ portalSlug: string; runId: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portalSlug, runId } = await params
  const found = await loadRun(portalSlug, runId)
  if (found === 'missing' || found === 'unavailable') return {}
  const { slug, portalName, run } = found
  const isOpen = run.mode === 'OPEN'
  return {
    ...portalCard({
      title: run.name,
      description: runSummary(run),
      path: paths.publicRun(slug, run.id),
      siteName: portalName,
    }),
    robots: { index: isOpen, follow: isOpen },
  }
}

export default async function Page({ params }: PageProps) {
  const { portalSlug, runId } = await params
  const found = await loadRun(portalSlug, runId)
  if (found === 'unavailable') {
    redirect(paths.publicPortalUnavailable(portalSlug, paths.publicRun(portalSlug, runId)))
  }
  if (found === 'missing') notFound()
  const url = env.siteUrl + paths.publicRun(found.slug, found.run.id)
  const event = eventData(found.run, url)
  return (
    <>
      {event === null ? null : (
        <script
          type="application/ld+json"
          nonce={(await headers()).get('x-nonce') ?? undefined}
          dangerouslySetInnerHTML={{ __html: event }}
        />
      )}
      <RunView found={found} url={url} />
    </>
  )
}
