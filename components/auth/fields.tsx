import type { ReactNode } from 'react'
import type { FormState } from '@/components/auth/form-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type AuthFieldProps = { state: FormState<string>; isFirst?: boolean }

export function EmailField({ state, isFirst, readOnly }: AuthFieldProps & { readOnly?: boolean }) {
  return (
    <Field label="E-mail" error={state.fieldErrors.email} required>
      {(ids) => (
        <Input
          {...ids}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={state.values.email}
          readOnly={readOnly}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- The page exists for this one form; nothing stands before it.
          autoFocus={isFirst}
        />
      )}
    </Field>
  )
}

type PasswordFieldProps = AuthFieldProps & { isNew?: boolean; label?: string; aside?: ReactNode }

export function PasswordField({
  state,
  isFirst,
  isNew = false,
  label = 'Password',
  aside,
}: PasswordFieldProps) {
  return (
    <Field
      label={label}
      error={state.fieldErrors.password}
      hint={isNew ? 'At least 10 characters. A few unrelated words are good.' : undefined}
      aside={aside}
      required
    >
      {(ids) => (
        <Input
          {...ids}
          type="password"
          name="password"
          autoComplete={isNew ? 'new-password' : 'current-password'}
          // eslint-disable-next-line jsx-a11y/no-autofocus -- As above: the only thing to do on this page.
          autoFocus={isFirst}
        />
      )}
    </Field>
  )
}

export function CodeField({ state }: AuthFieldProps) {
  return (
    <Field
      label="Code"
      error={state.fieldErrors.code}
      hint="Six digits from our message, good for one hour."
      required
    >
      {(ids) => (
        <Input
          {...ids}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          className="font-mono text-lg tracking-[0.35em]"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- The step before asked for this code.
          autoFocus
        />
      )}
    </Field>
  )
}
