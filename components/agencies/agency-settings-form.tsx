'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { updateAgency } from '@/lib/mutations/agencies'
import type { StaffMember } from '@/lib/queries/members'
import { agencySettingsSchema, type AgencySettingsForm as Values } from '@/lib/schemas/settings'
import { browserClient } from '@/lib/supabase/browser'

type AgencySettingsFormProps = {
  agency: StaffMember['agency']
  /** Listed by the server, so that it and the browser agree on what there is. */
  timeZones: string[]
}

export function AgencySettingsForm({ agency, timeZones }: AgencySettingsFormProps) {
  const router = useRouter()
  const form = useForm<Values>({
    resolver: zodResolver(agencySettingsSchema),
    defaultValues: { name: agency.name, timeZone: agency.settings.timeZone },
  })
  const { isDirty, errors } = form.formState
  const save = useMutation({
    mutationFn: (values: Values) =>
      updateAgency(browserClient(), agency.id, { ...values, stored: agency.settings.stored }),
    onSuccess: (_, values) => {
      form.reset(values)
      router.refresh()
      toast.success('Agency saved')
    },
    onError: (error) => form.setError('root', { message: errorMessage(toAppError(error)).title }),
  })

  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((values) => save.mutate(values))}
      className="flex flex-col gap-4"
    >
      <Field label="Name" error={errors.name?.message} required>
        {(ids) => <Input {...ids} autoComplete="organization" {...form.register('name')} />}
      </Field>
      <Field
        label="Time zone"
        hint="Times of runs are shown in it, unless a run has a time zone of its own."
        error={errors.timeZone?.message}
        required
      >
        {(ids) => (
          <Select {...ids} {...form.register('timeZone')}>
            {timeZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {errors.root?.message ? (
        <p role="alert" className="text-sm text-danger">
          {errors.root.message}
        </p>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!isDirty}>
          Save agency
        </Button>
      </div>
    </form>
  )
}
