'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Input } from '@/components/ui/input'
import { useShortcut } from '@/components/ui/use-shortcut'
import { cn } from '@/lib/utils'

const SEARCH_DELAY_MS = 250

type SearchBoxProps = {
  /** Read out as the name of the box. */
  label: string
  placeholder: string
  /** What is searched for now. */
  search: string
  onSearch: (text: string) => void
  className?: string
}

/** Searches a little after the last letter, and at once when it is left. */
export function SearchBox({ label, placeholder, search, onSearch, className }: SearchBoxProps) {
  // What is being typed, down to the trailing blank that the address does not keep.
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useShortcut('search', () => input.current?.focus())
  // Once the box has gone, a search would be written into another page's address.
  useEffect(() => () => clearTimeout(timer.current), [])

  function handleChange(text: string): void {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(text), SEARCH_DELAY_MS)
  }

  function handleBlur(): void {
    if (typed === null) return
    clearTimeout(timer.current)
    if (typed.trim() !== search) onSearch(typed)
    setTyped(null)
  }

  return (
    <div className={cn('relative min-w-44 flex-1 basis-56 sm:max-w-72', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-text-subtle"
      />
      <Input
        aria-label={label}
        ref={input}
        type="search"
        value={typed ?? search}
        placeholder={placeholder}
        onChange={(event) => handleChange(event.target.value)}
        onBlur={handleBlur}
        className="pl-8.5"
      />
    </div>
  )
}
