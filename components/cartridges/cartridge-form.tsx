'use client'

import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useEffectEvent, useMemo, type ReactNode } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { CartridgeFieldEditor, type Owner } from '@/components/cartridges/cartridge-field-editor'
import type { Base } from '@/components/cartridges/use-drafts'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { useShortcut } from '@/components/ui/use-shortcut'
import { errorMessage } from '@/lib/error-messages'
import type { AppError } from '@/lib/errors'
import type { CartridgeType } from '@/lib/rules/cartridge-fields'
import { isSameDraft, type CartridgeDraft } from '@/lib/rules/cartridge-form'
import type { EffectiveField } from '@/lib/rules/cartridges'
import { cartridgeFormSchema } from '@/lib/schemas/cartridges'

type CartridgeFormProps = {
  type: CartridgeType
  owner: Owner
  base: Base
  /** What the boxes hold; differs from the base while something is unsaved. */
  draft: CartridgeDraft
  /** What counts while the cartridge says nothing. */
  above: readonly EffectiveField[]
  /** Told of what is unsaved, null when nothing is. */
  onDraft: (draft: CartridgeDraft | null) => void
  onSave: (draft: CartridgeDraft) => void
  isSaving: boolean
  error: AppError | null
  saveLabel: string
  /** Changes when the boxes are to be filled anew from `draft`, e.g. by an import. */
  revision: string
  children?: ReactNode
}

/** The typed form of one cartridge. Whatever is typed is handed up at once, so that what an assistant gets can be shown beside it. */
export function CartridgeForm(props: CartridgeFormProps) {
  const { type, owner, base, draft, above, onDraft, onSave, isSaving, error, saveLabel, revision, children } =
    props
  const schema = useMemo(() => cartridgeFormSchema(type, owner !== 'agency'), [type, owner])
  const form = useForm<CartridgeDraft>({ resolver: standardSchemaResolver(schema), defaultValues: draft })
  const { control, handleSubmit, formState, reset } = form
  const { errors } = formState
  const values = useWatch({ control }) as CartridgeDraft
  const typed = JSON.stringify(values)
  const isDirty = base.id === null || !isSameDraft(type, values, base.draft)

  const fill = useEffectEvent(() => reset(draft))
  useEffect(() => fill(), [revision])
  const report = useEffectEvent(() =>
    onDraft(isSameDraft(type, values, base.draft) ? null : (JSON.parse(typed) as CartridgeDraft)),
  )
  useEffect(() => report(), [typed])

  const submit = handleSubmit((checked) => onSave(checked))
  useShortcut('submit', () => void submit())

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col">
      {children}
      {error ? (
        <Notice tone="danger" isAlert title={errorMessage(error).title} className="mb-4">
          {errorMessage(error).advice}
        </Notice>
      ) : null}
      <Field label="Name" required error={errors.name?.message}>
        {(ids) => (
          <Controller
            control={control}
            name="name"
            render={({ field: { name, value, onChange, onBlur, ref } }) => (
              <Input {...ids} {...{ name, value, onChange, onBlur, ref }} dir="auto" autoComplete="off" />
            )}
          />
        )}
      </Field>
      <div className="mt-1 divide-y divide-border">
        {above.map((inherited) => {
          const { field } = inherited
          return (
            <Controller
              key={field.name}
              control={control}
              name={`fields.${field.name}`}
              render={({ field: { value, onChange } }) => (
                <CartridgeFieldEditor
                  field={field}
                  draft={value}
                  onChange={onChange}
                  owner={owner}
                  above={inherited}
                  error={errors.fields?.[field.name]?.text?.message}
                  {...(owner === 'agency'
                    ? {
                        lock: {
                          isOn: values.locked.includes(field.name),
                          onChange: (isOn) =>
                            form.setValue(
                              'locked',
                              isOn
                                ? [...values.locked, field.name]
                                : values.locked.filter((name) => name !== field.name),
                            ),
                        },
                      }
                    : {})}
                />
              )}
            />
          )
        })}
      </div>
      <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-border bg-surface px-5 py-3">
        <Button type="submit" variant="primary" pending={isSaving} disabled={!isDirty}>
          {saveLabel}
        </Button>
        <Button
          variant="ghost"
          disabled={isSameDraft(type, values, base.draft)}
          onClick={() => {
            reset(base.draft)
            onDraft(null)
          }}
        >
          Discard changes
        </Button>
        {isDirty && base.id !== null ? (
          <p role="status" className="text-sm text-text-muted">
            Unsaved changes
          </p>
        ) : null}
      </div>
    </form>
  )
}
