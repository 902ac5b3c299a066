'use client'

import { useQuery } from '@tanstack/react-query'
import { Globe, MapPinned, Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { PageHeader } from '@/components/layout/page-header'
import { PortalRow } from '@/components/portals/portal-row'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { portalListQuery, type PortalListItem } from '@/lib/queries/portals'
import { browserClient } from '@/lib/supabase/browser'

const loadDrawer = () => import('@/components/portals/portal-drawer').then((module) => module.PortalDrawer)
const PortalDrawer = dynamic(loadDrawer, { ssr: false })
const loadZones = () => import('@/components/portals/zones-drawer').then((module) => module.ZonesDrawer)
const ZonesDrawer = dynamic(loadZones, { ssr: false })

export function PortalList({ agencyId, siteUrl }: { agencyId: string; siteUrl: string }) {
  const { query, setQuery } = useAddressQuery()
  const list = useQuery(portalListQuery(browserClient(), agencyId))
  const openNew = () => setQuery({ new: '1' })
  const close = () => setQuery({ new: undefined, edit: undefined, zones: undefined })
  useShortcut('new', openNew)

  const newButton = (
    <Button variant="primary" onPointerEnter={() => void loadDrawer()} onClick={openNew}>
      <Plus aria-hidden />
      New portal
    </Button>
  )
  const edited = list.data?.find((portal) => portal.id === query.edit && !portal.isShared)

  function renderBody() {
    if (list.isPending) return <PortalListSkeleton />
    if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    const own = list.data.filter((portal) => !portal.isShared)
    const shared = list.data.filter((portal) => portal.isShared)
    return (
      <>
        <section
          aria-label="Your portals"
          className="overflow-hidden rounded-lg border border-border bg-surface"
        >
          {own.length === 0 ? (
            <EmptyState
              icon={<Globe />}
              title="Make your first portal"
              description="A portal is a public page that lists the runs you publish to it."
              action={newButton}
            />
          ) : (
            <Rows
              label="Your portals"
              portals={own}
              agencyId={agencyId}
              onEdit={(id) => setQuery({ edit: id })}
            />
          )}
        </section>
        {shared.length > 0 ? (
          <section aria-labelledby="shared-title" className="mt-8">
            <h2 id="shared-title" className="text-base font-medium">
              Shared portals
            </h2>
            <p className="mt-0.5 mb-3 text-sm text-text-muted">
              They belong to nobody. Every agency may publish to them, none may change them.
            </p>
            <div className="overflow-hidden rounded-lg border border-border bg-surface">
              <Rows label="Shared portals" portals={shared} agencyId={agencyId} />
            </div>
          </section>
        ) : null}
      </>
    )
  }

  return (
    <>
      <PageHeader
        title="Portals"
        description="Public pages that list the runs you publish to them."
        actions={
          <>
            <Button onPointerEnter={() => void loadZones()} onClick={() => setQuery({ zones: '1' })}>
              <MapPinned aria-hidden />
              Zones
            </Button>
            {newButton}
          </>
        }
      />
      {renderBody()}
      {query.new ? (
        <PortalDrawer agencyId={agencyId} siteUrl={siteUrl} portal={null} onClose={close} />
      ) : null}
      {edited ? (
        <PortalDrawer key={edited.id} agencyId={agencyId} siteUrl={siteUrl} portal={edited} onClose={close} />
      ) : null}
      {query.zones ? <ZonesDrawer agencyId={agencyId} onClose={close} /> : null}
    </>
  )
}

type RowsProps = {
  label: string
  portals: readonly PortalListItem[]
  agencyId: string
  onEdit?: (portalId: string) => void
}

function Rows({ label, portals, agencyId, onEdit }: RowsProps) {
  return (
    <ul aria-label={label} className="divide-y divide-border">
      {portals.map((portal) => (
        <PortalRow key={portal.id} portal={portal} agencyId={agencyId} onEdit={onEdit} />
      ))}
    </ul>
  )
}

function PortalListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border rounded-lg border border-border bg-surface">
      <p role="status" className="sr-only">
        Loading portals
      </p>
      {['w-40', 'w-56', 'w-48'].map((width) => (
        <div key={width} className="flex h-16 items-center gap-6 px-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="ml-auto h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
