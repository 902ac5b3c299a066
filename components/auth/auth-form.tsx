'use client'

import { startTransition, useEffect, useRef, type ReactNode, type SubmitEvent } from 'react'
import { FormMessage } from '@/components/auth/form-message'
import type { FormState } from '@/components/auth/form-state'

type AuthFormProps = {
  state: FormState<string>
  action: (data: FormData) => void
  /** Values that travel with the form without being shown. */
  hidden?: Record<string, string>
  children: ReactNode
}

/**
 * A form that works before and without scripts. With them it keeps what was typed (React empties a form after its
 * action otherwise), and puts the focus on the first field that needs another look, or on the message above.
 */
export function AuthForm({ state, action, hidden = {}, children }: AuthFormProps) {
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    const invalid = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (invalid) invalid.focus()
    else if (state.formError) form.current?.querySelector<HTMLElement>('[data-form-message]')?.focus()
  }, [state])

  function handleSubmit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter)
    startTransition(() => action(data))
  }

  return (
    <form ref={form} action={action} onSubmit={handleSubmit} noValidate className="flex flex-col gap-4">
      <FormMessage error={state.formError} notice={state.notice} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
