'use client'

import { useState, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import type { FieldIds } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

const ADD = 'add'

type CreatableSelectProps = {
  ids: FieldIds
  value: string
  onValueChange: (value: string) => void
  options: readonly { id: string; name: string }[]
  /** What choosing nothing is called. */
  noneLabel: string
  /** E.g. "Add a zone…". */
  addLabel: string
  /** Name of the box in which the new one is named. */
  nameLabel: string
  /** Makes a new option and resolves to its id, or rejects. */
  onAdd: (name: string) => Promise<string>
  /** Words for what `onAdd` rejected with. */
  describeError: (error: unknown) => string
}

/** A select whose list can be added to on the spot, without losing what else has been filled in. */
export function CreatableSelect(props: CreatableSelectProps) {
  const { ids, value, onValueChange, options, noneLabel, addLabel } = props
  const [isAdding, setIsAdding] = useState(false)
  return (
    <>
      <Select
        {...ids}
        value={isAdding ? ADD : value}
        onChange={(event) => {
          const isAdd = event.target.value === ADD
          setIsAdding(isAdd)
          if (!isAdd) onValueChange(event.target.value)
        }}
      >
        <option value="">{noneLabel}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
        <option value={ADD}>{addLabel}</option>
      </Select>
      {isAdding ? <AddOption {...props} onDone={() => setIsAdding(false)} /> : null}
    </>
  )
}

function AddOption({
  nameLabel,
  options,
  onAdd,
  onValueChange,
  describeError,
  onDone,
}: CreatableSelectProps & { onDone: () => void }) {
  const [name, setName] = useState('')
  const [isPending, setIsPending] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function add(): Promise<void> {
    const wanted = name.trim()
    if (wanted === '' || isPending) return
    const existing = options.find((option) => option.name.toLowerCase() === wanted.toLowerCase())
    setIsPending(true)
    setError(null)
    try {
      onValueChange(existing?.id ?? (await onAdd(wanted)))
      onDone()
    } catch (caught) {
      setError(describeError(caught))
      setIsPending(false)
    }
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) {
      // It stands inside a form, which must not be sent yet.
      event.preventDefault()
      void add()
    }
    if (event.key === 'Escape') {
      // Only this little step is left, not the dialog around it.
      event.stopPropagation()
      event.nativeEvent.stopImmediatePropagation()
      onDone()
    }
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-2">
        <Input
          // The person has just asked for this box.
          ref={(element) => element?.focus()}
          aria-label={nameLabel}
          aria-invalid={error ? true : undefined}
          placeholder={nameLabel}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={handleKeyDown}
        />
        <Button pending={isPending} onClick={() => void add()}>
          Add
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Not now
        </Button>
      </div>
      {error ? (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      ) : null}
    </div>
  )
}
