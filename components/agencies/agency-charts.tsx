import { CircleCheck, CircleDashed, CircleMinus, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { BarChart } from '@/components/ui/bar-chart'
import { ChartFrame } from '@/components/ui/chart-frame'
import { RowChart } from '@/components/ui/row-chart'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { AgencyStanding, AgencyWeek } from '@/lib/queries/agency-standing'
import { HEALTH_GROUP_WORDS } from '@/lib/rules/client-health-words'
import { countHealthGroups, currentClients, HEALTH_GROUPS, type HealthGroup } from '@/lib/rules/client-order'
import { countOf } from '@/lib/rules/run-words'
import { formatSpan, spanWords, weekSpan } from '@/lib/rules/spans'

type AgencyChartsProps = { standing: AgencyStanding; timeZone: string; now: Date }

type WeekSeries = {
  /** Stands in the legend and at the head of the column: "Opened". */
  name: string
  value: (week: AgencyWeek) => number
  /** One and many of what is counted, with what became of it: "ticket opened". */
  words: readonly [string, string]
  href?: (span: string) => Route
}

const GROUP_LOOKS: Record<HealthGroup, { icon: ReactNode; fill: string }> = {
  critical: { icon: <OctagonAlert aria-hidden className="text-danger" />, fill: 'fill-danger' },
  at_risk: { icon: <TriangleAlert aria-hidden className="text-warning" />, fill: 'fill-warning' },
  steady: { icon: <CircleMinus aria-hidden className="text-text-subtle" />, fill: 'fill-text-subtle' },
  healthy: { icon: <CircleCheck aria-hidden className="text-success" />, fill: 'fill-success' },
  unknown: { icon: <CircleDashed aria-hidden className="text-text-subtle" />, fill: 'fill-border-strong' },
}

const TICKETS: readonly [WeekSeries, WeekSeries] = [
  {
    name: 'Opened',
    value: (week) => week.ticketsOpened,
    words: ['ticket opened', 'tickets opened'],
    href: (opened) => paths.tickets({ tab: 'all', opened }),
  },
  {
    name: 'Resolved',
    value: (week) => week.ticketsResolved,
    words: ['ticket resolved', 'tickets resolved'],
    href: (resolved) => paths.tickets({ tab: 'all', resolved }),
  },
]
const ALERTS: readonly [WeekSeries, WeekSeries] = [
  {
    name: 'Raised',
    value: (week) => week.alertsRaised,
    words: ['alert raised', 'alerts raised'],
    href: (raised) => paths.alerts({ status: 'all', raised }),
  },
  {
    name: 'Resolved',
    value: (week) => week.alertsResolved,
    words: ['alert resolved', 'alerts resolved'],
    href: (resolved) => paths.alerts({ status: 'resolved', resolved }),
  },
]
// There is no list of what was said across clients, so these lead nowhere.
const COMMUNICATIONS: readonly [WeekSeries, WeekSeries] = [
  { name: 'In', value: (week) => week.inbound, words: ['message or call in', 'messages and calls in'] },
  { name: 'Out', value: (week) => week.outbound, words: ['message or call out', 'messages and calls out'] },
]

/** How the last eight weeks went, and how the clients are. */
export function AgencyCharts({ standing, timeZone, now }: AgencyChartsProps) {
  const week = { weeks: standing.weeks, timeZone }
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <HealthChart standing={standing} now={now} />
      <WeekChart title="Tickets by week" series={TICKETS} {...week} />
      <WeekChart title="Alerts by week" series={ALERTS} {...week} />
      <WeekChart title="Communications by week" series={COMMUNICATIONS} {...week} />
    </div>
  )
}

type WeekChartProps = {
  title: string
  series: readonly [WeekSeries, WeekSeries]
  weeks: readonly AgencyWeek[]
  timeZone: string
}

function WeekChart({ title, series, weeks, timeZone }: WeekChartProps) {
  const groups = weeks.map((week) => {
    const span = weekSpan(week.start, timeZone)
    return {
      label: formatDateTime(`${week.start}T12:00:00Z`, 'UTC', 'day').replace(/^\S+ /, ''),
      bars: series.map((one) => {
        const value = one.value(week)
        return {
          value,
          href: span && one.href ? one.href(formatSpan(span)) : null,
          name: `${value} ${one.words[value === 1 ? 0 : 1]}, ${span ? spanWords(span, timeZone) : week.start}`,
        }
      }),
    }
  })
  const [first, second] = series
  const present = weeks.at(-1)
  return (
    <ChartFrame
      title={title}
      summary={
        present
          ? `This week ${first.value(present)} ${first.name.toLowerCase()}, ${second.value(present)} ${second.name.toLowerCase()}.`
          : ''
      }
      columns={['Week of', first.name, second.name]}
      rows={groups.map(({ label, bars }) => ({ label, values: bars }))}
    >
      <BarChart label={title} series={[first.name, second.name]} groups={groups} />
    </ChartFrame>
  )
}

function HealthChart({ standing, now }: { standing: AgencyStanding; now: Date }) {
  const clients = currentClients(standing.clients)
  const counts = countHealthGroups(clients, now)
  const rows = HEALTH_GROUPS.map((group) => ({
    ...GROUP_LOOKS[group],
    label: HEALTH_GROUP_WORDS[group],
    value: counts[group],
    href: paths.clients({ health: group }),
    name: `${HEALTH_GROUP_WORDS[group]}: ${countOf(counts[group], 'client')}`,
  }))
  const worried = counts.critical + counts.at_risk
  return (
    <ChartFrame
      title="Clients by health"
      summary={worried === 0 ? 'No client is at risk.' : `${worried} of ${clients.length} at risk or worse.`}
      columns={['Health', 'Clients']}
      rows={rows.map(({ label, value, href, name }) => ({ label, values: [{ value, href, name }] }))}
    >
      <RowChart rows={rows} />
    </ChartFrame>
  )
}
