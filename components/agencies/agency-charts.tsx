import { CircleCheck, CircleDashed, CircleMinus, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { BarChart } from '@/components/ui/bar-chart'
import { ChartFrame } from '@/components/ui/chart-frame'
import { RowChart } from '@/components/ui/row-chart'
import { formatDateTime } from '@/lib/dates'
import type { AgencyStanding, AgencyWeek } from '@/lib/queries/agency-standing'
import { HEALTH_GROUP_WORDS } from '@/lib/rules/client-health-words'
import type { HealthGroup } from '@/lib/rules/client-order'
import { healthNumbers, WEEK_CHARTS, weekNumber, type WeekSeries } from '@/lib/rules/home-numbers'
import { countOf } from '@/lib/rules/run-words'
import { spanWords } from '@/lib/rules/spans'

type AgencyChartsProps = { standing: AgencyStanding; timeZone: string; now: Date }

const GROUP_LOOKS: Record<HealthGroup, { icon: ReactNode; fill: string }> = {
  critical: { icon: <OctagonAlert aria-hidden className="text-danger" />, fill: 'fill-danger' },
  at_risk: { icon: <TriangleAlert aria-hidden className="text-warning" />, fill: 'fill-warning' },
  steady: { icon: <CircleMinus aria-hidden className="text-text-subtle" />, fill: 'fill-text-subtle' },
  healthy: { icon: <CircleCheck aria-hidden className="text-success" />, fill: 'fill-success' },
  unknown: { icon: <CircleDashed aria-hidden className="text-text-subtle" />, fill: 'fill-border-strong' },
}

/** How the last eight weeks went, and how the clients are. */
export function AgencyCharts({ standing, timeZone, now }: AgencyChartsProps) {
  const week = { weeks: standing.weeks, timeZone }
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <HealthChart standing={standing} now={now} />
      <WeekChart title="Tickets by week" series={WEEK_CHARTS.tickets} {...week} />
      <WeekChart title="Alerts by week" series={WEEK_CHARTS.alerts} {...week} />
      <WeekChart title="Communications by week" series={WEEK_CHARTS.communications} {...week} />
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
    return {
      label: formatDateTime(`${week.start}T12:00:00Z`, 'UTC', 'day').replace(/^\S+ /, ''),
      bars: series.map((one) => {
        const { value, href, span } = weekNumber(one, week, timeZone)
        return {
          value,
          href,
          name: `${value} ${one.words[value === 1 ? 0 : 1]}, ${spanWords(span, timeZone)}`,
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
  const numbers = healthNumbers(standing, now)
  const rows = numbers.map(({ group, value, href }) => ({
    ...GROUP_LOOKS[group],
    label: HEALTH_GROUP_WORDS[group],
    value,
    href,
    name: `${HEALTH_GROUP_WORDS[group]}: ${countOf(value, 'client')}`,
  }))
  const sum = (counted: typeof numbers) => counted.reduce((all, { value }) => all + value, 0)
  const worried = sum(numbers.filter(({ group }) => group === 'critical' || group === 'at_risk'))
  return (
    <ChartFrame
      title="Clients by health"
      summary={worried === 0 ? 'No client is at risk.' : `${worried} of ${sum(numbers)} at risk or worse.`}
      columns={['Health', 'Clients']}
      rows={rows.map(({ label, value, href, name }) => ({ label, values: [{ value, href, name }] }))}
    >
      <RowChart rows={rows} />
    </ChartFrame>
  )
}
