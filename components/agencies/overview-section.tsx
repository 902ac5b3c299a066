import { ArrowRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useId, type ReactNode } from 'react'

type OverviewSectionProps = {
  title: string
  /** Where the whole list is. */
  more?: { label: string; href: Route }
  children: ReactNode
}

export function OverviewSection({ title, more, children }: OverviewSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {more ? (
          <Link
            prefetch={false}
            href={more.href}
            className="inline-flex min-h-6 items-center gap-1 rounded-sm text-sm text-text-muted hover:text-text"
          >
            {more.label}
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
        ) : null}
      </div>
      <div className="overflow-hidden rounded-lg border border-border bg-surface">{children}</div>
    </section>
  )
}
