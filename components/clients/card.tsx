import { useId, type ReactNode } from 'react'
import { cn } from '@/lib/utils'

type CardProps = {
  title: string
  /** Something small at the right end of the title's line, e.g. a link. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A part of a client's overview under its own heading. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={cn('overflow-hidden rounded-lg border border-border bg-surface', className)}
    >
      <div className="flex items-center justify-between gap-3 px-4 pt-3 pb-2">
        <h2 id={id} className="text-base font-medium">
          {title}
        </h2>
        {aside ? <span className="text-sm">{aside}</span> : null}
      </div>
      {children}
    </section>
  )
}
