'use client'

import { useActionState } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { CodeField, EmailField, PasswordField } from '@/components/auth/fields'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import { paths } from '@/lib/paths'

export type SignInStep = 'password' | 'code'

type SignInFormProps = { action: FormAction<SignInStep>; next: string | null; email: string }

export function SignInForm({ action, next, email }: SignInFormProps) {
  const [state, submit, isPending] = useActionState(action, initialState<SignInStep>('password', { email }))
  const hidden: Record<string, string> = next ? { next } : {}

  if (state.step === 'code') {
    return (
      <AuthForm
        key="code"
        state={state}
        action={submit}
        hidden={{ ...hidden, email: state.values.email ?? '' }}
      >
        <p className="text-sm text-text-muted">
          If <strong className="font-medium text-text">{state.values.email}</strong> has an account, we have
          just sent a code to it.
        </p>
        <CodeField state={state} />
        <Button type="submit" name="intent" value="code" variant="primary" pending={isPending}>
          Sign in
        </Button>
        <div className="-mx-2.5 flex flex-wrap justify-between gap-1">
          <Button
            type="submit"
            name="intent"
            value="send-code"
            variant="ghost"
            size="sm"
            disabled={isPending}
          >
            Send another code
          </Button>
          <Button type="submit" name="intent" value="back" variant="ghost" size="sm" disabled={isPending}>
            Use a password
          </Button>
        </div>
      </AuthForm>
    )
  }

  return (
    <AuthForm key="password" state={state} action={submit} hidden={hidden}>
      <EmailField state={state} isFirst={!email} />
      <PasswordField
        state={state}
        isFirst={Boolean(email)}
        aside={
          <TextLink href={paths.resetPassword()} className="text-sm">
            Forgot it?
          </TextLink>
        }
      />
      <Button type="submit" name="intent" value="password" variant="primary" pending={isPending}>
        Sign in
      </Button>
      <Button type="submit" name="intent" value="send-code" disabled={isPending}>
        E-mail me a code instead
      </Button>
    </AuthForm>
  )
}
