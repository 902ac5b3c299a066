import type { Metadata, Route } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { redirect } from 'next/navigation'
import { signInAction } from '@/app/(auth)/actions'
import { startOf } from '@/app/(auth)/enter'
import { currentVisitor } from '@/app/(auth)/visitor'
import { AuthCard } from '@/components/auth/auth-card'
import { SignInForm } from '@/components/auth/sign-in-form'
import { paths } from '@/lib/paths'
import { safeNext } from '@/lib/rules/redirects'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next, email } = await searchParams
  const visitor = await currentVisitor()
  const wanted = safeNext(next) as Route | null
  if (visitor === 'without agency') redirect(wanted === paths.backToInvitation() ? wanted : paths.signUp())
  if (visitor !== 'stranger') redirect(wanted ?? startOf(visitor))
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here? <TextLink href={paths.signUp()}>Register your agency</TextLink>
        </>
      }
    >
      <SignInForm
        action={signInAction}
        next={safeNext(next)}
        email={typeof email === 'string' ? email.slice(0, 320) : ''}
      />
    </AuthCard>
  )
}
