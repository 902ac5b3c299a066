import { ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'

export type Breadcrumb = { label: string; href: Route }

type PageHeaderProps = {
  title: ReactNode
  description?: ReactNode
  /** Buttons at the right; they wrap below the title on phones. */
  actions?: ReactNode
  /** The pages above this one, outermost first; the page itself is its title. */
  breadcrumbs?: readonly Breadcrumb[]
}

export function PageHeader({ title, description, actions, breadcrumbs = [] }: PageHeaderProps) {
  return (
    <header className="mb-6">
      <Breadcrumbs breadcrumbs={breadcrumbs} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className="text-xl font-semibold">{title}</h1>
          {description ? <div className="mt-1 max-w-2xl text-sm text-text-muted">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  )
}

/** The way back up, above a title. */
export function Breadcrumbs({ breadcrumbs }: { breadcrumbs: readonly Breadcrumb[] }) {
  if (breadcrumbs.length === 0) return null
  return (
    <nav aria-label="Breadcrumb" className="mb-1.5">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-text-muted">
        {breadcrumbs.map((breadcrumb, index) => (
          <li key={breadcrumb.href} className="flex items-center gap-1">
            {index > 0 ? <ChevronRight aria-hidden className="size-3.5 text-text-subtle" /> : null}
            <Link
              prefetch={false}
              href={breadcrumb.href}
              className="inline-flex min-h-6 items-center rounded-sm hover:text-text"
            >
              {breadcrumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
