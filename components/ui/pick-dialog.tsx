'use client'

import { Check } from 'lucide-react'
import * as Primitive from 'radix-ui/dialog'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Spinner } from '@/components/ui/spinner'
import { useFocusReturn } from '@/components/ui/use-focus-return'
import { cn } from '@/lib/utils'

export type PickOption<Value> = {
  /** Unique among the options. */
  key: string
  value: Value
  label: string
  /** Said after the label, quieter; searched as well. */
  hint?: string
  icon?: ReactNode
  isSelected?: boolean
}

type PickDialogProps<Value> = {
  /** E.g. "Status of #1042". */
  title: string
  placeholder: string
  /** Null while they are on their way. */
  options: readonly PickOption<Value>[] | null
  /** Stands in place of the options when they could not be loaded. */
  problem?: ReactNode
  onPick: (value: Value) => void
  onClose: () => void
}

/** One of a list, by typing a part of it, with the arrow keys, or by pointing. Rises from the bottom edge on phones. */
export function PickDialog<Value>({
  title,
  placeholder,
  options,
  problem,
  onPick,
  onClose,
}: PickDialogProps<Value>) {
  const [typed, setTyped] = useState('')
  const focusReturn = useFocusReturn()
  const [chosen, setChosen] = useState<string | null>(null)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const words = typed.trim().toLowerCase()
  const shown = (options ?? []).filter(({ label, hint }) =>
    `${label} ${hint ?? ''}`.toLowerCase().includes(words),
  )
  const isThere = shown.some(({ key }) => key === chosen)
  const selected = shown.find((option) => option.isSelected)
  const activeKey = isThere ? chosen : words === '' && selected ? selected.key : (shown[0]?.key ?? null)
  const optionId = (key: string) => `${id}-${key}`

  useEffect(() => {
    if (activeKey === null) return
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [activeKey])

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const at = shown.findIndex(({ key }) => key === activeKey) + (event.key === 'ArrowDown' ? 1 : -1)
      setChosen(shown[(at + shown.length) % Math.max(shown.length, 1)]?.key ?? null)
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const option = shown.find(({ key }) => key === activeKey)
      if (option) onPick(option.value)
    }
  }

  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0" />
        <Primitive.Content
          aria-describedby={undefined}
          {...focusReturn}
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[80dvh] w-full flex-col overflow-hidden rounded-t-xl border border-border bg-surface-raised pb-[env(safe-area-inset-bottom)] shadow-raised',
            'sm:inset-x-auto sm:top-[16dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[60dvh] sm:max-w-sm sm:-translate-x-1/2 sm:rounded-xl',
            'duration-100 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-98',
          )}
        >
          <Primitive.Title className="px-4 pt-3 text-xs font-medium text-text-muted">{title}</Primitive.Title>
          <input
            role="combobox"
            aria-label={placeholder}
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={activeKey === null ? undefined : optionId(activeKey)}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            placeholder={placeholder}
            onChange={(event) => {
              setTyped(event.target.value)
              setChosen(null)
            }}
            onKeyDown={handleKeyDown}
            className="h-10 w-full shrink-0 border-b border-border bg-transparent px-4 text-base text-text outline-none placeholder:text-text-subtle"
          />
          {problem}
          {options === null && !problem ? (
            <p role="status" className="flex items-center gap-2 px-4 py-3 text-sm text-text-muted">
              <Spinner />
              Loading
            </p>
          ) : null}
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={title}
            className="min-h-0 flex-1 overflow-y-auto p-1"
          >
            {shown.map((option) => (
              // The keys are the text box's: it never loses the focus.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={option.key}
                id={optionId(option.key)}
                role="option"
                tabIndex={-1}
                aria-selected={option.isSelected ?? false}
                data-active={option.key === activeKey ? '' : undefined}
                onPointerMove={() => setChosen(option.key)}
                onClick={() => onPick(option.value)}
                className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-3 text-sm select-none data-active:bg-hover max-sm:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-muted"
              >
                {option.icon}
                <span className="min-w-0 flex-1 truncate">
                  <bdi>{option.label}</bdi>
                  {option.hint ? <span className="text-text-subtle"> {option.hint}</span> : null}
                </span>
                {option.isSelected ? <Check aria-hidden className="text-accent!" /> : null}
              </div>
            ))}
          </div>
          {options !== null && shown.length === 0 ? (
            <p role="status" className="px-4 pb-4 text-sm text-text-muted">
              Nothing matches
            </p>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
