'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { SEVERITY_ICONS } from '@/components/alerts/alert-badges'
import { useRaiseAlert } from '@/components/alerts/use-raise-alert'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import type { AlertScope } from '@/lib/queries/alerts'
import { clientListQuery } from '@/lib/queries/clients'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { SEVERITIES } from '@/lib/rules/alerts'
import { raiseAlertSchema, type RaiseAlertForm as RaiseAlertValues } from '@/lib/schemas/alerts'
import { browserClient } from '@/lib/supabase/browser'

type RaiseAlertFormProps = LeaveQuestion & {
  scope: AlertScope
  onOpenAlert: (alertId: string) => void
}

export function RaiseAlertForm({
  scope,
  isAsking,
  onDirty,
  onKeep,
  onCancel,
  onOpenAlert,
  onClose,
}: RaiseAlertFormProps) {
  const formId = useId()
  const form = useForm<RaiseAlertValues>({
    resolver: standardSchemaResolver(raiseAlertSchema),
    defaultValues: {
      clientId: scope.clientId ?? '',
      severity: 'medium',
      title: '',
      description: '',
      dedupKey: '',
    },
  })
  const { control, register, formState, handleSubmit } = form
  const { errors, isDirty } = formState
  const clients = useQuery({
    ...clientListQuery(browserClient(), scope.agencyId),
    enabled: scope.clientId === null,
  })
  const raise = useRaiseAlert({ agencyId: scope.agencyId, onOpenAlert, onDone: onClose })
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const submit = handleSubmit((values) => raise.mutate(values))
  useShortcut('submit', () => void submit())

  return (
    <>
      <DrawerBody>
        <form
          id={formId}
          noValidate
          onSubmit={(event) => void submit(event)}
          className="flex flex-col gap-5 pb-6"
        >
          {raise.error ? (
            <Notice tone="danger" isAlert title={errorMessage(raise.error).title}>
              {errorMessage(raise.error).advice}
            </Notice>
          ) : null}
          {scope.clientId === null ? (
            <Field
              label="Client"
              required
              error={
                clients.isError
                  ? 'The clients could not be loaded. Close this and open it again.'
                  : errors.clientId?.message
              }
            >
              {(ids) => (
                <Controller
                  control={control}
                  name="clientId"
                  // Controlled, because the options come after the field.
                  render={({ field }) => (
                    <Select {...ids} {...field}>
                      <option value="">{clients.isPending ? 'Loading…' : 'Choose a client'}</option>
                      {clients.data?.map((client) => (
                        <option key={client.id} value={client.id}>
                          {client.name}
                        </option>
                      ))}
                    </Select>
                  )}
                />
              )}
            </Field>
          ) : null}
          <Field label="What is wrong" required error={errors.title?.message}>
            {(ids) => (
              <Input
                {...ids}
                {...register('title')}
                dir="auto"
                autoComplete="off"
                placeholder="Conversion pixel reports nothing"
              />
            )}
          </Field>
          <div className="flex flex-col gap-1.5">
            <span aria-hidden className="text-sm font-medium">
              Severity
            </span>
            <Controller
              control={control}
              name="severity"
              render={({ field }) => (
                <Segmented
                  label="Severity"
                  value={field.value}
                  options={SEVERITIES.map((severity) => ({
                    value: severity,
                    label: SEVERITY_WORDS[severity],
                    icon: SEVERITY_ICONS[severity],
                  }))}
                  onValueChange={field.onChange}
                  className="w-full"
                />
              )}
            />
            <p className="text-sm text-text-subtle">Critical tells everybody of your team at once.</p>
          </div>
          <Field label="Description" required={false} error={errors.description?.message}>
            {(ids) => (
              <Textarea
                {...ids}
                {...register('description')}
                dir="auto"
                rows={5}
                placeholder="Since when, what it affects, where to look"
              />
            )}
          </Field>
          <Field
            label="Key"
            required={false}
            error={errors.dedupKey?.message}
            hint="Names the trouble. While an alert of this client with the same key is live, raising it again only counts there."
          >
            {(ids) => (
              <Input {...ids} {...register('dedupKey')} autoComplete="off" placeholder="pixel-homepage" />
            )}
          </Field>
        </form>
      </DrawerBody>
      <DrawerFooter>
        {isAsking ? (
          <DiscardQuestion onKeep={onKeep} onDiscard={onClose} />
        ) : (
          <>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" pending={raise.isPending}>
              Raise alert
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}
