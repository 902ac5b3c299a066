'use client'

import { useActionState } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { CodeField, EmailField, PasswordField } from '@/components/auth/fields'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'

/** `password` comes after a link, or when the code was right and the password was not. */
export type ResetStep = 'email' | 'code' | 'password'

type ResetFormProps = { action: FormAction<ResetStep>; firstStep: 'email' | 'password' }

export function ResetForm({ action, firstStep }: ResetFormProps) {
  const [state, submit, isPending] = useActionState(action, initialState<ResetStep>(firstStep))

  if (state.step === 'email') {
    return (
      <AuthForm key="email" state={state} action={submit}>
        <EmailField state={state} isFirst />
        <Button type="submit" name="intent" value="send" variant="primary" pending={isPending}>
          Send me a code
        </Button>
      </AuthForm>
    )
  }
  if (state.step === 'password') {
    return (
      <AuthForm key="password" state={state} action={submit}>
        <PasswordField state={state} isNew label="New password" isFirst />
        <Button type="submit" name="intent" value="password" variant="primary" pending={isPending}>
          Save and sign in
        </Button>
      </AuthForm>
    )
  }
  return (
    <AuthForm key="code" state={state} action={submit} hidden={{ email: state.values.email ?? '' }}>
      <p className="text-sm text-text-muted">
        If <strong className="font-medium text-text">{state.values.email}</strong> has an account, we have
        just sent a code to it.
      </p>
      <CodeField state={state} />
      <PasswordField state={state} isNew label="New password" />
      <Button type="submit" name="intent" value="code" variant="primary" pending={isPending}>
        Save and sign in
      </Button>
      <div className="-mx-2.5">
        <Button type="submit" name="intent" value="send" variant="ghost" size="sm" disabled={isPending}>
          Send another code
        </Button>
      </div>
    </AuthForm>
  )
}
