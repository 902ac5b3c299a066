import type { ReactNode } from 'react'

type ClaimCardProps = {
  /** What kind of thing this is, in a word or two above the title. */
  overline?: ReactNode
  title: ReactNode
  lead?: ReactNode
  children?: ReactNode
}

/** The sheet on which every state of an invitation is written. */
export function ClaimCard({ overline, title, lead, children }: ClaimCardProps) {
  return (
    <article className="rounded-xl border border-border bg-surface">
      <header className="px-5 pt-6 sm:px-8 sm:pt-8">
        {overline ? <p className="text-sm text-text-muted">{overline}</p> : null}
        <h1 className="mt-1 text-xl font-semibold text-balance">{title}</h1>
        {lead ? <div className="mt-2 text-base text-text-muted text-pretty">{lead}</div> : null}
      </header>
      <div className="px-5 pt-6 pb-6 sm:px-8 sm:pb-8">{children}</div>
    </article>
  )
}
