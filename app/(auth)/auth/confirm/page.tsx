import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { confirmAction } from '@/app/(auth)/actions'
import { AuthCard } from '@/components/auth/auth-card'
import { ConfirmForm } from '@/components/auth/confirm-form'
import { errorMessage } from '@/lib/error-messages'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { confirmSchema } from '@/lib/schemas/auth'

export const metadata: Metadata = {
  title: 'Confirm',
  // The address holds a key until the button is pressed; no other site may learn it from us.
  referrer: 'no-referrer',
}

const WORDS = {
  signup: { title: 'Confirm your address', label: 'Confirm and continue' },
  invite: { title: 'Accept the invitation', label: 'Accept and continue' },
  magiclink: { title: 'Sign in', label: 'Sign in' },
  email: { title: 'Sign in', label: 'Sign in' },
  recovery: { title: 'Choose a new password', label: 'Continue' },
  email_change: { title: 'Confirm your new address', label: 'Confirm' },
}

/** Where links in messages lead. Opening it changes nothing; pressing the button does. */
export default async function ConfirmPage({ searchParams }: PageProps<'/auth/confirm'>) {
  const link = confirmSchema.safeParse(await searchParams)
  if (!link.success) {
    const message = errorMessage(new AppError('link_wrong_or_expired'))
    return (
      <AuthCard title={message.title} description={message.advice}>
        <TextLink href={paths.signIn()}>Go to the sign-in page</TextLink>
      </AuthCard>
    )
  }
  const { title, label } = WORDS[link.data.type]
  return (
    <AuthCard title={title} description="One press and you are in.">
      <ConfirmForm
        action={confirmAction}
        tokenHash={link.data.token_hash}
        type={link.data.type}
        label={label}
      />
    </AuthCard>
  )
}
