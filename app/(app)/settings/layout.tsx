import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { SettingsNav } from '@/components/layout/settings-nav'
import { isStaff, mayBill } from '@/lib/queries/members'
import { requireMember } from '@/lib/supabase/require-member'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  // Which pages there are depends on who asks; every page below gates itself all the same.
  const member = await requireMember()
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsNav isStaff={isStaff(member)} canBill={mayBill(member)} />
      {children}
    </>
  )
}
