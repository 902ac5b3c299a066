import { scaleBand, scaleLinear } from 'd3-scale'
import type { Route } from 'next'
import Link from 'next/link'
import { useId } from 'react'

export type BarGroup = {
  /** Stands under the bars. */
  label: string
  /** One for each series, in their order. `name` says the whole of it: "3 tickets opened, 16–22 Nov". */
  bars: readonly { value: number; href: Route; name: string }[]
}

type BarChartProps = {
  /** What it shows, for those who do not see it. */
  label: string
  /** Two at most: the first is drawn full, the second hatched. */
  series: readonly [string, string]
  groups: readonly BarGroup[]
}

const WIDTH = 400
const HEIGHT = 190
const LEFT = 30
const TOP = 16
const BOTTOM = HEIGHT - 22
const TICKS = 4
const NARROW_PX = 15

/**
 * Two bars for each label. Drawn where the page is made, so it is there with the first byte, costs the browser no script
 * and never jumps; nothing in it moves.
 */
export function BarChart({ label, series, groups }: BarChartProps) {
  const hatching = useId()
  const most = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)))
  const y = scaleLinear().domain([0, most]).nice(TICKS).range([BOTTOM, TOP])
  const x = scaleBand<number>()
    .domain(groups.keys())
    .range([LEFT, WIDTH])
    .paddingInner(0.28)
    .paddingOuter(0.12)
  const within = scaleBand<number>().domain(series.keys()).range([0, x.bandwidth()]).paddingInner(0.1)
  // Half a ticket is none.
  const ticks = y.ticks(TICKS).filter(Number.isInteger)

  return (
    <>
      <ul aria-hidden className="mb-1 flex gap-4 text-xs text-text-muted">
        {series.map((name, index) => (
          <li key={name} className="flex items-center gap-1.5">
            <svg viewBox="0 0 12 12" className="size-3">
              <Bar {...{ hatching, index }} x={0.5} y={0.5} width={11} height={11} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <svg
        role="group"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="block w-full text-[11px] max-sm:text-[14px]"
      >
        <pattern
          id={hatching}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" className="fill-surface" />
          <rect width="2" height="5" className="fill-text-muted" />
        </pattern>
        <g aria-hidden>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} className="stroke-border" />
              <text
                x={LEFT - 6}
                y={y(tick)}
                dy="0.32em"
                textAnchor="end"
                className="fill-text-subtle tabular-nums"
              >
                {tick}
              </text>
            </g>
          ))}
          {groups.map((group, index) => (
            <text
              key={group.label}
              x={(x(index) ?? 0) + x.bandwidth() / 2}
              y={HEIGHT - 5}
              textAnchor="middle"
              // On phones, where all is drawn smaller and so written larger, there is room for every second one.
              className={
                (groups.length - index) % 2 === 0 ? 'fill-text-subtle max-sm:hidden' : 'fill-text-subtle'
              }
            >
              {group.label}
            </text>
          ))}
        </g>
        {groups.map((group, groupIndex) =>
          group.bars.map((bar, index) => {
            if (bar.value === 0) return null
            const left = (x(groupIndex) ?? 0) + (within(index) ?? 0)
            const width = within.bandwidth()
            const written = String(bar.value)
            return (
              <Link key={bar.name} href={bar.href} prefetch={false} aria-label={bar.name} className="group">
                <title>{bar.name}</title>
                <rect
                  x={left}
                  y={TOP - 14}
                  width={width}
                  height={BOTTOM - TOP + 14}
                  className="fill-transparent"
                />
                <Bar
                  {...{ hatching, index }}
                  x={left}
                  y={y(bar.value)}
                  width={width}
                  height={BOTTOM - y(bar.value)}
                />
                {written.length * 6.5 <= Math.max(width, NARROW_PX) ? (
                  <text
                    x={left + width / 2}
                    y={y(bar.value) - 4}
                    textAnchor="middle"
                    className="fill-text-muted font-medium tabular-nums"
                  >
                    {written}
                  </text>
                ) : null}
              </Link>
            )
          }),
        )}
      </svg>
    </>
  )
}

type BarProps = { hatching: string; index: number; x: number; y: number; width: number; height: number }

function Bar({ hatching, index, ...box }: BarProps) {
  return index === 0 ? (
    <rect {...box} rx={2} className="fill-accent group-hover:fill-accent-hover" />
  ) : (
    <rect {...box} rx={2} fill={`url(#${hatching})`} className="stroke-text-muted" />
  )
}
