import { redirect } from 'next/navigation'
import { paths } from '@/lib/paths'
import { requireMember } from '@/lib/supabase/require-member'

/** Whether there is such a client for this person is decided by the page that this leads to. */
export default async function ClientPage({ params }: { params: Promise<{ clientId: string }> }) {
  await requireMember()
  redirect(paths.clientOverview((await params).clientId))
}
