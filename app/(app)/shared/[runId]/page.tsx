import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { leaveRunAction, muteRunAction } from '@/app/(app)/shared/actions'
import { SharedRunDetail } from '@/components/shared-runs/shared-run-detail'
import { findSharedRunWithUpdates } from '@/lib/queries/shared-runs'
import { requireMember } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Shared run' }

export default async function SharedRunPage({ params }: PageProps<'/shared/[runId]'>) {
  const { runId } = await params
  const asking = findSharedRunWithUpdates(await serverClient(), runId)
  asking.catch(() => undefined)
  await requireMember()
  const found = await asking
  // Somebody else's run and one that never was end the same way, with the same page.
  if (!found) notFound()
  return (
    <SharedRunDetail
      run={found.run}
      updates={found.updates}
      onMute={muteRunAction}
      onLeave={leaveRunAction}
    />
  )
}
