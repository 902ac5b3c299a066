import type { ReactNode } from 'react'
import { TimeSpan } from '@/components/ui/time-span'
import { formatDateTime } from '@/lib/dates'
import { roleInWords, type InvitationTeaser } from '@/lib/rules/claim'
import { cn } from '@/lib/utils'

/** When, where, as what, and until when: all that decides whether somebody says yes. */
export function ClaimFacts({ invitation }: { invitation: InvitationTeaser }) {
  const role = roleInWords(invitation.kind, invitation.role)
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4">
      {invitation.kind === 'run' ? (
        <Fact label="When" isWide>
          <TimeSpan
            startsAt={invitation.startsAt}
            endsAt={invitation.endsAt}
            timeZone={invitation.timeZone}
          />
        </Fact>
      ) : null}
      {invitation.zoneName ? (
        <Fact label="Where">
          <bdi>{invitation.zoneName}</bdi>
        </Fact>
      ) : null}
      {invitation.expiresAt ? (
        <Fact label="Answer by">
          <time dateTime={invitation.expiresAt}>
            {formatDateTime(invitation.expiresAt, invitation.timeZone, 'date')}
          </time>
        </Fact>
      ) : null}
      <Fact label="Your role" isWide>
        {role.name}
        <span className="block text-sm text-text-muted">{role.means}</span>
      </Fact>
    </dl>
  )
}

type FactProps = { label: string; isWide?: boolean; children: ReactNode }

function Fact({ label, isWide = false, children }: FactProps) {
  return (
    <div className={cn('min-w-0', isWide && 'col-span-2')}>
      <dt className="text-xs text-text-muted">{label}</dt>
      <dd className="mt-0.5 text-base">{children}</dd>
    </div>
  )
}

/** The inviter's own words: text, never markup, and no address in it becomes a link. */
export function ClaimMessage({ from, text }: { from: string | null; text: string }) {
  return (
    <figure className="mt-6 rounded-lg bg-surface-sunken px-4 py-3">
      <figcaption className="text-xs text-text-muted">
        Message from <bdi>{from ?? 'the organiser'}</bdi>
      </figcaption>
      <blockquote dir="auto" className="mt-1 text-base whitespace-pre-line">
        {text}
      </blockquote>
    </figure>
  )
}
