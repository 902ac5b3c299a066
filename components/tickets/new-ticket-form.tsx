'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId } from 'react'
import { useForm, useWatch, type UseFormRegister } from 'react-hook-form'
import type { DrawerForm } from '@/components/tickets/new-ticket-drawer'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { createTicket } from '@/lib/mutations/tickets'
import { clientKeys, clientListQuery } from '@/lib/queries/clients'
import { ticketKeys, ticketPeopleQuery } from '@/lib/queries/tickets'
import { PRIORITY_WORDS, ticketNumber, TICKET_PRIORITIES } from '@/lib/rules/tickets'
import { newTicketForm, ticketSchema, type TicketForm } from '@/lib/schemas/tickets'
import { browserClient } from '@/lib/supabase/browser'

/** A ticket as staff open it. What was typed stays until it is saved, whatever goes wrong meanwhile. */
export function NewTicketForm(props: DrawerForm) {
  const { scope, isAsking, onDirty, onKeep, onClose, onCancel, onCreated } = props
  const { agencyId, clientId } = scope
  const formId = useId()
  const queryClient = useQueryClient()
  const clients = useQuery({ ...clientListQuery(browserClient(), agencyId), enabled: clientId === null })
  const people = useQuery(ticketPeopleQuery(browserClient(), agencyId, null))
  const { control, register, formState, handleSubmit } = useForm<TicketForm>({
    resolver: standardSchemaResolver(ticketSchema),
    defaultValues: newTicketForm(clientId),
  })
  const { errors, isDirty } = formState
  const visibility = useWatch({ control, name: 'visibility' })
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])

  const create = useMutation({
    mutationFn: (form: TicketForm) => createTicket(browserClient(), agencyId, form),
    onSuccess: ({ number }, form) => {
      void queryClient.invalidateQueries({ queryKey: ticketKeys.lists() })
      void queryClient.invalidateQueries({ queryKey: clientKeys.frame(agencyId, form.clientId) })
      toast.success(`${ticketNumber(number)} is open`)
      onCreated(number)
    },
  })
  const submit = handleSubmit((form) => create.mutate(form))
  useShortcut('submit', () => void submit())
  const error = create.error ? errorMessage(toAppError(create.error)) : null

  return (
    <>
      <DrawerBody>
        <form
          id={formId}
          noValidate
          onSubmit={(event) => void submit(event)}
          className="flex flex-col gap-5 pb-6"
        >
          {error ? (
            <Notice tone="danger" isAlert title={error.title}>
              {error.advice}
            </Notice>
          ) : null}
          {clientId === null ? (
            <Field label="Client" required error={errors.clientId?.message}>
              {(ids) => (
                <Select {...ids} {...register('clientId')} disabled={clients.isPending}>
                  <option value="">{clients.isPending ? 'Loading…' : 'Choose a client'}</option>
                  {clients.data?.map((client) => (
                    <option key={client.id} value={client.id}>
                      {client.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ) : null}
          <TitleAndDescription register={register} errors={errors} />
          <div className="grid gap-5 sm:grid-cols-3">
            <Field label="Priority" error={errors.priority?.message}>
              {(ids) => (
                <Select {...ids} {...register('priority')}>
                  {TICKET_PRIORITIES.map((priority) => (
                    <option key={priority} value={priority}>
                      {PRIORITY_WORDS[priority]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Assignee" error={errors.assigneeId?.message}>
              {(ids) => (
                <Select {...ids} {...register('assigneeId')}>
                  <option value="">Nobody yet</option>
                  {people.data?.map((person) => (
                    <option key={person.id} value={person.id}>
                      {person.id === scope.userId ? `${person.name} (you)` : person.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Due" error={errors.dueOn?.message}>
              {(ids) => <Input {...ids} {...register('dueOn')} type="date" max="9999-12-31" />}
            </Field>
          </div>
          <Field
            label="Who sees it"
            hint={
              visibility === 'client'
                ? 'People of the client see the ticket, its title and description included, and can answer.'
                : 'Only your team sees it. You can share it later.'
            }
            error={errors.visibility?.message}
          >
            {(ids) => (
              <Select {...ids} {...register('visibility')}>
                <option value="internal">Internal</option>
                <option value="client">Shared with the client</option>
              </Select>
            )}
          </Field>
          {clients.isError || people.isError ? (
            <p role="alert" className="text-sm text-danger">
              Clients and people could not be loaded.{' '}
              <button
                type="button"
                className="underline"
                onClick={() => {
                  void people.refetch()
                  if (clientId === null) void clients.refetch()
                }}
              >
                Try again
              </button>
            </p>
          ) : null}
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
            <Button type="submit" form={formId} variant="primary" pending={create.isPending}>
              Open ticket
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}

type TitleAndDescriptionProps = {
  register: UseFormRegister<TicketForm>
  errors: { title?: { message?: string }; description?: { message?: string } }
}

function TitleAndDescription({ register, errors }: TitleAndDescriptionProps) {
  return (
    <>
      <Field label="Title" required error={errors.title?.message}>
        {(ids) => (
          <Input
            {...ids}
            {...register('title')}
            dir="auto"
            autoComplete="off"
            placeholder="What has to be done"
          />
        )}
      </Field>
      <Field label="Description" required={false} error={errors.description?.message}>
        {(ids) => <Textarea {...ids} {...register('description')} dir="auto" rows={6} />}
      </Field>
    </>
  )
}
