'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { QuietDays } from '@/components/notifications/quiet-days'
import { NextDigests, NextQuietHours } from '@/components/notifications/timing-preview'
import { TimeZoneField } from '@/components/notifications/time-zone-field'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { saveTiming } from '@/lib/mutations/notifications'
import { notificationKeys, type Preferences } from '@/lib/queries/notifications'
import { EVERY_DAY, WEEKDAYS } from '@/lib/rules/weekdays'
import { timingSchema, type TimingForm as Values } from '@/lib/schemas/notifications'
import { browserClient } from '@/lib/supabase/browser'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const USUAL_NIGHT = { start: '22:00', end: '07:00' }

type TimingFormProps = { userId: string; preferences: Preferences; timeZone: string; now: Date }

function toValues({ quiet, digestHour, digestWeekday, ...stored }: Preferences, timeZone: string): Values {
  return {
    timeZone: stored.timeZone ?? timeZone,
    digestHour,
    digestWeekday,
    isQuiet: quiet !== null,
    start: quiet?.start ?? USUAL_NIGHT.start,
    end: quiet?.end ?? USUAL_NIGHT.end,
    days: quiet && quiet.days.length > 0 ? quiet.days : EVERY_DAY,
  }
}

/** When mail reaches a person: the hour of digests, and the hours in which everything waits. */
export function TimingForm({ userId, preferences, timeZone, now }: TimingFormProps) {
  const queryClient = useQueryClient()
  const switchId = useId()
  const form = useForm<Values>({
    resolver: zodResolver(timingSchema),
    defaultValues: toValues(preferences, timeZone),
  })
  const { isDirty, errors } = form.formState
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) }
  const save = useMutation({
    mutationFn: (timing: Values) => saveTiming(browserClient(), { userId, timing }),
    onSuccess: (_, timing) => {
      form.reset(timing)
      toast.success('Saved')
      return queryClient.invalidateQueries({ queryKey: notificationKeys.preferences(userId) })
    },
    onError: (error) => form.setError('root', { message: errorMessage(toAppError(error)).title }),
  })

  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((timing) => save.mutate(timing))}
      className="flex flex-col gap-5"
    >
      <TimeZoneField
        value={values.timeZone}
        error={errors.timeZone?.message}
        register={form.register('timeZone')}
        onChoose={(zone) => form.setValue('timeZone', zone, { shouldDirty: true, shouldValidate: true })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Digests come at">
          {(ids) => (
            <Select {...ids} {...form.register('digestHour', { valueAsNumber: true })}>
              {HOURS.map((hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, '0')}:00
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Weekly digest on">
          {(ids) => (
            <Select {...ids} {...form.register('digestWeekday', { valueAsNumber: true })}>
              {WEEKDAYS.map(({ iso, name }) => (
                <option key={iso} value={iso}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <NextDigests choices={preferences.choices} values={values} now={now} />

      <div className="flex items-center justify-between gap-4 border-t border-border pt-4">
        <div>
          <label htmlFor={switchId} className="text-sm font-medium">
            Quiet hours
          </label>
          <p id={`${switchId}-hint`} className="text-sm text-text-muted">
            Mail waits until they end. Nothing gets lost.
          </p>
        </div>
        <Switch id={switchId} aria-describedby={`${switchId}-hint`} {...form.register('isQuiet')} />
      </div>
      {values.isQuiet ? (
        <>
          <div className="grid grid-cols-2 gap-4">
            <Field label="From" error={errors.start?.message}>
              {(ids) => <Input {...ids} type="time" {...form.register('start')} />}
            </Field>
            <Field label="Until" error={errors.end?.message}>
              {(ids) => <Input {...ids} type="time" {...form.register('end')} />}
            </Field>
          </div>
          <QuietDays
            days={values.days}
            error={errors.days?.message}
            onChange={(days) => form.setValue('days', days, { shouldDirty: true, shouldValidate: true })}
          />
          <NextQuietHours values={values} now={now} />
        </>
      ) : null}

      {errors.root?.message ? (
        <p role="alert" className="text-sm text-danger">
          {errors.root.message}
        </p>
      ) : null}
      <div>
        <Button type="submit" variant="primary" pending={save.isPending} disabled={!isDirty}>
          Save timing
        </Button>
      </div>
    </form>
  )
}
