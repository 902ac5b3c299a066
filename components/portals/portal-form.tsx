'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { AUDIENCE_WORDS, PORTAL_STATUS_WORDS } from '@/components/portals/portal-words'
import { useSavePortal } from '@/components/portals/use-save-portal'
import { ZoneSelect } from '@/components/zones/zone-select'
import { Button } from '@/components/ui/button'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DrawerBody, DrawerFooter } from '@/components/ui/drawer'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { LeaveQuestion } from '@/components/ui/use-leave-question'
import { errorMessage } from '@/lib/error-messages'
import type { PortalListItem } from '@/lib/queries/portals'
import { SLUG_PATTERN, suggestSlug } from '@/lib/rules/slugs'
import {
  PORTAL_AUDIENCES,
  PORTAL_STATUSES,
  portalSchema,
  toPortalForm,
  type PortalForm as PortalFormValues,
} from '@/lib/schemas/portals'

type PortalFormProps = LeaveQuestion & {
  agencyId: string
  siteUrl: string
  portal: PortalListItem | null
}

export function PortalForm(props: PortalFormProps) {
  const { agencyId, siteUrl, portal, isAsking, onDirty, onKeep, onClose, onCancel } = props
  const formId = useId()
  // What the form was opened with: a refetch behind it must not reset what is being typed.
  const [initial] = useState(() => toPortalForm(portal))
  const form = useForm<PortalFormValues>({
    resolver: standardSchemaResolver(portalSchema),
    defaultValues: initial,
  })
  const { control, register, formState, handleSubmit, setError, setValue } = form
  const { errors, isDirty, dirtyFields } = formState
  const slug = useWatch({ control, name: 'slug' })
  const save = useSavePortal(agencyId, portal, {
    onSaved: onClose,
    onSlugTaken: () =>
      setError(
        'slug',
        { message: 'Another portal has this address. Choose a different one.' },
        { shouldFocus: true },
      ),
  })

  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const submit = handleSubmit((values) => save.mutate(values))
  useShortcut('submit', () => void submit())

  const name = register('name', {
    onChange: (event: { target: { value: string } }) => {
      // A new portal's address follows its name until somebody writes one of their own.
      if (!portal && !dirtyFields.slug) setValue('slug', suggestSlug(event.target.value))
    },
  })

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
                {...name}
                dir="auto"
                autoComplete="off"
                placeholder="What’s on in the harbour"
              />
            )}
          </Field>
          <Field
            label="Address"
            required
            error={errors.slug?.message}
            hint={
              <>
                {slug !== '' && !SLUG_PATTERN.test(slug) && !errors.slug
                  ? 'Only lowercase letters, digits and single hyphens between them. '
                  : null}
                <span className="break-all">
                  {siteUrl}/p/<span className="text-text">{slug || '…'}</span>
                </span>
                {portal ? ' Links to the old address stop working when you change it.' : null}
              </>
            }
          >
            {(ids) => (
              <Input
                {...ids}
                {...register('slug')}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
            )}
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Audience" required error={errors.audience?.message}>
              {(ids) => (
                <Select {...ids} {...register('audience')}>
                  {PORTAL_AUDIENCES.map((audience) => (
                    <option key={audience} value={audience}>
                      {AUDIENCE_WORDS[audience]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label="Status"
              required
              error={errors.status?.message}
              hint="Only active portals can be seen."
            >
              {(ids) => (
                <Select {...ids} {...register('status')}>
                  {PORTAL_STATUSES.map((status) => (
                    <option key={status} value={status}>
                      {PORTAL_STATUS_WORDS[status]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Field
            label="Default zone"
            required={false}
            error={errors.defaultZoneId?.message}
            hint="Shown on the portal as the place it is about."
          >
            {(ids) => (
              <Controller
                control={control}
                name="defaultZoneId"
                render={({ field }) => (
                  <ZoneSelect
                    ids={ids}
                    agencyId={agencyId}
                    current={portal?.defaultZone ?? null}
                    value={field.value}
                    onValueChange={field.onChange}
                  />
                )}
              />
            )}
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
              {portal ? 'Save changes' : 'Create portal'}
            </Button>
          </>
        )}
      </DrawerFooter>
    </>
  )
}
