import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LandingPage } from '@/components/layout/landing-page'
import { paths } from '@/lib/paths'
import { currentSession } from '@/lib/supabase/server'

export const metadata: Metadata = {
  title: { absolute: 'AudienceOS: plan runs, publish them, bring people in' },
  robots: { index: true, follow: true },
}

export default async function StartPage() {
  // Whoever carries a session is sent on; the page behind decides what it is worth.
  if (await currentSession()) redirect(paths.home())
  return <LandingPage />
}
