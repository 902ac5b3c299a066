'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { useShortcut } from '@/components/ui/use-shortcut'
import { DryRunResult } from '@/components/workflows/dry-run-result'
import type { RuleDrawerProps } from '@/components/workflows/rule-drawer'
import { ConditionFields, EffectFields, FieldGroup } from '@/components/workflows/rule-fields'
import { RuleWords } from '@/components/workflows/rule-words'
import { useSaveRule } from '@/components/workflows/use-save-rule'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import { clientListQuery } from '@/lib/queries/clients'
import { ticketPeopleQuery } from '@/lib/queries/tickets'
import { EFFECT_WORDS, EVENT_WORDS } from '@/lib/rules/workflow-words'
import { isRuleOfCatalogue, WORKFLOW_EVENTS } from '@/lib/rules/workflows'
import {
  newRuleForm,
  ruleSchema,
  toRuleDefinition,
  toRuleForm,
  type RuleForm as FormValues,
} from '@/lib/schemas/workflows'
import { browserClient } from '@/lib/supabase/browser'

type RuleFormProps = RuleDrawerProps & LeaveQuestion

/** When, if, then: three groups of fields, below the sentence that they make. */
export function RuleForm(props: RuleFormProps) {
  const { agencyId, timeZone, rule, isAsking, onDirty, onKeep, onCancel, onClose, onCreated, onChanged } =
    props
  const formId = useId()
  // What the form was opened with: a refetch behind it must not reset what is being typed.
  const [initial] = useState(() => (rule ? toRuleForm(rule) : newRuleForm('alert.critical')))
  const form = useForm<FormValues>({ resolver: standardSchemaResolver(ruleSchema), defaultValues: initial })
  const { control, register, formState, handleSubmit, reset } = form
  const { errors, isDirty } = formState
  const values = useWatch({ control }) as FormValues
  const definition = toRuleDefinition(values)
  const [tried, setTried] = useState<typeof definition | null>(null)
  const clients = useQuery(clientListQuery(browserClient(), agencyId))
  const people = useQuery(ticketPeopleQuery(browserClient(), agencyId, null))
  const save = useSaveRule({
    agencyId,
    rule,
    onCreated,
    onChanged: (before, version) => {
      onClose()
      onChanged(before, version)
    },
  })
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const submit = handleSubmit((valid) => save.mutate(valid))
  useShortcut('submit', () => void submit())

  const names = {
    client: clients.data?.find(({ id }) => id === values.clientId)?.name ?? rule?.names.client ?? '…',
    assignee: people.data?.find(({ id }) => id === values.assigneeId)?.name ?? rule?.names.assignee ?? '…',
    author: null,
  }
  const isWhole = isRuleOfCatalogue(definition)
  const isTriedAsIs = tried !== null && JSON.stringify(tried) === JSON.stringify(definition)

  /** Another event means another rule: its own suggestions, under the name that somebody has typed. */
  function chooseEvent(event: FormValues['event']): void {
    const next = newRuleForm(event)
    const isNameTheirs = values.name !== newRuleForm(values.event).name
    reset(isNameTheirs ? { ...next, name: values.name } : next, { keepDefaultValues: true })
  }

  return (
    <>
      <DrawerBody>
        <form
          id={formId}
          noValidate
          onSubmit={(event) => void submit(event)}
          className="flex flex-col gap-6 pb-6"
        >
          {save.error ? (
            <Notice tone="danger" isAlert title={errorMessage(save.error).title}>
              {errorMessage(save.error).advice}
            </Notice>
          ) : null}
          <p className="rounded-md bg-surface-sunken px-3 py-2.5 text-sm text-text-muted">
            <RuleWords rule={definition} names={names} />
          </p>
          <FieldGroup title="When">
            <Field
              label="What happens"
              {...(rule ? { hint: 'Waiting for something else is another rule.' } : {})}
            >
              {(ids) => (
                <Select
                  {...ids}
                  value={values.event}
                  disabled={rule !== null}
                  onChange={(event) => {
                    const chosen = WORKFLOW_EVENTS.find((one) => one === event.target.value)
                    if (chosen) chooseEvent(chosen)
                  }}
                >
                  {WORKFLOW_EVENTS.map((event) => (
                    <option key={event} value={event}>
                      {EVENT_WORDS[event]} → {EFFECT_WORDS[event]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </FieldGroup>
          <FieldGroup title="If">
            <ConditionFields event={values.event} form={form} clients={clients.data} />
          </FieldGroup>
          <FieldGroup title="Then">
            <EffectFields event={values.event} form={form} people={people.data} />
          </FieldGroup>
          {clients.isError || people.isError ? (
            <Notice tone="warning" title="Clients and colleagues could not be loaded">
              Close this and open it again to choose among them.
            </Notice>
          ) : null}
          <Field
            label="Name"
            required
            error={errors.name?.message}
            hint="What the rule does stands under this name."
          >
            {(ids) => <Input {...ids} {...register('name')} dir="auto" autoComplete="off" />}
          </Field>
          <div className="flex flex-col gap-3">
            <div>
              <Button size="sm" disabled={!isWhole} onClick={() => setTried(definition)}>
                Try it on the last 30 days
              </Button>
            </div>
            {tried && isTriedAsIs ? <DryRunResult rule={tried} timeZone={timeZone} /> : null}
          </div>
          {rule?.isOn ? (
            <Notice tone="info" title="A changed rule starts anew">
              It acts on what happens after you save.
            </Notice>
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
            <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
              {rule ? 'Save changes' : 'Save rule'}
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}
