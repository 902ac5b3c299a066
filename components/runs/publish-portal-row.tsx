'use client'

import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { describePublicationState, PublicationBadge } from '@/components/runs/publication-state'
import { PublishSchedule } from '@/components/runs/publish-schedule'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { Checkbox } from '@/components/ui/checkbox'
import { Segmented } from '@/components/ui/segmented'
import { formatDateTime } from '@/lib/dates'
import type { PortalOption } from '@/lib/queries/portals'
import { isPortalLive, listingsFor, type PublicationState } from '@/lib/rules/publications'
import type { PortalDraft, WantedPortal } from '@/lib/rules/publish'
import { LISTING_WORDS } from '@/lib/rules/run-words'
import type { Listing, MarketMode } from '@/lib/rules/runs'

const WHAT_STRANGERS_SEE: Record<MarketMode, Record<Listing, string>> = {
  OPEN: {
    full: 'Strangers see everything.',
    teaser: 'Strangers see name, dates and zone.',
    hidden: 'Strangers see nothing.',
  },
  INVITE_ONLY: {
    full: 'Strangers see name, dates and zone, and “by invitation”.',
    teaser: 'Strangers see name, dates and zone, and “by invitation”.',
    hidden: 'Strangers see nothing; only claim links lead to it.',
  },
  CLOSED: {
    full: 'Strangers see everything, marked as closed.',
    teaser: 'Strangers see name, dates and zone, marked as closed.',
    hidden: 'Strangers see nothing.',
  },
}

type PublishPortalRowProps = {
  portal: PortalOption
  /** What is stored for this portal, if anything. */
  state: PublicationState | null
  isPicked: boolean
  /** How it would be published; undefined while not picked. */
  wanted: WantedPortal | undefined
  marketMode: MarketMode
  timeZone: string
  onSelect: (isOn: boolean) => void
  onChange: (change: PortalDraft) => void
}

export function PublishPortalRow(props: PublishPortalRowProps) {
  const { portal, state, isPicked, wanted, marketMode, timeZone, onSelect, onChange } = props
  const id = useId()
  const isLive = isPortalLive(portal)
  const [isScheduleOpen, setIsScheduleOpen] = useState(false)
  const dateTime = (iso: string) => formatDateTime(iso, timeZone)
  const when = state ? describePublicationState(state, dateTime) : null

  return (
    <li className="px-3 py-2">
      <div className="flex items-center gap-2">
        <Checkbox
          id={`${id}-box`}
          checked={isPicked}
          // One that the run is on must stay possible to take away.
          disabled={!isLive && !isPicked}
          aria-describedby={`${id}-state`}
          onChange={(event) => onSelect(event.target.checked)}
        />
        <label htmlFor={`${id}-box`} className="min-w-0 flex-1 py-1.5">
          <bdi className="block truncate text-sm font-medium">{portal.name}</bdi>
        </label>
        <span id={`${id}-state`} className="flex items-center gap-2 text-xs text-text-muted">
          {when ? <span className="hidden sm:inline">{when}</span> : null}
          {portal.isShared ? <Badge>Shared</Badge> : null}
          {isLive ? null : <Badge tone="warning">{inactiveWord(portal)}</Badge>}
          {state ? <PublicationBadge state={state} /> : null}
        </span>
      </div>
      {isPicked && wanted ? (
        <div className="mt-1 mb-1.5 ml-8 flex flex-col gap-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Segmented
              label={`Listing on ${portal.name}`}
              value={marketMode === 'INVITE_ONLY' && wanted.listing === 'full' ? 'teaser' : wanted.listing}
              options={listingsFor(marketMode).map((listing) => ({
                value: listing,
                label: LISTING_WORDS[listing],
              }))}
              onValueChange={(listing) => onChange({ listing })}
            />
            <button
              type="button"
              aria-expanded={isScheduleOpen}
              aria-controls={`${id}-schedule`}
              onClick={() => setIsScheduleOpen(!isScheduleOpen)}
              className={buttonClass({ variant: 'ghost', size: 'sm' })}
            >
              {summariseSchedule(wanted, state, dateTime)}
              <span className="sr-only">, schedule for {portal.name}</span>
              <ChevronDown aria-hidden className={isScheduleOpen ? 'rotate-180' : undefined} />
            </button>
          </div>
          <p className="text-xs text-text-muted">{WHAT_STRANGERS_SEE[marketMode][wanted.listing]}</p>
          {isScheduleOpen ? (
            <div id={`${id}-schedule`}>
              <PublishSchedule wanted={wanted} timeZone={timeZone} onChange={onChange} />
            </div>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}

function inactiveWord(portal: PortalOption): string {
  if (portal.status === 'archived') return 'Archived'
  return portal.status === 'draft' ? 'Draft portal' : 'Paused'
}

function summariseSchedule(
  { publishAt, unpublishAt }: WantedPortal,
  state: PublicationState | null,
  dateTime: (iso: string) => string,
): string {
  const word = state?.kind === 'live' ? 'Since' : 'From'
  const start = publishAt === null ? 'Now' : `${word} ${dateTime(publishAt)}`
  return unpublishAt === null ? start : `${start} until ${dateTime(unpublishAt)}`
}
