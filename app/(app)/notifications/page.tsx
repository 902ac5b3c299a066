import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { OpenedDelivery } from '@/components/invitations/opened-delivery'
import { Inbox } from '@/components/notifications/inbox'
import { isStaff } from '@/lib/queries/members'
import { inboxQuery, notificationKeys } from '@/lib/queries/notifications'
import { getQueryClient } from '@/lib/query-client'
import { parseInboxParams } from '@/lib/rules/inbox'
import { requireMember } from '@/lib/supabase/require-member'
import { currentSession, serverClient } from '@/lib/supabase/server'

export const metadata: Metadata = { title: 'Notifications' }

type NotificationsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  const params = parseInboxParams(await searchParams)
  const queryClient = getQueryClient()
  // The session says whose inbox it is, so the list need not wait for the member.
  const session = await currentSession()
  const load = session
    ? queryClient.query(inboxQuery(await serverClient(), session.userId, params))
    : Promise.resolve()
  const [member] = await Promise.all([
    requireMember(),
    // Without an answer now, the browser asks again and says what is wrong.
    load.catch(() => undefined),
  ])
  // As the frame has it: whichever of the two wakes first in the browser, the tab shows the number that the server wrote.
  queryClient.setQueryData(notificationKeys.counts(member.id), member.inbox)
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Inbox
        userId={member.id}
        isStaff={isStaff(member)}
        timeZone={member.agency?.settings.timeZone ?? 'UTC'}
      />
      {isStaff(member) ? (
        <OpenedDelivery agencyId={member.agency.id} timeZone={member.agency.settings.timeZone} />
      ) : null}
    </HydrationBoundary>
  )
}
