'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useForm, type UseFormReturn } from 'react-hook-form'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { saveBillingSettings } from '@/lib/mutations/invoices'
import { billingSettingsQuery, type BillingSettings } from '@/lib/queries/invoice-detail'
import { invoiceKeys } from '@/lib/queries/invoices'
import { CURRENCIES } from '@/lib/rules/invoices'
import { billingSettingsSchema, type BillingSettingsForm as Values } from '@/lib/schemas/invoices'
import { browserClient } from '@/lib/supabase/browser'

type BillingSettingsProps = { agencyId: string; agencyName: string }

/** How the agency writes its invoices from now on; what was sent keeps what was said then. */
export function BillingSettingsForm({ agencyId, agencyName }: BillingSettingsProps) {
  const settings = useQuery(billingSettingsQuery(browserClient(), agencyId))
  if (settings.isPending) return <Skeleton className="h-96 w-full max-w-2xl" />
  if (settings.isError) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  return <SettingsForm agencyId={agencyId} agencyName={agencyName} settings={settings.data} />
}

function SettingsForm({
  agencyId,
  agencyName,
  settings,
}: BillingSettingsProps & { settings: BillingSettings | null }) {
  const queryClient = useQueryClient()
  const form = useForm<Values>({
    resolver: standardSchemaResolver(billingSettingsSchema),
    defaultValues: valuesOf(settings, agencyName),
  })
  const { isDirty, errors } = form.formState
  const save = useMutation({
    mutationFn: (values: Values) =>
      saveBillingSettings(browserClient(), { agencyId, isNew: settings === null, form: values }),
    onSuccess: (_, values) => {
      form.reset(values)
      toast.success('Billing settings saved')
    },
    onError: (error) => form.setError('root', { message: errorMessage(toAppError(error)).title }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invoiceKeys.settings(agencyId) }),
  })

  return (
    <form
      noValidate
      aria-label="Billing settings"
      onSubmit={(event) => void form.handleSubmit((values) => save.mutate(values))(event)}
      className="flex max-w-2xl flex-col gap-8"
    >
      <SenderFields form={form} />
      <InvoiceDefaults form={form} />
      <BankFields form={form} />
      {errors.root?.message ? (
        <p role="alert" className="text-sm text-danger">
          {errors.root.message}
        </p>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!isDirty}>
          Save billing settings
        </Button>
      </div>
    </form>
  )
}

type Part = { form: UseFormReturn<Values> }

function SenderFields({ form: { register, formState } }: Part) {
  const { errors } = formState
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-base font-medium">Who sends</legend>
      <Field label="Legal name" error={errors.legalName?.message}>
        {(ids) => <Input {...ids} {...register('legalName')} autoComplete="organization" />}
      </Field>
      <Field label="Address" error={errors.address?.message}>
        {(ids) => <Textarea {...ids} {...register('address')} rows={3} autoComplete="street-address" />}
      </Field>
      <Field label="Tax number" error={errors.taxId?.message}>
        {(ids) => <Input {...ids} {...register('taxId')} autoComplete="off" className="max-w-64" />}
      </Field>
    </fieldset>
  )
}

function InvoiceDefaults({ form: { register, formState, watch } }: Part) {
  const { errors } = formState
  const prefix = watch('numberPrefix')
  const currencies = [...new Set([watch('currency'), ...CURRENCIES])]
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-base font-medium">What new invoices begin with</legend>
      <div className="grid gap-4 sm:grid-cols-3">
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
        <Field label="Days to pay" error={errors.paymentDays?.message}>
          {(ids) => <Input {...ids} {...register('paymentDays')} inputMode="numeric" />}
        </Field>
        <Field label="Tax %" error={errors.taxRate?.message}>
          {(ids) => <Input {...ids} {...register('taxRate')} inputMode="decimal" />}
        </Field>
      </div>
      <Field
        label="Numbers begin with"
        error={errors.numberPrefix?.message}
        hint={`Such as ${prefix}0042. They count on without a gap, whatever stands before them.`}
      >
        {(ids) => <Input {...ids} {...register('numberPrefix')} autoComplete="off" className="max-w-64" />}
      </Field>
      <Field label="At the foot of every page" required={false} error={errors.footer?.message}>
        {(ids) => <Textarea {...ids} {...register('footer')} rows={2} />}
      </Field>
    </fieldset>
  )
}

function BankFields({ form: { register, formState } }: Part) {
  const { errors } = formState
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-3 text-base font-medium">Where clients pay</legend>
      <Field label="Bank" error={errors.bankName?.message}>
        {(ids) => <Input {...ids} {...register('bankName')} autoComplete="off" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
        <Field label="IBAN or account" error={errors.iban?.message}>
          {(ids) => <Input {...ids} {...register('iban')} autoComplete="off" className="tabular-nums" />}
        </Field>
        <Field label="BIC" error={errors.bic?.message}>
          {(ids) => <Input {...ids} {...register('bic')} autoComplete="off" />}
        </Field>
      </div>
    </fieldset>
  )
}

function valuesOf(settings: BillingSettings | null, agencyName: string): Values {
  return {
    legalName: settings?.legalName ?? agencyName,
    address: settings?.address ?? '',
    taxId: settings?.taxId ?? '',
    currency: settings?.currency ?? 'EUR',
    paymentDays: String(settings?.paymentDays ?? 14),
    taxRate: String(settings?.taxRate ?? 19),
    numberPrefix: settings?.numberPrefix ?? 'INV-',
    bankName: settings?.bankName ?? '',
    iban: settings?.iban ?? '',
    bic: settings?.bic ?? '',
    footer: settings?.footer ?? '',
  }
}
