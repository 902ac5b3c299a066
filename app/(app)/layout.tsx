import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Palette } from '@/app/(app)/palette'
import { Providers } from '@/app/(app)/providers'
import { Shell } from '@/components/layout/shell'
import { InboxWatch } from '@/components/notifications/inbox-watch'
import { NotificationBell } from '@/components/notifications/notification-bell'
import { isAdmin, isStaff, mayBill } from '@/lib/queries/members'
import { roleName } from '@/lib/rules/roles'
import { requireMemberOfPage } from '@/lib/supabase/require-member'

export default async function AppLayout({ children }: { children: ReactNode }) {
  // The frame needs to know who is there; every page below gates itself all the same.
  const member = await requireMemberOfPage()
  const isMac = /Mac|iPhone|iPad/.test((await headers()).get('user-agent') ?? '')
  return (
    <Providers email={member.email} userId={member.id}>
      <Shell
        place={member.agency?.name ?? member.client?.name ?? null}
        person={{ name: member.fullName ?? member.email, email: member.email, role: roleName(member.role) }}
        personId={member.id}
        canAddClients={isAdmin(member)}
        canBill={mayBill(member)}
        agencyId={isStaff(member) ? member.agency.id : null}
        clientId={isStaff(member) ? null : (member.client?.id ?? null)}
        isMac={isMac}
        palette={Palette}
        bell={<NotificationBell userId={member.id} unread={member.inbox.unread} />}
      >
        {children}
      </Shell>
      <InboxWatch userId={member.id} counts={member.inbox} />
    </Providers>
  )
}
