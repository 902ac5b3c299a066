import { Inbox } from 'lucide-react'
import { PageHeader } from '@/components/layout/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { paths } from '@/lib/paths'
import type { Member } from '@/lib/queries/members'
import { roleName } from '@/lib/rules/roles'

/** For people who belong to a client or to no agency: who they are here, and that nothing waits for them. */
export function GuestHome({ member }: { member: Member }) {
  return (
    <>
      <PageHeader
        title={member.fullName ? `Hello, ${member.fullName}` : 'Hello'}
        description={
          member.client
            ? `You are signed in as ${roleName(member.role).toLowerCase()} for ${member.client.name}.`
            : `You are signed in as ${member.email}.`
        }
      />
      <div className="rounded-lg border border-border bg-surface">
        <EmptyState
          icon={<Inbox />}
          title="Nothing is shared with you yet"
          description={
            member.client
              ? `When your agency shares something with ${member.client.name}, it appears here.`
              : 'When a provider invites you to one of its runs and you accept, it appears here.'
          }
          action={<LinkButton href={paths.settings()}>Your profile</LinkButton>}
        />
      </div>
    </>
  )
}
