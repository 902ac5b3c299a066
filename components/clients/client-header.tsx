'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Eye, ExternalLink } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'
import { ClientStatusBadge } from '@/components/clients/client-status-badge'
import { ClientTabs } from '@/components/clients/client-tabs'
import { Breadcrumbs } from '@/components/layout/page-header'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { clientFrameQuery, clientKeys, clientNeighboursQuery, type ClientFrame } from '@/lib/queries/clients'
import { hrefOfTab, type ClientTab } from '@/lib/rules/client-tabs'
import { neighbourOf } from '@/lib/rules/client-neighbours'
import { displayHost, safeHref } from '@/lib/rules/links'
import { browserClient } from '@/lib/supabase/browser'

type ClientHeaderProps = {
  /** As the page's own request brought it. */
  client: ClientFrame
  /** Which of the tabs this page is. */
  active: ClientTab
  /** Staff leaf through clients and look at their people; the client's own people have neither. */
  isStaff: boolean
  /** Whether the person looks after the agency's money. */
  canBill: boolean
  /** Buttons of the page at the right. */
  actions?: ReactNode
}

/**
 * The top of every page of a client. Its numbers follow what happens on the page: whatever changes one invalidates
 * `clientKeys.frame`.
 */
export function ClientHeader({ client, active, isStaff, canBill, actions }: ClientHeaderProps) {
  const queryClient = useQueryClient()
  const { agencyId, id } = client
  const frame = useQuery({ ...clientFrameQuery(browserClient(), agencyId, id), initialData: client })
  // What another page of the same client left behind is older than what came with this one.
  useEffect(
    () => void queryClient.setQueryData(clientKeys.frame(agencyId, id), client),
    [queryClient, agencyId, id, client],
  )
  const { name, status, website, counts } = frame.data

  return (
    <header className="mb-6">
      {isStaff ? <Breadcrumbs breadcrumbs={[{ label: 'Clients', href: paths.clients() }]} /> : null}
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold">
            <bdi>{name}</bdi>
          </h1>
          {isStaff ? <ClientStatusBadge status={status} /> : null}
          {isStaff && website ? <Website address={website} /> : null}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {isStaff && active !== 'preview' ? (
            <LinkButton href={paths.clientPreview(id)} variant="ghost" size="sm">
              <Eye aria-hidden />
              View as client
            </LinkButton>
          ) : null}
          {isStaff ? <Neighbours agencyId={agencyId} clientId={id} active={active} /> : null}
          {actions}
        </div>
      </div>
      <ClientTabs clientId={id} counts={counts} active={active} isStaff={isStaff} canBill={canBill} />
    </header>
  )
}

/** An address as somebody typed it; only one that leads to a website becomes a link. */
function Website({ address }: { address: string }) {
  const href = safeHref(address)
  if (!href) return <span className="truncate text-sm text-text-muted">{address}</span>
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 min-w-0 items-center gap-1 rounded-sm text-sm text-text-muted hover:text-accent hover:underline"
    >
      <span className="truncate">{displayHost(href)}</span>
      <ExternalLink aria-hidden className="size-3.5 shrink-0 text-text-subtle" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}

type NeighboursProps = { agencyId: string; clientId: string; active: ClientTab }

/** Leads to the same page of the client before or after this one by name. Asks who that is only when it is wanted. */
function Neighbours({ agencyId, clientId, active }: NeighboursProps) {
  const router = useRouter()
  const queryClient = useQueryClient()

  function go(step: -1 | 1): void {
    queryClient.query(clientNeighboursQuery(browserClient(), agencyId)).then(
      (clients) => {
        const next = neighbourOf(clients, clientId, step)
        if (next) router.push(hrefOfTab(active, next.id))
        else toast.info('This is the only client')
      },
      (error: unknown) => {
        const { title, advice } = errorMessage(toAppError(error))
        toast.error(title, { description: advice })
      },
    )
  }
  useShortcut('previous-client', () => go(-1))
  useShortcut('next-client', () => go(1))

  return (
    <div className="flex">
      <Button
        variant="ghost"
        size="icon"
        className="size-8"
        aria-label="Previous client"
        title="Previous client  ["
        onClick={() => go(-1)}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        className="size-8"
        aria-label="Next client"
        title="Next client  ]"
        onClick={() => go(1)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  )
}
