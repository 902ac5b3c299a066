import { PortalFilter } from '@/components/public-portal/portal-filter'
import { PortalFrame } from '@/components/public-portal/portal-frame'
import { PortalHeader } from '@/components/public-portal/portal-header'
import { PortalPager } from '@/components/public-portal/portal-pager'
import { RunCalendar } from '@/components/public-portal/run-calendar'
import { EmptyState } from '@/components/ui/empty-state'
import { buttonClass } from '@/components/ui/button-class'
import { paths } from '@/lib/paths'
import type { PortalPage } from '@/lib/queries/portal-pages'
import {
  filterChoices,
  groupByDate,
  isNarrowed,
  narrow,
  pageOf,
  portalQuery,
  splitByTime,
  type PortalFilters,
} from '@/lib/rules/portal-listing'

type PortalViewProps = { portal: PortalPage; filters: PortalFilters; now: Date }

export function PortalView({ portal, filters, now }: PortalViewProps) {
  const { slug, defaultZone } = portal
  const byTime = splitByTime(portal.runs, now)
  const { runs, page, pages } = pageOf(narrow(byTime[filters.when], filters), filters.page)
  const counts = { upcoming: byTime.upcoming.length, past: byTime.past.length }
  return (
    <PortalFrame header={<PortalHeader portal={portal} upcoming={byTime.upcoming} now={now} />}>
      {portal.runs.length > 0 ? (
        <PortalFilter
          slug={slug}
          filters={filters}
          counts={counts}
          choices={filterChoices(byTime[filters.when], defaultZone)}
          defaultZone={defaultZone}
        />
      ) : null}
      {runs.length > 0 ? (
        <RunCalendar slug={slug} dated={groupByDate(runs, now)} defaultZone={defaultZone} now={now} />
      ) : (
        <Nothing slug={slug} filters={filters} past={counts.past} />
      )}
      <PortalPager slug={slug} filters={filters} page={page} pages={pages} />
    </PortalFrame>
  )
}

/** Why there is nothing, and the way to something. */
function Nothing({ slug, filters, past }: { slug: string; filters: PortalFilters; past: number }) {
  if (isNarrowed(filters)) {
    return (
      <EmptyState
        className="pt-20"
        title="Nothing matches"
        description="No run on this portal fits all of what you chose."
        action={
          <a href={paths.publicPortal(slug, portalQuery({ when: filters.when }))} className={buttonClass({})}>
            Clear filters
          </a>
        }
      />
    )
  }
  if (filters.when === 'past') {
    return (
      <EmptyState
        className="pt-20"
        title="Nothing has taken place yet"
        description="Runs move here once they are over."
        action={
          <a href={paths.publicPortal(slug)} className={buttonClass({})}>
            See what is coming
          </a>
        }
      />
    )
  }
  return (
    <EmptyState
      className="pt-20"
      title="Nothing is announced yet"
      description="New runs appear here as soon as they are published. Come back in a while."
      action={
        past > 0 ? (
          <a href={paths.publicPortal(slug, portalQuery({ when: 'past' }))} className={buttonClass({})}>
            See what took place
          </a>
        ) : undefined
      }
    />
  )
}
