'use client'

import { useId, type ReactNode } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { SEVERITIES } from '@/lib/rules/alerts'
import { PRIORITY_WORDS, TICKET_PRIORITIES } from '@/lib/rules/tickets'
import { NOTIFY_WORDS } from '@/lib/rules/workflow-words'
import { NOTIFY_CHOICES, type WorkflowEvent } from '@/lib/rules/workflows'
import type { RuleForm } from '@/lib/schemas/workflows'

type Named = { id: string; name: string }
type Form = UseFormReturn<RuleForm>

/** The fields of one part of the sentence, under the word that begins it. */
export function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-4 border-t border-border pt-4">
      <h3 id={id} className="text-sm font-semibold">
        {title}
      </h3>
      {children}
    </div>
  )
}

type ConditionFieldsProps = { event: WorkflowEvent; form: Form; clients: readonly Named[] | undefined }

export function ConditionFields({ event, form, clients }: ConditionFieldsProps) {
  const { register, control, formState } = form
  const { errors } = formState
  const waitingId = useId()
  if (event === 'run.published')
    return (
      <Field label="Who may join the run">
        {(ids) => (
          <Select {...ids} {...register('marketMode')}>
            <option value="">Any run</option>
            <option value="OPEN">Anybody</option>
            <option value="INVITE_ONLY">By invitation</option>
          </Select>
        )}
      </Field>
    )
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {event === 'alert.critical' ? null : (
          <Field
            label="For how many days"
            required
            error={errors.days?.message}
            hint={
              event === 'ticket.idle'
                ? 'Since the last change or comment.'
                : 'Since the last e-mail, call or meeting.'
            }
          >
            {(ids) => <Input {...ids} {...register('days')} inputMode="numeric" autoComplete="off" />}
          </Field>
        )}
        <Field label="Client">
          {(ids) => (
            <Controller
              control={control}
              name="clientId"
              // Controlled, because the options come after the field.
              render={({ field }) => (
                <Select {...ids} {...field}>
                  <option value="">Any client</option>
                  {clients?.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            />
          )}
        </Field>
        {event === 'ticket.idle' ? (
          <Field label="Priority at least">
            {(ids) => (
              <Select {...ids} {...register('minPriority')}>
                {TICKET_PRIORITIES.map((priority) => (
                  <option key={priority} value={priority}>
                    {priority === 'low' ? 'Any priority' : PRIORITY_WORDS[priority]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
      </div>
      {event === 'ticket.idle' ? (
        <div className="flex items-start gap-3 text-sm">
          <Switch id={waitingId} aria-describedby={`${waitingId}-says`} {...register('withWaiting')} />
          <div>
            <label htmlFor={waitingId} className="font-medium">
              Also while it is waiting
            </label>
            <p id={`${waitingId}-says`} className="text-text-muted">
              Tickets that wait for a client or a third party count as well.
            </p>
          </div>
        </div>
      ) : null}
    </>
  )
}

type EffectFieldsProps = { event: WorkflowEvent; form: Form; people: readonly Named[] | undefined }

export function EffectFields({ event, form, people }: EffectFieldsProps) {
  const { register, control, formState } = form
  const { errors } = formState
  if (event === 'run.published')
    return (
      <>
        <Field label="Subject" required error={errors.subject?.message}>
          {(ids) => (
            <Input
              {...ids}
              {...register('subject')}
              dir="auto"
              autoComplete="off"
              placeholder="You can join now"
            />
          )}
        </Field>
        <Field
          label="Message"
          required
          error={errors.body?.message}
          hint="Goes to everybody on the run, in the app and by mail, half a minute after it is published."
        >
          {(ids) => <Textarea {...ids} {...register('body')} dir="auto" rows={5} />}
        </Field>
      </>
    )
  return (
    <>
      {event === 'alert.critical' ? (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Priority">
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
          <Field label="Assignee">
            {(ids) => (
              <Controller
                control={control}
                name="assigneeId"
                render={({ field }) => (
                  <Select {...ids} {...field}>
                    <option value="">Nobody yet</option>
                    {people?.map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </Select>
                )}
              />
            )}
          </Field>
          <Field label="Due in days" required={false} error={errors.dueInDays?.message}>
            {(ids) => <Input {...ids} {...register('dueInDays')} inputMode="numeric" autoComplete="off" />}
          </Field>
        </div>
      ) : (
        <div className="flex flex-col gap-1.5">
          <span aria-hidden className="text-sm font-medium">
            Severity of the alert
          </span>
          <Controller
            control={control}
            name="severity"
            render={({ field }) => (
              <Segmented
                label="Severity of the alert"
                value={field.value}
                options={SEVERITIES.map((severity) => ({ value: severity, label: SEVERITY_WORDS[severity] }))}
                onValueChange={field.onChange}
                className="w-full"
              />
            )}
          />
        </div>
      )}
      <Field
        label="Who is told"
        hint={
          event === 'alert.critical'
            ? 'An assignee hears of their ticket anyway.'
            : 'Of a critical alert the whole team hears anyway.'
        }
      >
        {(ids) => (
          <Select {...ids} {...register('notify')}>
            {NOTIFY_CHOICES.map((choice) => (
              <option key={choice} value={choice}>
                {NOTIFY_WORDS[choice]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  )
}
