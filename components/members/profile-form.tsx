'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { updateMyName } from '@/lib/mutations/members'
import { profileSchema, type ProfileForm as Values } from '@/lib/schemas/settings'
import { browserClient } from '@/lib/supabase/browser'

type ProfileFormProps = { userId: string; fullName: string; email: string; role: string }

export function ProfileForm({ userId, fullName, email, role }: ProfileFormProps) {
  const router = useRouter()
  const form = useForm<Values>({ resolver: zodResolver(profileSchema), defaultValues: { fullName } })
  const { isDirty, errors } = form.formState
  const save = useMutation({
    mutationFn: (values: Values) => updateMyName(browserClient(), userId, values.fullName),
    onSuccess: (_, values) => {
      form.reset(values)
      router.refresh()
      toast.success('Your name is saved')
    },
    onError: (error) => form.setError('root', { message: errorMessage(toAppError(error)).title }),
  })

  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((values) => save.mutate(values))}
      className="flex flex-col gap-4"
    >
      <Field label="Name" error={errors.fullName?.message} required>
        {(ids) => <Input {...ids} autoComplete="name" {...form.register('fullName')} />}
      </Field>
      <dl className="grid gap-4 sm:grid-cols-2">
        <Fact label="E-mail" value={email} />
        <Fact label="Role" value={role} />
      </dl>
      {errors.root?.message ? (
        <p role="alert" className="text-sm text-danger">
          {errors.root.message}
        </p>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!isDirty}>
          Save name
        </Button>
      </div>
    </form>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm font-medium">{label}</dt>
      <dd className="mt-0.5 text-sm text-text-muted">{value}</dd>
    </div>
  )
}
