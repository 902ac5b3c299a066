import type { Metadata } from 'next'
import { acceptMyInvitationAction } from '@/app/(app)/shared/actions'
import { WaitingInvitations } from '@/components/invitations/waiting-invitations'
import { PageHeader } from '@/components/layout/page-header'
import { SharedRunList } from '@/components/shared-runs/shared-run-list'
import { Notice } from '@/components/ui/notice'
import { errorMessage } from '@/lib/error-messages'
import { AppError, isErrorCode } from '@/lib/errors'
import { listShared } from '@/lib/queries/shared-runs'
import { requireMember } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Shared with me' }

export default async function SharedRunsPage({ searchParams }: PageProps<'/shared'>) {
  const supabase = await serverClient()
  // Under way while the member is looked up; the database shows nobody anything that is not theirs.
  const asking = listShared(supabase)
  asking.catch(() => undefined)
  const member = await requireMember()
  const { runs, invitations } = await asking
  const { problem } = await searchParams
  const message =
    typeof problem === 'string' && isErrorCode(problem) ? errorMessage(new AppError(problem)) : null
  return (
    <>
      <PageHeader title="Shared with me" description="Runs that organisers have invited you to." />
      {message ? (
        <Notice tone="danger" isAlert title={message.title} className="mb-6">
          {message.advice}
        </Notice>
      ) : null}
      <WaitingInvitations invitations={invitations} onAccept={acceptMyInvitationAction} />
      {runs.length === 0 && invitations.length > 0 ? null : (
        // oxlint-disable-next-line react/purity -- a server renders it once, for one request.
        <SharedRunList runs={runs} email={member.email} now={new Date()} />
      )}
    </>
  )
}
