'use client'

import { useActionState, useState } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { CodeField, EmailField, PasswordField } from '@/components/auth/fields'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'

export type SignUpStep = 'account' | 'code'

/** The first two of three steps: an account, and the code that proves its address. The agency comes once signed in. */
export function SignUpForm({ action }: { action: FormAction<SignUpStep> }) {
  const [state, submit, isPending] = useActionState(action, initialState<SignUpStep>('account'))
  // Sent once more with the code: only then is it certain that whoever chose it owns the address. Somebody else may have
  // signed up with this address before, and their password must not be the one that is kept.
  const [password, setPassword] = useState('')

  function handleAccount(data: FormData): void {
    const typed = data.get('password')
    setPassword(typeof typed === 'string' ? typed : '')
    submit(data)
  }

  if (state.step === 'code') {
    return (
      <AuthForm
        key="code"
        state={state}
        action={submit}
        hidden={{ email: state.values.email ?? '', password }}
      >
        <p className="text-sm text-text-muted">
          Check your mail: we have just sent a code to{' '}
          <strong className="font-medium text-text">{state.values.email}</strong>.
        </p>
        <CodeField state={state} />
        <Button type="submit" name="intent" value="code" variant="primary" pending={isPending}>
          Continue
        </Button>
        <div className="-mx-2.5 flex flex-wrap justify-between gap-1">
          <Button type="submit" name="intent" value="resend" variant="ghost" size="sm" disabled={isPending}>
            Send another code
          </Button>
          <Button type="submit" name="intent" value="back" variant="ghost" size="sm" disabled={isPending}>
            Change the address
          </Button>
        </div>
      </AuthForm>
    )
  }

  return (
    <AuthForm key="account" state={state} action={handleAccount}>
      <EmailField state={state} isFirst />
      <PasswordField state={state} isNew />
      <Button type="submit" name="intent" value="account" variant="primary" pending={isPending}>
        Continue
      </Button>
    </AuthForm>
  )
}
