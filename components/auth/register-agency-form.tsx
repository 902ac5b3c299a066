'use client'

import { useActionState, useState } from 'react'
import { AuthForm } from '@/components/auth/auth-form'
import { initialState, type FormAction } from '@/components/auth/form-state'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { suggestSlug } from '@/lib/rules/slugs'

type RegisterAgencyFormProps = {
  action: FormAction<'agency'>
  fullName: string
  /** Whether the page is about this alone, so that one may start typing. */
  isFirst: boolean
}

export function RegisterAgencyForm({ action, fullName, isFirst }: RegisterAgencyFormProps) {
  const [state, submit, isPending] = useActionState(action, initialState('agency', { full_name: fullName }))
  const [slug, setSlug] = useState('')
  // Until somebody writes a short name of their own, it follows the name.
  const [isSlugOwn, setIsSlugOwn] = useState(false)

  return (
    <AuthForm state={state} action={submit}>
      <Field label="Your name" error={state.fieldErrors.full_name} required>
        {(ids) => (
          <Input
            {...ids}
            name="full_name"
            autoComplete="name"
            defaultValue={state.values.full_name}
            // eslint-disable-next-line jsx-a11y/no-autofocus -- The step before led here; nothing else is on the page.
            autoFocus={isFirst}
          />
        )}
      </Field>
      <Field label="Name of your agency" error={state.fieldErrors.name} required>
        {(ids) => (
          <Input
            {...ids}
            name="name"
            autoComplete="organization"
            defaultValue={state.values.name}
            onChange={(event) => {
              if (!isSlugOwn) setSlug(suggestSlug(event.target.value))
            }}
          />
        )}
      </Field>
      <Field
        label="Short name"
        error={state.fieldErrors.slug}
        hint="For addresses, such as the one of your first portal: lowercase letters, digits, hyphens."
        required
      >
        {(ids) => (
          <Input
            {...ids}
            name="slug"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={slug || (isSlugOwn ? '' : (state.values.slug ?? ''))}
            onChange={(event) => {
              setIsSlugOwn(true)
              setSlug(event.target.value)
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={isPending}>
        Register agency
      </Button>
    </AuthForm>
  )
}
