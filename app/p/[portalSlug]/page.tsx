import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { loadPortal } from '@/app/p/load'
import { portalCard } from '@/app/p/card'
import { PortalView } from '@/components/public-portal/portal-view'
import { paths } from '@/lib/paths'
import { portalQuery, readPortalFilters, splitByTime } from '@/lib/rules/portal-listing'
import { AUDIENCE_WORDS } from '@/lib/rules/portal-words'

type PageProps = {
  params: Promise<{ portalSlug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const portal = await loadPortal((await params).portalSlug)
  if (portal === 'missing' || portal === 'unavailable') return {}
  const { upcoming } = splitByTime(portal.runs, new Date())
  const names = upcoming.slice(0, 3).map((run) => run.name)
  const description = `${AUDIENCE_WORDS[portal.audience]}. ${names.length > 0 ? `Coming up: ${names.join(' · ')}` : 'Nothing is announced at the moment.'}`
  return {
    ...portalCard({
      title: portal.name,
      description,
      path: paths.publicPortal(portal.slug),
      siteName: portal.name,
    }),
    robots: { index: true, follow: true },
  }
}

export default async function Page({ params, searchParams }: PageProps) {
  const { portalSlug } = await params
  const filters = readPortalFilters(await searchParams)
  const portal = await loadPortal(portalSlug)
  if (portal === 'unavailable') {
    redirect(paths.publicPortalUnavailable(portalSlug, paths.publicPortal(portalSlug, portalQuery(filters))))
  }
  if (portal === 'missing') notFound()
  // oxlint-disable-next-line react/purity -- a server renders it once, for one request.
  return <PortalView portal={portal} filters={filters} now={new Date()} />
}
