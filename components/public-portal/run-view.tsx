import { AccessBadge } from '@/components/public-portal/access-badge'
import { PortalFrame } from '@/components/public-portal/portal-frame'
import { RunFacts } from '@/components/public-portal/run-facts'
import { buttonClass } from '@/components/ui/button-class'
import { paths } from '@/lib/paths'
import type { PortalRun } from '@/lib/queries/portal-pages'
import type { PublicRun } from '@/lib/rules/portal-listing'

type RunViewProps = {
  found: PortalRun
  /** The page's own address in full, for sending it to somebody. */
  url: string
}

export function RunView({ found, url }: RunViewProps) {
  const { slug, portalName, run } = found
  const mail = `mailto:?subject=${encodeURIComponent(run.name)}&body=${encodeURIComponent(url)}`
  return (
    <PortalFrame header={<BackLink slug={slug} portalName={portalName} />}>
      <article>
        <div className="pt-10 sm:pt-14">
          <AccessBadge run={run} />
          <h1 dir="auto" className="mt-2 text-2xl font-semibold tracking-tight text-balance sm:text-3xl">
            {run.name}
          </h1>
        </div>
        <RunFacts run={run} />
        <Access run={run} />
        {run.description ? <Description text={run.description} /> : null}
        <div className="mt-10 flex flex-wrap gap-2">
          {run.hasDetails && run.startsAt ? (
            <a href={paths.publicRunCalendar(slug, run.id)} className={buttonClass({ variant: 'primary' })}>
              Add to calendar
            </a>
          ) : null}
          <a href={mail} className={buttonClass({})}>
            Send by e-mail
          </a>
        </div>
        <p className="mt-6 text-xs text-text-muted">
          Link to this page:{' '}
          <a href={url} className="break-all text-accent underline-offset-4 hover:underline">
            {url}
          </a>
        </p>
      </article>
    </PortalFrame>
  )
}

function BackLink({ slug, portalName }: { slug: string; portalName: string }) {
  return (
    <a
      href={paths.publicPortal(slug)}
      className="-ml-1 inline-flex min-h-14 max-w-full items-center gap-2 rounded-md px-1 text-sm font-medium text-text-muted hover:text-text"
    >
      <span aria-hidden>←</span>
      <bdi className="truncate">{portalName}</bdi>
    </a>
  )
}

/** What a stranger cannot do here, and what they can do instead. */
function Access({ run }: { run: PublicRun }) {
  if (run.mode === 'OPEN') return null
  const text =
    run.mode === 'INVITE_ONLY'
      ? 'The organiser invites people to this run personally. If you have been invited, open the link in your invitation to see everything.'
      : 'This run is closed: it is listed so that you know about it, but nobody can join it any more.'
  return <p className="mt-6 rounded-lg bg-surface-sunken px-4 py-3 text-sm text-text-muted">{text}</p>
}

/** Each paragraph finds its own direction, so Arabic and English can stand below each other. It is text, never markup. */
function Description({ text }: { text: string }) {
  return (
    <div className="mt-8 max-w-prose space-y-4 text-base leading-relaxed">
      {text
        .split(/(?:\r?\n){2,}/)
        .filter((paragraph) => paragraph.trim() !== '')
        .map((paragraph, index) => (
          <p key={index} dir="auto" className="whitespace-pre-line">
            {paragraph}
          </p>
        ))}
    </div>
  )
}
