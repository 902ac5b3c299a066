'use client'

import { useQuery } from '@tanstack/react-query'
import { Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/components/clients/card'
import { HealthCard } from '@/components/clients/health-card'
import { NeedsCard } from '@/components/clients/needs-card'
import { Initials } from '@/components/layout/initials'
import { ErrorState } from '@/components/ui/error-state'
import { SafeText } from '@/components/ui/safe-text'
import { Skeleton } from '@/components/ui/skeleton'
import { TextLink } from '@/components/ui/text-link'
import { useNow } from '@/components/ui/use-now'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import { clientOverviewQuery, type ClientOverview as Overview } from '@/lib/queries/client-overview'
import type { Communication } from '@/lib/queries/communications'
import { titleOf, TYPE_WORDS } from '@/lib/rules/communications'
import { browserClient } from '@/lib/supabase/browser'

type ClientOverviewProps = {
  agencyId: string
  clientId: string
  timeZone: string
  /** Whether to offer a change of what is written about the client. */
  canEdit: boolean
  /** The timeline, which is another noun's; it gets the newest page and when that was read. */
  timeline: (recent: Overview['recent'], readAt: number) => ReactNode
}

/** A client at a glance, for staff. */
export function ClientOverview({ agencyId, clientId, timeZone, canEdit, timeline }: ClientOverviewProps) {
  const overview = useQuery(clientOverviewQuery(browserClient(), agencyId, clientId))
  const now = useNow(overview.dataUpdatedAt)
  if (overview.isPending) return <Skeleton className="h-64 w-full" />
  if (overview.isLoadingError)
    return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
  const { standing, pinned, notes, people, peopleCount, recent } = overview.data

  return (
    // In one column, what is endless comes last.
    <div className="flex flex-col gap-6 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)] lg:items-start">
      <div className="contents min-w-0 lg:flex lg:flex-col lg:gap-6">
        {standing ? <NeedsCard standing={standing} now={now} /> : null}
        <div className="max-lg:order-last">{timeline(recent, overview.dataUpdatedAt)}</div>
      </div>
      <div className="contents min-w-0 lg:flex lg:flex-col lg:gap-6">
        {standing ? (
          <div className="max-lg:order-first">
            <HealthCard standing={standing} now={now} />
          </div>
        ) : null}
        <div className="flex flex-col gap-6">
          <Card title="About">
            <div className="px-4 pb-4 text-sm">
              {notes ? <SafeText text={notes} /> : <p className="text-text-muted">Nothing is written yet.</p>}
              <p className="mt-2 text-xs text-text-subtle">
                People of the client can read this.
                {canEdit ? (
                  <>
                    {' '}
                    <TextLink href={paths.clients({ edit: clientId })}>Edit</TextLink>
                  </>
                ) : null}
              </p>
            </div>
          </Card>
          <PinnedCard entries={pinned} clientId={clientId} timeZone={timeZone} now={now} />
          <PeopleCard people={people} count={peopleCount} clientId={clientId} />
        </div>
      </div>
    </div>
  )
}

type PinnedCardProps = { entries: readonly Communication[]; clientId: string; timeZone: string; now: Date }

function PinnedCard({ entries, clientId, timeZone, now }: PinnedCardProps) {
  if (entries.length === 0) return null
  return (
    <Card title="Pinned">
      <ul className="divide-y divide-border border-t border-border">
        {entries.map((entry) => (
          <li key={entry.id} className="flex gap-2.5 px-4 py-2.5 text-sm">
            <Pin aria-hidden className="mt-0.5 size-4 shrink-0 text-text-subtle" />
            <div className="min-w-0 flex-1">
              <TextLink look="plain" href={paths.clientCommunications(clientId)} className="font-medium">
                <bdi>{titleOf(entry)}</bdi>
              </TextLink>
              {entry.subject && entry.body ? (
                <p dir="auto" className="mt-0.5 line-clamp-3 wrap-anywhere text-text-muted">
                  {entry.body}
                </p>
              ) : null}
              <p className="mt-0.5 text-xs text-text-subtle">
                {TYPE_WORDS[entry.type]}, {formatRelative(entry.occurredAt, now, timeZone)}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type PeopleCardProps = { people: Overview['people']; count: number; clientId: string }

function PeopleCard({ people, count, clientId }: PeopleCardProps) {
  return (
    <Card
      title="People"
      aside={
        <TextLink href={paths.clientPeople(clientId)}>
          {count > people.length ? `All ${count}` : 'Manage'}
        </TextLink>
      }
    >
      {people.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-text-muted">Nobody of this client signs in yet.</p>
      ) : (
        <ul className="pb-2">
          {people.map((person) => (
            <li key={person.id} className="flex items-center gap-2.5 px-4 py-1.5 text-sm">
              <Initials name={person.name} className="size-6 rounded-full" />
              <bdi className="truncate">{person.name}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
