'use server'

import { revalidatePath } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { readFields } from '@/app/(auth)/form-answers'
import { finishClaim } from '@/app/i/finish'
import { toAppError } from '@/lib/errors'
import { claimMyInvitation, type Claimed } from '@/lib/mutations/claims'
import { leaveRun, muteRun } from '@/lib/mutations/shared-runs'
import { paths } from '@/lib/paths'
import { invitationIdSchema, muteSchema, sharedRunIdSchema } from '@/lib/schemas/claims'
import { clientFor, currentSession, serverClient } from '@/lib/supabase/server'

/** Accepts an invitation to one's own address, without its link. What stands in the way is said where they all are listed. */
export async function acceptMyInvitationAction(data: FormData): Promise<void> {
  const session = await currentSession()
  if (!session) return redirect(paths.signIn({ next: paths.sharedRuns() }))
  const { invitation_id: id } = invitationIdSchema.parse(readFields(data))
  let claimed: Claimed
  try {
    claimed = await claimMyInvitation(clientFor(session.accessToken), id)
  } catch (error) {
    return redirect(paths.sharedRuns({ problem: toAppError(error).code }))
  }
  return finishClaim(claimed, {
    userId: session.userId,
    tokens: {
      access_token: session.accessToken,
      refresh_token: session.refreshToken,
      expires_at: session.expiresAt,
      expires_in: 0,
    },
  })
}

export async function muteRunAction(data: FormData): Promise<void> {
  const { run_id: runId, muted } = muteSchema.parse(readFields(data))
  await muteRun(await serverClient(), runId, muted)
  revalidatePath(paths.sharedRun(runId))
}

export async function leaveRunAction(data: FormData): Promise<void> {
  const session = await currentSession()
  const { run_id: runId } = sharedRunIdSchema.parse(readFields(data))
  if (!session) return redirect(paths.signIn({ next: paths.sharedRun(runId) }))
  try {
    await leaveRun(await serverClient(), session.userId, runId)
  } catch (error) {
    if (toAppError(error).code === 'not_found') notFound()
    throw error
  }
  return redirect(paths.sharedRuns())
}
