'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { useSaveRun } from '@/components/runs/use-save-run'
import { ZoneSelect } from '@/components/zones/zone-select'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import type { AgencyScope, RunDetail } from '@/lib/queries/runs'
import { STATUS_WORDS } from '@/lib/rules/run-words'
import { RUN_DESCRIPTION_MAX_LENGTH, RUN_STATUSES } from '@/lib/rules/runs'
import { selectableTimeZones } from '@/lib/rules/time-zones'
import { newRunForm, runSchema, toRunForm, type RunForm as RunFormValues } from '@/lib/schemas/runs'

type RunFormProps = LeaveQuestion & {
  scope: AgencyScope
  run: RunDetail | null
}

const COUNTED_FROM = RUN_DESCRIPTION_MAX_LENGTH - 500

export function RunForm({ scope, run, isAsking, onDirty, onKeep, onClose, onCancel }: RunFormProps) {
  const formId = useId()
  // What the form was opened with: a refetch behind it must not reset what is being typed.
  const [initial] = useState(() => (run ? toRunForm(run, scope.timeZone) : newRunForm(scope.timeZone)))
  const form = useForm<RunFormValues>({ resolver: standardSchemaResolver(runSchema), defaultValues: initial })
  const { control, register, formState, handleSubmit } = form
  const { errors, isDirty, dirtyFields } = formState
  const save = useSaveRun(scope, run, onClose)
  const description = useWatch({ control, name: 'description' })

  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const submit = handleSubmit((values) => save.mutate({ values, changed: new Set(keysOf(dirtyFields)) }))
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
          {save.error ? (
            <Notice tone="danger" isAlert title={errorMessage(save.error).title}>
              {errorMessage(save.error).advice}
            </Notice>
          ) : null}
          <Field label="Name" required error={errors.name?.message}>
            {(ids) => (
              <Input
                {...ids}
                {...register('name')}
                dir="auto"
                autoComplete="off"
                placeholder="Harbour walk"
              />
            )}
          </Field>
          <Field
            label="Description"
            required={false}
            error={errors.description?.message}
            hint={
              description.length > COUNTED_FROM
                ? `${description.length} of ${RUN_DESCRIPTION_MAX_LENGTH} characters`
                : undefined
            }
          >
            {(ids) => <Textarea {...ids} {...register('description')} dir="auto" rows={5} />}
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Starts" required={false} error={errors.startsAt?.message}>
              {(ids) => (
                <Input {...ids} {...register('startsAt')} type="datetime-local" max="9999-12-31T23:59" />
              )}
            </Field>
            <Field label="Ends" required={false} error={errors.endsAt?.message}>
              {(ids) => (
                <Input {...ids} {...register('endsAt')} type="datetime-local" max="9999-12-31T23:59" />
              )}
            </Field>
          </div>
          <Field
            label="Time zone"
            required
            error={errors.timeZone?.message}
            hint="Start and end are on the clock of this place, for everybody."
          >
            {(ids) => (
              <Select {...ids} {...register('timeZone')}>
                {selectableTimeZones(initial.timeZone).map((zone) => (
                  <option key={zone} value={zone}>
                    {zone.replaceAll('_', ' ')}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Zone" required={false} error={errors.zoneId?.message}>
              {(ids) => (
                <Controller
                  control={control}
                  name="zoneId"
                  render={({ field }) => (
                    <ZoneSelect
                      ids={ids}
                      agencyId={scope.agencyId}
                      current={run?.zone ?? null}
                      value={field.value}
                      onValueChange={field.onChange}
                    />
                  )}
                />
              )}
            </Field>
            <Field
              label="Status"
              required
              error={errors.status?.message}
              hint="Drafts stay hidden from every portal."
            >
              {(ids) => (
                <Select {...ids} {...register('status')}>
                  {RUN_STATUSES.map((status) => (
                    <option key={status} value={status}>
                      {STATUS_WORDS[status]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
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
            <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
              {run ? 'Save changes' : 'Create run'}
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}

function keysOf(dirty: Partial<Record<keyof RunFormValues, boolean>>): (keyof RunFormValues)[] {
  return (Object.keys(dirty) as (keyof RunFormValues)[]).filter((key) => dirty[key])
}
