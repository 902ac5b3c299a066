import { redirect } from 'next/navigation'
import { paths } from '@/lib/paths'
import { requireStaff } from '@/lib/supabase/require-member'

export default async function ClientPage({ params }: { params: Promise<{ clientId: string }> }) {
  await requireStaff()
  redirect(paths.client((await params).clientId))
}
