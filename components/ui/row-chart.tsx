import { scaleLinear } from 'd3-scale'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

export type RowChartRow = {
  label: string
  icon: ReactNode
  /** Classes for the fill of the bar: the word and the icon say the same. */
  fill: string
  value: number
  href: Route
}

/** One bar for each label, from left to right; a row leads to what it counts. */
export function RowChart({ rows }: { rows: readonly RowChartRow[] }) {
  const width = scaleLinear()
    .domain([0, Math.max(1, ...rows.map(({ value }) => value))])
    .range([0, 100])
  return (
    <ul className="flex flex-col">
      {rows.map((row) => {
        const content = (
          <>
            <span className="flex w-36 shrink-0 items-center gap-2 [&_svg]:size-4">
              {row.icon}
              {row.label}
            </span>
            <svg
              aria-hidden
              viewBox="0 0 100 10"
              preserveAspectRatio="none"
              className="h-2.5 min-w-0 flex-1 overflow-hidden rounded-full bg-surface-sunken"
            >
              <rect width={width(row.value)} height="10" className={row.fill} />
            </svg>
            <span className="w-8 shrink-0 text-right font-medium tabular-nums">{row.value}</span>
          </>
        )
        const className = 'flex min-h-9 items-center gap-3 rounded-md text-sm'
        return (
          <li key={row.label}>
            {row.value > 0 ? (
              <Link prefetch={false} href={row.href} className={`${className} -mx-2 px-2 hover:bg-hover`}>
                {content}
              </Link>
            ) : (
              <div className={`${className} text-text-subtle`}>{content}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
