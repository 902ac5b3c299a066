'use client'

import { useId } from 'react'
import { FieldValue } from '@/components/cartridges/field-value'
import { ListEditor } from '@/components/cartridges/list-editor'
import { LockBadge, SourceBadge } from '@/components/cartridges/source-badge'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { Textarea } from '@/components/ui/textarea'
import { ALWAYS_ADDED, type CartridgeField } from '@/lib/rules/cartridge-fields'
import { modesOf, type FieldDraft, type FieldMode } from '@/lib/rules/cartridge-form'
import { FIELD_WORDS } from '@/lib/rules/cartridge-words'
import type { EffectiveField } from '@/lib/rules/cartridges'

/** Whose cartridge it is: that decides what can be inherited and how the choices are called. */
export type Owner = 'me' | 'me without agency' | 'agency'

type CartridgeFieldEditorProps = {
  field: CartridgeField
  draft: FieldDraft
  onChange: (draft: FieldDraft) => void
  owner: Owner
  /** What counts while this cartridge says nothing. */
  above: EffectiveField
  error: string | undefined
  /** Given where the person may lock the field for everybody. */
  lock?: { isOn: boolean; onChange: (isOn: boolean) => void }
}

const LONG_FROM = 300
type Choice = FieldMode | 'yes' | 'no'

export function CartridgeFieldEditor(props: CartridgeFieldEditorProps) {
  const { field, draft, onChange, owner, above, error, lock } = props
  const id = useId()
  const words = FIELD_WORDS[field.name] ?? { label: field.name, hint: '' }
  const isLocked = owner !== 'agency' && above.isLocked

  const choice: Choice =
    field.kind === 'boolean' && draft.mode === 'own' ? (draft.isOn ? 'yes' : 'no') : draft.mode
  function choose(next: Choice): void {
    if (next === 'yes' || next === 'no') onChange({ ...draft, mode: 'own', isOn: next === 'yes' })
    else onChange({ ...draft, mode: next })
  }

  return (
    <div role="group" aria-labelledby={`${id}-label`} className="flex flex-col gap-3 py-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h3 className="flex items-center gap-2 text-sm font-medium">
            <span id={`${id}-label`}>{words.label}</span>
            {isLocked ? <LockBadge /> : null}
          </h3>
          <p className="text-sm text-text-subtle">{words.hint}</p>
        </div>
        {isLocked ? null : (
          <Segmented
            label={`${words.label}: whose value`}
            value={choice}
            options={choicesOf(field, owner)}
            onValueChange={choose}
            className="max-sm:w-full max-sm:[&_label]:px-1"
          />
        )}
      </div>
      {isLocked ? <Locked {...props} /> : <Value {...props} id={id} />}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      ) : null}
      {lock ? (
        <label
          htmlFor={`${id}-lock`}
          className="inline-flex w-fit items-center gap-1.5 text-sm text-text-muted"
        >
          <Checkbox
            id={`${id}-lock`}
            checked={lock.isOn}
            onChange={(event) => lock.onChange(event.target.checked)}
          />
          <span>
            Locked for everybody<span className="sr-only">: {words.label}</span>
          </span>
        </label>
      ) : null}
    </div>
  )
}

function choicesOf(field: CartridgeField, owner: Owner): { value: Choice; label: string }[] {
  const inherit = owner === 'me' ? 'As agency' : 'Default'
  const words: Record<FieldMode, string> = {
    inherit,
    append: 'Add',
    own: field.kind === 'list' && owner !== 'agency' ? 'Replace' : 'Own',
    none: 'None',
  }
  if (field.kind === 'boolean')
    return [
      { value: 'inherit', label: inherit },
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ]
  return modesOf(field, owner !== 'agency').map((value) => ({ value, label: words[value] }))
}

function Locked({ above, draft }: CartridgeFieldEditorProps) {
  return (
    <div className="flex flex-col gap-2 rounded-md bg-surface-sunken p-3 text-sm">
      <div className="flex items-start gap-3">
        <FieldValue value={above.value} className="min-w-0 flex-1" />
        <SourceBadge source={above.source} />
      </div>
      <p className="text-text-muted">
        Your agency has locked this: everybody writes it the same way. An owner or admin can unlock it.
        {draft.mode === 'inherit' ? '' : ' Your own value is kept and counts again once it is unlocked.'}
      </p>
    </div>
  )
}

function Value({ id, ...props }: CartridgeFieldEditorProps & { id: string }) {
  const { field, draft, onChange, owner, above, error } = props
  const words = FIELD_WORDS[field.name]
  const label = words?.label ?? field.name
  const errorId = error ? `${id}-error` : undefined
  const inherited = (
    <div className="flex items-start gap-3 text-sm text-text-muted">
      <FieldValue value={above.value} className="min-w-0 flex-1" />
      <SourceBadge source={above.source} />
    </div>
  )
  if (draft.mode === 'none')
    return (
      <p className="text-sm text-text-muted">
        {owner === 'me'
          ? 'Nothing is said about this, whatever your agency has.'
          : 'Nothing is said about this.'}
      </p>
    )
  if (draft.mode === 'inherit' || field.kind === 'boolean')
    return draft.mode === 'inherit' ? (
      <>
        {inherited}
        {field.name === ALWAYS_ADDED && owner === 'me' ? (
          <p className="text-sm text-text-subtle">These always apply. You can add limits of your own.</p>
        ) : null}
      </>
    ) : null
  if (field.kind === 'list')
    return (
      <>
        {draft.mode === 'append' && above.value !== null ? inherited : null}
        <ListEditor
          items={draft.list}
          onChange={(list) => onChange({ ...draft, list })}
          label={label}
          item={words?.item ?? 'entry'}
          isLong={field.maxLength > LONG_FROM}
          describedBy={errorId}
          isInvalid={error !== undefined}
        />
      </>
    )
  const box = {
    'aria-label': label,
    'aria-describedby': errorId,
    'aria-invalid': error ? (true as const) : undefined,
    dir: 'auto',
    value: draft.text,
  }
  const change = (text: string) => onChange({ ...draft, text })
  if (field.kind === 'object')
    return (
      <Textarea
        {...box}
        dir="ltr"
        rows={6}
        spellCheck={false}
        placeholder={'{\n  "key": "value"\n}'}
        className="field-sizing-content max-h-96 font-mono text-xs"
        onChange={(event) => change(event.target.value)}
      />
    )
  if (field.maxLength > LONG_FROM * 3)
    return <Textarea {...box} rows={3} onChange={(event) => change(event.target.value)} />
  return (
    <>
      <Input
        {...box}
        list={words?.suggestions ? `${id}-suggestions` : undefined}
        autoComplete="off"
        placeholder={words?.suggestions?.[0]}
        onChange={(event) => change(event.target.value)}
      />
      {words?.suggestions ? (
        <datalist id={`${id}-suggestions`}>
          {words.suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}
