import { AccessBadge } from '@/components/public-portal/access-badge'
import { paths } from '@/lib/paths'
import type { PublicRun } from '@/lib/rules/portal-listing'
import { shorten } from '@/lib/rules/portal-words'
import { cn } from '@/lib/utils'

const EXCERPT_LENGTH = 150

type RunEntryProps = {
  slug: string
  run: PublicRun
  /** The times, in the words that fit the heading above. */
  when: string
  /** Zone that the portal is about; elsewhere is what deserves to be noticed. */
  defaultZone: string | null
}

/** One run in a list. The whole entry is the link's target, the link's text is the name alone. */
export function RunEntry({ slug, run, when, defaultZone }: RunEntryProps) {
  return (
    <article className="relative -mx-3 rounded-lg px-3 py-3 hover:bg-hover">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-text-muted">
        {when ? <span className="tabular-nums">{when}</span> : null}
        {run.zone ? (
          <bdi className={cn(run.zone === defaultZone && 'font-medium text-text')}>{run.zone}</bdi>
        ) : null}
        <AccessBadge run={run} />
      </div>
      <h3 className="mt-0.5 text-lg leading-snug font-medium">
        <a
          href={paths.publicRun(slug, run.id)}
          dir="auto"
          className="block after:absolute after:inset-0 after:rounded-lg after:content-['']"
        >
          {run.name}
        </a>
      </h3>
      {run.description ? (
        <p dir="auto" className="mt-1 text-sm text-text-muted">
          {shorten(run.description, EXCERPT_LENGTH)}
        </p>
      ) : null}
    </article>
  )
}
