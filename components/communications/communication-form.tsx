'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { useSaveCommunication } from '@/components/communications/use-save-communication'
import { VisibilityChoice } from '@/components/communications/visibility-choice'
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
import type { Communication, CommunicationScope } from '@/lib/queries/communications'
import {
  COMMUNICATION_TYPES,
  DIRECTIONS,
  directionRule,
  directionWords,
  hasDuration,
  TYPE_WORDS,
} from '@/lib/rules/communications'
import { placeOfZone } from '@/lib/rules/run-clock'
import {
  communicationSchema,
  newCommunicationForm,
  toCommunicationForm,
  type CommunicationForm as FormValues,
} from '@/lib/schemas/communications'

export type CommunicationFormProps = LeaveQuestion & {
  scope: CommunicationScope
  timeZone: string
  /** The entry to change; null logs a new one. */
  entry: Communication | null
}

const TYPES = COMMUNICATION_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }))

export function CommunicationForm({
  scope,
  timeZone,
  entry,
  isAsking,
  onDirty,
  onKeep,
  onClose,
  onCancel,
}: CommunicationFormProps) {
  const formId = useId()
  // What the form was opened with: a refetch behind it must not reset what is being typed.
  const [initial] = useState(() =>
    entry ? toCommunicationForm(entry, timeZone) : newCommunicationForm(timeZone, new Date()),
  )
  const form = useForm<FormValues>({
    resolver: standardSchemaResolver(communicationSchema(timeZone)),
    defaultValues: initial,
  })
  const { control, register, formState, handleSubmit } = form
  const { errors, isDirty, dirtyFields } = formState
  const save = useSaveCommunication(scope, timeZone, entry, onClose)
  const type = useWatch({ control, name: 'type' })
  const rule = directionRule(type)

  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const submit = handleSubmit((values) =>
    save.mutate({ form: values, isTimeChanged: dirtyFields.occurredAt === true }),
  )
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
          <Controller
            control={control}
            name="type"
            render={({ field }) => (
              <Segmented
                label="What it was"
                value={field.value}
                options={TYPES}
                onValueChange={field.onChange}
                className="w-full"
              />
            )}
          />
          <div className="grid gap-5 sm:grid-cols-2">
            {rule === 'none' ? null : (
              <Field label="Direction" required={rule === 'required'} error={errors.direction?.message}>
                {(ids) => (
                  <Select {...ids} {...register('direction')}>
                    <option value="">{rule === 'required' ? 'Choose…' : 'Both sides'}</option>
                    {DIRECTIONS.map((direction) => (
                      <option key={direction} value={direction}>
                        {directionWords(direction, true)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            <Field
              label="When"
              required
              error={errors.occurredAt?.message}
              hint={`On the clock of your agency: ${timeZone === 'UTC' ? 'UTC' : `${placeOfZone(timeZone)} time`}.`}
            >
              {(ids) => (
                <Input {...ids} {...register('occurredAt')} type="datetime-local" max="9999-12-31T23:59" />
              )}
            </Field>
          </div>
          <Field label="Subject" required={false} error={errors.subject?.message}>
            {(ids) => <Input {...ids} {...register('subject')} dir="auto" autoComplete="off" />}
          </Field>
          <Field
            label={type === 'email' ? 'Text' : type === 'note' ? 'Note' : 'What was said'}
            required={false}
            error={errors.body?.message}
            hint="Plain text; addresses that begin with https:// become links."
          >
            {(ids) => <Textarea {...ids} {...register('body')} dir="auto" rows={8} />}
          </Field>
          {type === 'note' ? null : (
            <div className={hasDuration(type) ? 'grid gap-5 sm:grid-cols-[minmax(0,1fr)_9rem]' : undefined}>
              <Field
                label="With"
                required={false}
                error={errors.participants?.message}
                hint="Names, separated by commas."
              >
                {(ids) => <Input {...ids} {...register('participants')} dir="auto" autoComplete="off" />}
              </Field>
              {hasDuration(type) ? (
                <Field label="Minutes" required={false} error={errors.duration?.message}>
                  {(ids) => <Input {...ids} {...register('duration')} inputMode="numeric" />}
                </Field>
              ) : null}
            </div>
          )}
          <Controller
            control={control}
            name="visibility"
            render={({ field }) => <VisibilityChoice value={field.value} onValueChange={field.onChange} />}
          />
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
              {entry ? 'Save changes' : 'Log it'}
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}
