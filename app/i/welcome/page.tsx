import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ClaimSuccess } from '@/components/invitations/claim-success'
import { paths } from '@/lib/paths'
import { findSharedRun } from '@/lib/queries/shared-runs'
import { requireMember } from '@/lib/supabase/require-member'
import { serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Invitation accepted' }

/** After accepting. Knows nothing of the link any more: it shows what the signed-in person belongs to, and may be reloaded. */
export default async function WelcomePage({ searchParams }: PageProps<'/i/welcome'>) {
  const { run: runId } = await searchParams
  const asking = typeof runId === 'string' ? findSharedRun(await serverClient(), runId) : null
  asking?.catch(() => undefined)
  const member = await requireMember()
  const run = await asking
  if (run) {
    return (
      <ClaimSuccess
        joined={{
          kind: 'run',
          name: run.name,
          agencyName: run.agencyName,
          role: run.role,
          startsAt: run.startsAt,
          endsAt: run.endsAt,
          timeZone: run.timeZone,
          runId: run.id,
          myEmail: member.email,
        }}
      />
    )
  }
  const name = member.agency?.name ?? member.client?.name
  if (runId !== undefined || name === undefined) redirect(paths.sharedRuns())
  return (
    <ClaimSuccess
      joined={{
        kind: 'member',
        name,
        agencyName: name,
        role: member.role,
        startsAt: null,
        endsAt: null,
        timeZone: 'UTC',
        runId: null,
        myEmail: member.email,
      }}
    />
  )
}
