'use client'

import { useActionState } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'

type ConfirmFormProps = { action: FormAction<'confirm'>; tokenHash: string; type: string; label: string }

export function ConfirmForm({ action, tokenHash, type, label }: ConfirmFormProps) {
  const [state, submit, isPending] = useActionState(action, initialState('confirm'))
  return (
    <AuthForm state={state} action={submit} hidden={{ token_hash: tokenHash, type }}>
      <Button type="submit" variant="primary" pending={isPending}>
        {label}
      </Button>
    </AuthForm>
  )
}
