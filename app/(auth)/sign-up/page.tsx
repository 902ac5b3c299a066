import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { redirect } from 'next/navigation'
import { acceptMyInvitationAction } from '@/app/(app)/shared/actions'
import { registerAgencyAction, signUpAction } from '@/app/(auth)/actions'
import { currentVisitor } from '@/app/(auth)/visitor'
import { AuthCard } from '@/components/auth/auth-card'
import { RegisterAgencyForm } from '@/components/auth/register-agency-form'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { WaitingInvitations } from '@/components/invitations/waiting-invitations'
import { Button } from '@/components/ui/button'
import { paths } from '@/lib/paths'
import { listMyInvitations } from '@/lib/queries/claims'
import { serverClient } from '@/lib/supabase/server'

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
  // Most people whose account belongs nowhere did not come to register an agency: somebody invited them.
  const invitations = await listMyInvitations(await serverClient()).catch(() => [])
  return (
    <>
      <WaitingInvitations invitations={invitations} onAccept={acceptMyInvitationAction} />
      <AuthCard
        title={invitations.length > 0 ? 'Or start an agency of your own' : 'Your agency'}
        description="You become its owner. You get a first portal right away."
      >
        <RegisterAgencyForm
          action={registerAgencyAction}
          isFirst={invitations.length === 0}
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
