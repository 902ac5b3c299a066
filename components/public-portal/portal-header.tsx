import { AUDIENCE_WORDS } from '@/lib/rules/portal-words'
import type { PortalPage } from '@/lib/queries/portal-pages'
import { isOngoing, type PublicRun } from '@/lib/rules/portal-listing'
import { dayOn } from '@/lib/rules/run-clock'

type PortalHeaderProps = { portal: PortalPage; upcoming: readonly PublicRun[]; now: Date }

export function PortalHeader({ portal, upcoming, now }: PortalHeaderProps) {
  return (
    <div className="py-10 sm:pt-16 sm:pb-12">
      <p className="text-sm font-medium text-accent">{AUDIENCE_WORDS[portal.audience]}</p>
      <h1 dir="auto" className="mt-1.5 text-2xl font-semibold tracking-tight text-balance sm:text-3xl">
        {portal.name}
      </h1>
      <p className="mt-3 text-base text-text-muted">{outlook(upcoming, now)}</p>
    </div>
  )
}

/** How much is going on and coming, and when the next one starts. */
function outlook(upcoming: readonly PublicRun[], now: Date): string {
  const ongoing = upcoming.filter((run) => isOngoing(run, now)).length
  const next = upcoming.find((run) => run.startsAt !== null && !isOngoing(run, now))
  const ahead = upcoming.length - ongoing
  const going = ongoing > 0 ? `${ongoing} going on now` : null
  const coming = ahead > 0 ? `${ahead} ahead` : null
  const nextDay = next?.startsAt ? `next on ${dayOn(next.startsAt, next.timeZone)}` : null
  const words = [going, coming, nextDay].filter((part) => part !== null)
  return words.length > 0 ? `${words.join(', ')}.` : 'Nothing is announced at the moment.'
}
