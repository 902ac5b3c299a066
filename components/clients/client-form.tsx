'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useSaveClient } from '@/components/clients/use-save-client'
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
import { CLIENT_STATUSES, type ClientFacts, type ClientStatus } from '@/lib/queries/clients'
import {
  clientSchema,
  NEW_CLIENT_FORM,
  toClientForm,
  type ClientForm as FormValues,
} from '@/lib/schemas/clients'

type ClientFormProps = LeaveQuestion & {
  agencyId: string
  client: ClientFacts | null
}

const STATUS_WORDS: Record<ClientStatus, string> = {
  active: 'Active',
  paused: 'Paused',
  archived: 'Archived',
}

export function ClientForm({
  agencyId,
  client,
  isAsking,
  onDirty,
  onKeep,
  onClose,
  onCancel,
}: ClientFormProps) {
  const formId = useId()
  // What the form was opened with: a refetch behind it must not reset what is being typed.
  const [initial] = useState(() => (client ? toClientForm(client) : NEW_CLIENT_FORM))
  const form = useForm<FormValues>({
    resolver: standardSchemaResolver(clientSchema),
    defaultValues: initial,
  })
  const { register, formState, handleSubmit } = form
  const { errors, isDirty, dirtyFields } = formState
  const save = useSaveClient(agencyId, client?.id ?? null, onClose)

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
            {(ids) => <Input {...ids} {...register('name')} dir="auto" autoComplete="off" />}
          </Field>
          <Field label="Website" required={false} error={errors.website?.message}>
            {(ids) => (
              <Input
                {...ids}
                {...register('website')}
                inputMode="url"
                autoComplete="off"
                placeholder="northquay.example"
              />
            )}
          </Field>
          {client ? (
            <Field
              label="Status"
              required
              error={errors.status?.message}
              hint="Archived clients leave the lists; nothing of them is lost."
            >
              {(ids) => (
                <Select {...ids} {...register('status')}>
                  {CLIENT_STATUSES.map((status) => (
                    <option key={status} value={status}>
                      {STATUS_WORDS[status]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ) : null}
          <Field
            label="About"
            required={false}
            error={errors.notes?.message}
            hint="People of this client can read it. What is only for your team belongs in an internal note under Communications."
          >
            {(ids) => <Textarea {...ids} {...register('notes')} dir="auto" rows={6} />}
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
            <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
              {client ? 'Save changes' : 'Create client'}
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}

function keysOf(dirty: Partial<Record<keyof FormValues, boolean>>): (keyof FormValues)[] {
  return (Object.keys(dirty) as (keyof FormValues)[]).filter((key) => dirty[key])
}
