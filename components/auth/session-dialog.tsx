'use client'

import { ExternalLink } from 'lucide-react'
import { useActionState, useEffect, useEffectEvent } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { EmailField, PasswordField } from '@/components/auth/fields'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog'
import { paths } from '@/lib/paths'
import { forgetToken } from '@/lib/supabase/browser'

export type SignInAgainStep = 'password' | 'done'

type SessionDialogProps = {
  email: string
  action: FormAction<SignInAgainStep>
  /** Says whether the person who was here is signed in again; somebody else's session starts the app anew. */
  checkSession: () => Promise<boolean>
  onSignedIn: () => void
}

/** Lies over the page without touching it: what was typed underneath is there when this closes. */
export function SessionDialog({ email, action, checkSession, onSignedIn }: SessionDialogProps) {
  const [state, submit, isPending] = useActionState(
    action,
    initialState<SignInAgainStep>('password', { email }),
  )
  const signedIn = useEffectEvent(() => {
    forgetToken()
    onSignedIn()
  })

  useEffect(() => {
    if (state.step === 'done') signedIn()
  }, [state])

  useEffect(() => {
    // Coming back from the other tab.
    const handleFocus = () => void checkSession().then((isBack) => isBack && signedIn())
    window.addEventListener('focus', handleFocus)
    return () => window.removeEventListener('focus', handleFocus)
  }, [checkSession])

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onSignedIn()}>
      <DialogContent
        size="sm"
        title="Your session ended"
        description="Sign in again to carry on. Everything you typed is still here; then press the button once more."
      >
        <DialogBody className="pb-5">
          <AuthForm state={state} action={submit}>
            <EmailField state={state} readOnly />
            <PasswordField state={state} isFirst />
            <Button type="submit" variant="primary" pending={isPending}>
              Sign in
            </Button>
          </AuthForm>
          <p className="mt-3 text-sm text-text-muted">
            No password?{' '}
            <a
              href={paths.signIn({ email })}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-accent hover:underline"
            >
              Sign in by code in a new tab
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          </p>
        </DialogBody>
      </DialogContent>
    </Dialog>
  )
}
