import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { leaveRunAction, muteRunAction } from '@/app/(app)/shared/actions'
import { SharedRunDetail } from '@/components/shared-runs/shared-run-detail'
import { findSharedRun, listRunUpdates } from '@/lib/queries/shared-runs'
import { requireMember } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Shared run' }

export default async function SharedRunPage({ params }: PageProps<'/shared/[runId]'>) {
  const { runId } = await params
  const supabase = await serverClient()
  const userId = (await currentSession())?.userId ?? ''
  const asking = Promise.all([findSharedRun(supabase, runId), listRunUpdates(supabase, userId, runId)])
  asking.catch(() => undefined)
  await requireMember()
  const [run, updates] = await asking
  // Somebody else's run and one that never was end the same way, with the same page.
  if (!run) notFound()
  return <SharedRunDetail run={run} updates={updates} onMute={muteRunAction} onLeave={leaveRunAction} />
}
