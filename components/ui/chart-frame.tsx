import { Table2 } from 'lucide-react'
import type { Route } from 'next'
import { useId, type ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'

export type ChartRow = {
  label: string
  values: readonly { value: number; href: Route; name: string }[]
}

type ChartFrameProps = {
  title: string
  /** What the chart comes down to, in a sentence. */
  summary: string
  /** Heads of the table's columns, the one of the labels first. */
  columns: readonly string[]
  rows: readonly ChartRow[]
  children: ReactNode
}

/** What stands around every chart: its title, what it says in a sentence, and the same numbers as a table. */
export function ChartFrame({ title, summary, columns, rows, children }: ChartFrameProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col rounded-lg border border-border bg-surface p-4"
    >
      <h3 id={id} className="text-sm font-medium">
        {title}
      </h3>
      <p className="mt-0.5 text-sm text-text-muted">{summary}</p>
      <div className="mt-3 flex-1">{children}</div>
      <details className="mt-3 border-t border-border pt-2 text-sm">
        <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 rounded-md text-text-muted hover:text-text [&::-webkit-details-marker]:hidden">
          <Table2 aria-hidden className="size-4 text-text-subtle" />
          Show as table
          <span className="sr-only">: {title}</span>
        </summary>
        <table className="mt-1 w-full tabular-nums">
          <thead className="text-xs text-text-subtle">
            <tr className="border-b border-border">
              {columns.map((column, index) => (
                <th
                  key={column}
                  scope="col"
                  className={index === 0 ? 'py-1.5 text-left font-medium' : 'py-1.5 text-right font-medium'}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label} className="border-b border-border last:border-b-0">
                <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">
                  {row.label}
                </th>
                {row.values.map(({ value, href, name }) => (
                  <td key={name} className="py-1.5 text-right">
                    {value > 0 ? (
                      <TextLink href={href} className="inline-block min-w-6 py-0.5" aria-label={name}>
                        {value}
                      </TextLink>
                    ) : (
                      value
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
