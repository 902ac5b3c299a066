'use client'

import { useQuery } from '@tanstack/react-query'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { clientListQuery } from '@/lib/queries/clients'
import type { InvoiceScope } from '@/lib/queries/invoices'
import { CURRENCIES } from '@/lib/rules/invoices'
import type { InvoiceForm } from '@/lib/schemas/invoices'
import { browserClient } from '@/lib/supabase/browser'

type InvoiceFieldsProps = { scope: InvoiceScope; isNew: boolean; paymentDays: number }

/** Everything of an invoice that is not a line: who, when, in which currency. */
export function InvoiceFields({ scope, isNew, paymentDays }: InvoiceFieldsProps) {
  const { control, register, formState } = useFormContext<InvoiceForm>()
  const { errors } = formState
  const [type, currency] = useWatch<InvoiceForm, ['type', 'currency']>({ name: ['type', 'currency'] })
  const isOutgoing = type === 'outgoing'
  const currencies = [...new Set([currency, ...CURRENCIES])]

  return (
    <>
      {isNew && scope.clientId === null ? (
        <Controller
          control={control}
          name="type"
          render={({ field }) => (
            <Segmented
              label="Direction"
              value={field.value}
              options={[
                { value: 'outgoing', label: 'To a client' },
                { value: 'incoming', label: 'From a supplier' },
              ]}
              onValueChange={field.onChange}
              className="w-full"
            />
          )}
        />
      ) : null}
      {isOutgoing ? (
        scope.clientId === null ? (
          <ClientField agencyId={scope.agencyId} />
        ) : null
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Supplier" required error={errors.partyName?.message}>
            {(ids) => <Input {...ids} {...register('partyName')} dir="auto" autoComplete="off" />}
          </Field>
          <Field label="Their number" error={errors.number?.message}>
            {(ids) => <Input {...ids} {...register('number')} autoComplete="off" />}
          </Field>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          label="Issued on"
          error={errors.issuedOn?.message}
          hint={isOutgoing ? 'Empty: the day it is sent.' : undefined}
        >
          {(ids) => <Input {...ids} {...register('issuedOn')} type="date" />}
        </Field>
        <Field
          label="Due on"
          error={errors.dueOn?.message}
          hint={isOutgoing ? `Empty: ${paymentDays} days later.` : undefined}
        >
          {(ids) => <Input {...ids} {...register('dueOn')} type="date" />}
        </Field>
        <Field label="Currency" error={errors.currency?.message}>
          {(ids) => (
            <Select {...ids} {...register('currency')}>
              {currencies.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {isOutgoing ? (
          <Field label="Billing address" required={false} error={errors.partyAddress?.message}>
            {(ids) => <Textarea {...ids} {...register('partyAddress')} dir="auto" rows={3} />}
          </Field>
        ) : null}
        <Field label="Notes" required={false} error={errors.notes?.message}>
          {(ids) => <Textarea {...ids} {...register('notes')} dir="auto" rows={3} />}
        </Field>
      </div>
    </>
  )
}

function ClientField({ agencyId }: { agencyId: string }) {
  const { control, formState, setValue } = useFormContext<InvoiceForm>()
  const clients = useQuery(clientListQuery(browserClient(), agencyId))
  return (
    <Field
      label="Client"
      required
      error={
        clients.isError
          ? 'The clients could not be loaded. Close this and open it again.'
          : formState.errors.clientId?.message
      }
    >
      {(ids) => (
        <Controller
          control={control}
          name="clientId"
          // Controlled, because the options come after the field.
          render={({ field }) => (
            <Select
              {...ids}
              {...field}
              onChange={(event) => {
                field.onChange(event)
                setValue('partyName', clients.data?.find(({ id }) => id === event.target.value)?.name ?? '')
              }}
            >
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
  )
}
