'use client'

import { Archive, CircleDashed, ExternalLink, MapPin, Pause, Radio, Users } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PortalMenu } from '@/components/portals/portal-menu'
import { AUDIENCE_WORDS, portalStateWord } from '@/components/portals/portal-words'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { paths } from '@/lib/paths'
import { LIVE_RUNS_COUNTED, type PortalListItem } from '@/lib/queries/portals'
import { isPortalLive } from '@/lib/rules/publications'
import { countOf } from '@/lib/rules/run-words'

type PortalRowProps = {
  portal: PortalListItem
  agencyId: string
  /** Missing for shared portals, which nobody edits. */
  onEdit: ((portalId: string) => void) | undefined
}

export function PortalRow({ portal, agencyId, onEdit }: PortalRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 pr-2 pl-4">
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          {onEdit ? (
            <button
              type="button"
              aria-label={`Edit ${portal.name}`}
              onClick={() => onEdit(portal.id)}
              className="min-h-6 min-w-0 truncate rounded-sm text-left font-medium hover:underline"
            >
              <bdi>{portal.name}</bdi>
            </button>
          ) : (
            <bdi className="truncate font-medium">{portal.name}</bdi>
          )}
          <PortalBadge portal={portal} />
        </div>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-sm text-text-subtle [&_svg]:size-3.5">
          <span className="truncate text-text-muted">/p/{portal.slug}</span>
          <span className="inline-flex items-center gap-1">
            <Users aria-hidden />
            <span className="sr-only">Audience: </span>
            {AUDIENCE_WORDS[portal.audience]}
          </span>
          {portal.defaultZone ? (
            <span className="inline-flex min-w-0 items-center gap-1">
              <MapPin aria-hidden />
              <span className="sr-only">Default zone: </span>
              <bdi className="truncate">{portal.defaultZone.name}</bdi>
            </span>
          ) : null}
        </div>
      </div>
      <div className="-ml-2.5 flex items-center gap-1 sm:ml-0">
        <LiveRuns portal={portal} />
        {isPortalLive(portal) ? (
          <Link
            href={paths.publicPortal(portal.slug)}
            target="_blank"
            prefetch={false}
            className={buttonClass({ variant: 'ghost', size: 'sm' })}
          >
            View
            <span className="sr-only"> {portal.name} (opens in a new tab)</span>
            <ExternalLink aria-hidden />
          </Link>
        ) : null}
        {onEdit ? <PortalMenu portal={portal} agencyId={agencyId} onEdit={() => onEdit(portal.id)} /> : null}
      </div>
    </li>
  )
}

function LiveRuns({ portal }: { portal: PortalListItem }) {
  const isMore = portal.liveRuns >= LIVE_RUNS_COUNTED
  return (
    <Link
      href={paths.runs({ portal: portal.id })}
      prefetch={false}
      className={buttonClass({ variant: 'ghost', size: 'sm' })}
    >
      {isMore
        ? `${LIVE_RUNS_COUNTED - 1}+ live runs`
        : portal.liveRuns === 0
          ? 'No live run'
          : countOf(portal.liveRuns, 'live run')}
      <span className="sr-only"> on {portal.name}</span>
    </Link>
  )
}

function PortalBadge({ portal }: { portal: PortalListItem }) {
  const { tone, icon }: { tone: BadgeTone; icon: ReactNode } =
    portal.status === 'draft'
      ? { tone: 'neutral', icon: <CircleDashed aria-hidden /> }
      : portal.status === 'archived'
        ? { tone: 'neutral', icon: <Archive aria-hidden /> }
        : portal.isActive
          ? { tone: 'success', icon: <Radio aria-hidden /> }
          : { tone: 'warning', icon: <Pause aria-hidden /> }
  return (
    <>
      <Badge tone={tone} icon={icon}>
        {portalStateWord(portal)}
      </Badge>
      {portal.isShared ? <Badge>Shared</Badge> : null}
    </>
  )
}
