import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { redirect } from 'next/navigation'
import { registerAgencyAction, signUpAction } from '@/app/(auth)/actions'
import { currentVisitor } from '@/app/(auth)/visitor'
import { AuthCard } from '@/components/auth/auth-card'
import { RegisterAgencyForm } from '@/components/auth/register-agency-form'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { Button } from '@/components/ui/button'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Register your agency' }

/** One flow in two halves; which one shows depends only on who is here, so it can be left and taken up at any point. */
export default async function SignUpPage() {
  const visitor = await currentVisitor()
  if (visitor === 'stranger') {
    return (
      <AuthCard
        title="Register your agency"
        description="First your account, then your agency. It takes two minutes."
        footer={
          <>
            Have an account? <TextLink href={paths.signIn()}>Sign in</TextLink>
          </>
        }
      >
        <SignUpForm action={signUpAction} />
      </AuthCard>
    )
  }
  if (visitor !== 'without agency' && visitor.client) redirect(paths.home())
  return (
    <>
      <AuthCard title="Your agency" description="You become its owner. You get a first portal right away.">
        <RegisterAgencyForm
          action={registerAgencyAction}
          fullName={visitor === 'without agency' ? '' : (visitor.fullName ?? '')}
        />
      </AuthCard>
      <form method="post" action={paths.signOut()} className="mt-4 text-center">
        <Button type="submit" variant="ghost" size="sm">
          Sign out
        </Button>
      </form>
    </>
  )
}
