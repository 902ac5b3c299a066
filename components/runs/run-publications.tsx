'use client'

import { ExternalLink, RadioTower } from 'lucide-react'
import Link from 'next/link'
import { describePublicationState, PublicationBadge } from '@/components/runs/publication-state'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { PublicationOnPortal } from '@/lib/queries/publications'
import type { RunDetail } from '@/lib/queries/runs'
import { publicationState } from '@/lib/rules/publications'
import { LISTING_WORDS } from '@/lib/rules/run-words'
import type { MarketMode } from '@/lib/rules/runs'

type RunPublicationsProps = { run: RunDetail; timeZone: string; now: Date; onPublish: () => void }

export function RunPublications({ run, timeZone, now, onPublish }: RunPublicationsProps) {
  return (
    <section aria-labelledby="publications-title" className="rounded-lg border border-border bg-surface">
      <h2 id="publications-title" className="px-5 pt-4 pb-2 text-base font-medium">
        Where it is published
      </h2>
      {run.publications.length === 0 ? (
        <EmptyState
          icon={<RadioTower />}
          title="On no portal yet"
          description="Choose the portals it should show on and how much strangers may see."
          action={<Button onClick={onPublish}>Choose portals</Button>}
          className="pt-6"
        />
      ) : (
        <ul className="divide-y divide-border">
          {run.publications.map((publication) => (
            <PublicationRow
              key={publication.id}
              run={run}
              publication={publication}
              timeZone={timeZone}
              now={now}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

type PublicationRowProps = { run: RunDetail; publication: PublicationOnPortal; timeZone: string; now: Date }

function PublicationRow({ run, publication, timeZone, now }: PublicationRowProps) {
  const state = publicationState(publication, run, publication.portal, now)
  const { portal } = publication
  const details = [
    describePublicationState(state, (iso) => formatDateTime(iso, timeZone)),
    state.kind === 'unpublished' || state.kind === 'ended'
      ? null
      : describeListing(publication, run.marketMode),
  ].filter((detail) => detail !== null)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3">
      <div className="min-w-0 flex-1 basis-36">
        <p className="truncate font-medium">
          <bdi>{portal.name}</bdi>
        </p>
        <p className="text-sm text-text-muted">{details.join(' · ') || 'Everybody sees it'}</p>
      </div>
      <PublicationBadge state={state} />
      {state.kind === 'live' && state.isListed ? (
        <Link
          href={paths.publicRun(portal.slug, run.id)}
          target="_blank"
          prefetch={false}
          className={buttonClass({ variant: 'ghost', size: 'sm' })}
        >
          <span className="max-sm:sr-only">View</span>
          <span className="sr-only"> live on {portal.name} (opens in a new tab)</span>
          <ExternalLink aria-hidden />
        </Link>
      ) : null}
    </li>
  )
}

function describeListing({ listing }: PublicationOnPortal, mode: MarketMode): string {
  if (listing === 'hidden') return 'Hidden: only claim links lead to it'
  // By invitation, strangers see no more than a teaser whatever is stored.
  return `${LISTING_WORDS[mode === 'INVITE_ONLY' ? 'teaser' : listing]} listing`
}
