'use client'

import { ArrowUp, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'

type ListEditorProps = {
  items: readonly string[]
  onChange: (items: string[]) => void
  /** What the list is called, e.g. "Rules". */
  label: string
  /** What one entry is called, e.g. "rule". */
  item: string
  isLong: boolean
  describedBy: string | undefined
  isInvalid: boolean
}

/** A list of texts, each in a box of its own. Enter goes on to the next one. */
export function ListEditor({
  items,
  onChange,
  label,
  item,
  isLong,
  describedBy,
  isInvalid,
}: ListEditorProps) {
  const list = useRef<HTMLUListElement>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  // An empty list begins with an empty box.
  const shown = items.length === 0 ? [''] : items

  useEffect(() => {
    if (wanted === null) return
    list.current?.querySelectorAll<HTMLElement>('input, textarea')[wanted]?.focus()
  }, [wanted, shown.length])

  function insertAfter(index: number): void {
    onChange(shown.toSpliced(index + 1, 0, ''))
    setWanted(index + 1)
  }
  function remove(index: number): void {
    onChange(shown.toSpliced(index, 1))
    setWanted(Math.max(0, index - 1))
  }
  function moveUp(index: number): void {
    const moved = shown[index]
    if (moved === undefined) return
    onChange(shown.toSpliced(index, 1).toSpliced(index - 1, 0, moved))
    setWanted(index - 1)
  }
  function handleKeyDown(event: KeyboardEvent, index: number): void {
    if (
      event.key !== 'Enter' ||
      event.nativeEvent.isComposing ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey
    )
      return
    event.preventDefault()
    insertAfter(index)
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <ul ref={list} aria-label={label} className="flex w-full flex-col gap-2">
        {shown.map((text, index) => {
          const box = {
            'aria-label': `${capital(item)} ${index + 1}`,
            'aria-describedby': describedBy,
            'aria-invalid': isInvalid || undefined,
            dir: 'auto',
            value: text,
            onFocus: () => setWanted(null),
          }
          const change = (value: string) => onChange(shown.toSpliced(index, 1, value))
          return (
            // The place is all that an entry is known by.
            <li key={index} className="flex items-start gap-1">
              {isLong ? (
                <Textarea
                  {...box}
                  rows={2}
                  className="field-sizing-content"
                  onChange={(event) => change(event.target.value)}
                />
              ) : (
                <Input
                  {...box}
                  onChange={(event) => change(event.target.value)}
                  onKeyDown={(event) => handleKeyDown(event, index)}
                />
              )}
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Move ${item} ${index + 1} up`}
                disabled={index === 0}
                onClick={() => moveUp(index)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${item} ${index + 1}`}
                disabled={items.length === 0}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </Button>
            </li>
          )
        })}
      </ul>
      <Button size="sm" onClick={() => insertAfter(shown.length - 1)}>
        <Plus aria-hidden />
        Add {item}
      </Button>
    </div>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
