import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { TextLink } from '@/components/ui/text-link'
import { resetAction } from '@/app/(auth)/actions'
import { AuthCard } from '@/components/auth/auth-card'
import { ResetForm } from '@/components/auth/reset-form'
import { paths } from '@/lib/paths'
import { RECOVERY_COOKIE } from '@/lib/supabase/cookies'

export const metadata: Metadata = { title: 'New password' }

export default async function ResetPage({ searchParams }: PageProps<'/auth/reset'>) {
  const { step } = await searchParams
  const isProven = step === 'password' && (await cookies()).has(RECOVERY_COOKIE)
  return (
    <AuthCard
      title="Choose a new password"
      description={
        isProven
          ? 'It replaces the old one and signs you out everywhere else.'
          : 'We send a code to your address.'
      }
      footer={<TextLink href={paths.signIn()}>Back to sign in</TextLink>}
    >
      <ResetForm action={resetAction} firstStep={isProven ? 'password' : 'email'} />
    </AuthCard>
  )
}
