'use client'

import { useId, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { useDeviceTimeZone } from '@/components/ui/use-device-time-zone'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { selectableTimeZones } from '@/lib/rules/time-zones'

type TimeZoneFieldProps = {
  value: string
  error: string | undefined
  register: UseFormRegisterReturn
  onChoose: (timeZone: string) => void
}

/** Any part of a zone's name finds it, such as the city. The list comes when somebody is about to search it. */
export function TimeZoneField({ value, error, register, onChoose }: TimeZoneFieldProps) {
  const listId = useId()
  const [isSearching, setIsSearching] = useState(false)
  const device = useDeviceTimeZone(value)
  return (
    <Field label="Time zone" error={error} required>
      {(ids) => (
        <>
          <Input
            {...ids}
            {...register}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            placeholder="Search by city, such as London"
            onFocus={() => setIsSearching(true)}
          />
          <datalist id={listId}>
            {isSearching
              ? selectableTimeZones(device).map((zone) => <option key={zone} value={zone} />)
              : null}
          </datalist>
          {device === value ? null : (
            <p className="text-sm text-text-muted">
              This device is in {device.replaceAll('_', ' ')}.{' '}
              <button
                type="button"
                onClick={() => onChoose(device)}
                className="min-h-6 rounded-sm font-medium text-accent underline underline-offset-2"
              >
                Use that
              </button>
            </p>
          )}
        </>
      )}
    </Field>
  )
}
