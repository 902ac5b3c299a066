import { AccessBadge } from '@/components/public-portal/access-badge'
import { paths } from '@/lib/paths'
import type { PublicRun } from '@/lib/rules/portal-listing'
import { shorten } from '@/lib/rules/portal-words'

const EXCERPT_LENGTH = 150

type RunEntryProps = {
  slug: string
  run: PublicRun
  /** The times, in the words that fit the heading above. */
  when: string
  /** Zone that the portal is about, set off from the others. */
  defaultZone: string | null
}

/**
 * One run in a list. The whole entry is the link's target, the link's text is the name alone. It is kept to few elements:
 * each of them is sent twice, as markup and as data.
 */
export function RunEntry({ slug, run, when, defaultZone }: RunEntryProps) {
  return (
    <li className="relative -mx-3 rounded-lg px-3 py-3 hover:bg-hover">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-text-muted tabular-nums">
        {when}
        {run.zone ? (
          <bdi className={run.zone === defaultZone ? 'font-medium text-text' : undefined}>{run.zone}</bdi>
        ) : null}
        <AccessBadge run={run} />
      </p>
      <h3 className="mt-0.5 text-lg leading-snug font-medium">
        <a
          href={paths.publicRun(slug, run.id)}
          dir="auto"
          className="block after:absolute after:inset-0 after:rounded-lg"
        >
          {run.name}
        </a>
      </h3>
      {run.description ? (
        <p dir="auto" className="mt-1 text-text-muted">
          {shorten(run.description, EXCERPT_LENGTH)}
        </p>
      ) : null}
    </li>
  )
}
