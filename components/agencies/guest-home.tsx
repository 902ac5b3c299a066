import { Handshake } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
import type { Member } from '@/lib/queries/members'

/** For people who belong to no agency: who they are here, what waits for them and where the rest is. */
export function GuestHome({ member, waiting }: { member: Member; waiting: ReactNode }) {
  return (
    <>
      <PageHeader
        title={member.fullName ? `Hello, ${member.fullName}` : 'Hello'}
        description={`You are signed in as ${member.email}.`}
      />
      {waiting}
      <div className="rounded-lg border border-border bg-surface">
        <EmptyState
          icon={<Handshake />}
          title="Runs shared with you"
          description="When an organiser invites you to a run and you accept, you find it with its date, place and updates under Shared with me."
          action={
            <>
              <LinkButton href={paths.sharedRuns()} variant="primary">
                Shared with me
              </LinkButton>
              <LinkButton href={paths.settings()}>Your profile</LinkButton>
            </>
          }
        />
      </div>
    </>
  )
}
