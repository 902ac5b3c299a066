import { CalendarPlus, ExternalLink, Globe } from 'lucide-react'
import Link from 'next/link'
import { TextLink } from '@/components/ui/text-link'
import type { ReactNode } from 'react'
import { OverviewRunRow } from '@/components/agencies/overview-run-row'
import { OverviewSection } from '@/components/agencies/overview-section'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { formatRelative } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { Overview } from '@/lib/queries/overview'

type AgencyOverviewProps = { overview: Overview; timeZone: string; now: Date }

export function AgencyOverview({ overview, timeZone, now }: AgencyOverviewProps) {
  if (!overview.hasRuns) return <FirstSteps hasPortals={overview.hasPortals} />
  return (
    <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-8">
        {overview.current.length > 0 ? (
          <OverviewSection title="Under way">
            <ul>
              {overview.current.map((run) => (
                <OverviewRunRow key={run.id} run={run} timeZone={timeZone} now={now} isUnderWay />
              ))}
            </ul>
          </OverviewSection>
        ) : null}
        <OverviewSection
          title="Next runs"
          more={{ label: overview.hasMoreUpcoming ? 'All that come' : 'All runs', href: paths.runs() }}
        >
          {overview.upcoming.length > 0 ? (
            <ul>
              {overview.upcoming.map((run) => (
                <OverviewRunRow key={run.id} run={run} timeZone={timeZone} now={now} />
              ))}
            </ul>
          ) : (
            <EmptyState
              icon={<CalendarPlus />}
              title="Nothing is planned"
              description="Runs that are scheduled and have a date appear here, the next one first."
              action={
                <LinkButton href={paths.newRun()} variant="primary">
                  New run
                </LinkButton>
              }
            />
          )}
        </OverviewSection>
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <OverviewSection
          title="Drafts"
          {...(overview.hasMoreDrafts
            ? { more: { label: 'All drafts', href: paths.runs({ status: 'draft' }) } }
            : {})}
        >
          {overview.drafts.length > 0 ? (
            <ul>
              {overview.drafts.map((run) => (
                <SideRow key={run.id}>
                  <TextLink look="plain" href={paths.run(run.id)} className="min-w-0 flex-1 font-medium">
                    <bdi>{run.name}</bdi>
                  </TextLink>
                  <span className="shrink-0 text-xs text-text-subtle">
                    {run.startsAt ? formatRelative(run.startsAt, now, run.timeZone ?? timeZone) : 'No date'}
                  </span>
                </SideRow>
              ))}
            </ul>
          ) : (
            <Quiet>No drafts: everything you began is scheduled.</Quiet>
          )}
        </OverviewSection>
        <OverviewSection title="Quiet portals" more={{ label: 'All portals', href: paths.portals() }}>
          {overview.quietPortals.length > 0 ? (
            <ul>
              {overview.quietPortals.map((portal) => (
                <SideRow key={portal.id}>
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">
                      <bdi>{portal.name}</bdi>
                    </span>
                    <span className="text-sm text-text-muted">
                      Nothing to come. <TextLink href={paths.runs()}>Choose a run for it</TextLink>
                    </span>
                  </span>
                  <Link
                    prefetch={false}
                    target="_blank"
                    href={paths.publicPortal(portal.slug)}
                    aria-label={`Open ${portal.name}`}
                    className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-text-subtle hover:bg-hover hover:text-text"
                  >
                    <ExternalLink aria-hidden className="size-4" />
                  </Link>
                </SideRow>
              ))}
            </ul>
          ) : (
            <Quiet>
              {overview.hasPortals
                ? 'Every active portal has something to come.'
                : 'There is no portal yet. '}
              {overview.hasPortals ? null : <TextLink href={paths.newPortal()}>Create one</TextLink>}
            </Quiet>
          )}
        </OverviewSection>
      </div>
    </div>
  )
}

function SideRow({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-3 border-b border-border px-4 py-2.5 last:border-b-0">
      {children}
    </li>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-sm text-text-muted">{children}</p>
}

/** A new agency: what to do first, in the order in which it works. */
function FirstSteps({ hasPortals }: { hasPortals: boolean }) {
  return (
    <div className="rounded-lg border border-border bg-surface">
      {hasPortals ? (
        <EmptyState
          icon={<CalendarPlus />}
          title="Plan your first run"
          description="Give it a name and a date. Then publish it to your portal, and everybody with its address sees it."
          action={
            <>
              <LinkButton href={paths.newRun()} variant="primary">
                New run
              </LinkButton>
              <LinkButton href={paths.portals()}>See your portal</LinkButton>
            </>
          }
        />
      ) : (
        <EmptyState
          icon={<Globe />}
          title="Create your first portal"
          description="A portal is the public page on which your runs appear. With one in place you can plan and publish runs."
          action={
            <>
              <LinkButton href={paths.newPortal()} variant="primary">
                New portal
              </LinkButton>
              <LinkButton href={paths.newRun()}>New run</LinkButton>
            </>
          }
        />
      )}
    </div>
  )
}
