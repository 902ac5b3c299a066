import { CircleCheck } from 'lucide-react'
import { ClaimCard } from '@/components/invitations/claim-card'
import { LinkButton } from '@/components/ui/link-button'
import { TimeSpan } from '@/components/ui/time-span'
import { paths } from '@/lib/paths'
import { roleInWords } from '@/lib/rules/claim'

/** What somebody has just joined, or joined before. */
export type Joined = {
  kind: 'run' | 'member'
  name: string | null
  agencyName: string | null
  role: string | null
  startsAt: string | null
  endsAt: string | null
  timeZone: string
  runId: string | null
  myEmail: string | null
}

export function ClaimSuccess({ joined }: { joined: Joined }) {
  const role = roleInWords(joined.kind, joined.role)
  const next = joined.kind === 'run' ? stepsOfRun(joined) : stepsOfMember(joined)
  return (
    <ClaimCard
      overline={
        <span className="inline-flex items-center gap-1.5 font-medium text-success">
          <CircleCheck aria-hidden className="size-4" />
          You are in
        </span>
      }
      title={<bdi>{joined.name ?? joined.agencyName}</bdi>}
      lead={
        <>
          {role.name} · <bdi>{joined.agencyName}</bdi>
        </>
      }
    >
      {joined.kind === 'run' ? (
        <p className="text-base">
          <TimeSpan startsAt={joined.startsAt} endsAt={joined.endsAt} timeZone={joined.timeZone} />
        </p>
      ) : null}
      <h2 className="mt-6 text-base font-semibold">What happens next</h2>
      <ul className="mt-2 flex list-disc flex-col gap-1.5 pl-5 text-base text-text-muted marker:text-text-subtle">
        {[role.means, ...next].filter(Boolean).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <div className="mt-6 flex flex-col gap-2 sm:flex-row">
        {joined.runId ? (
          <LinkButton href={paths.sharedRun(joined.runId)} variant="primary">
            Open the run
          </LinkButton>
        ) : (
          <LinkButton href={joined.kind === 'run' ? paths.sharedRuns() : paths.home()} variant="primary">
            {joined.kind === 'run' ? 'Runs shared with you' : 'Go to the start page'}
          </LinkButton>
        )}
        <LinkButton href={paths.notificationSettings()}>Notification settings</LinkButton>
      </div>
    </ClaimCard>
  )
}

function stepsOfRun({ agencyName, myEmail }: Joined): string[] {
  return [
    `${agencyName ?? 'The organiser'} can send you updates; they come by e-mail and wait for you here.`,
    ...laterSteps(myEmail),
  ]
}

function stepsOfMember({ agencyName, myEmail }: Joined): string[] {
  return [`${agencyName ?? 'The agency'} is your start page from now on.`, ...laterSteps(myEmail)]
}

function laterSteps(myEmail: string | null): string[] {
  return myEmail ? [`To come back later, sign in as ${myEmail} with a code that we e-mail you.`] : []
}
