import type { ReactNode } from 'react'
import { cn } from '@/lib/utils'

type EmptyStateProps = {
  icon?: ReactNode
  title: string
  /** Says what would be here and what to do next. */
  description: ReactNode
  action?: ReactNode
  /** `h1` when it is all that the page says. */
  heading?: 'h1' | 'h2' | 'h3'
  className?: string
}

export function EmptyState({
  icon,
  title,
  description,
  action,
  heading: Heading = 'h2',
  className,
}: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-2 px-6 py-12 text-center', className)}>
      {icon ? (
        <span
          aria-hidden
          className="mb-1 flex size-10 items-center justify-center rounded-lg bg-hover text-text-subtle [&_svg]:size-5"
        >
          {icon}
        </span>
      ) : null}
      <Heading className="text-base font-medium">{title}</Heading>
      <p className="max-w-sm text-sm text-text-muted">{description}</p>
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
