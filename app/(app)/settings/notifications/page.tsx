import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { Preferences } from '@/components/notifications/preferences'
import { REQUIRED } from '@/lib/notifications/required'
import { isStaff } from '@/lib/queries/members'
import { preferencesQuery } from '@/lib/queries/notifications'
import { getQueryClient } from '@/lib/query-client'
import { requireMember } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Notification settings' }

export default async function NotificationSettingsPage() {
  const queryClient = getQueryClient()
  const session = await currentSession()
  const load = session
    ? queryClient.query(preferencesQuery(await serverClient(), session.userId))
    : Promise.resolve()
  const [member] = await Promise.all([
    requireMember(),
    // Without an answer now, the browser asks again and says what is wrong.
    load.catch(() => undefined),
  ])
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Preferences
        userId={member.id}
        email={member.email}
        isStaff={isStaff(member)}
        timeZone={member.agency?.settings.timeZone ?? 'UTC'}
        required={REQUIRED}
      />
    </HydrationBoundary>
  )
}
