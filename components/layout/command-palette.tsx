'use client'

import { keepPreviousData, queryOptions, useQueries } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import * as Primitive from 'radix-ui/dialog'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'

export type PaletteResult = { id: string; label: string; detail: string | null; href: Route }

/** Something that can be found by name. Made by the app, so that the palette knows no noun. */
export type PaletteSource = {
  heading: string
  icon: ReactNode
  search: (text: string) => Promise<PaletteResult[]>
}

export type PaletteAction = {
  id: string
  label: string
  icon: ReactNode
  keys?: string
  onSelect: () => void
}

type CommandPaletteProps = {
  groups: readonly { heading: string; actions: readonly PaletteAction[] }[]
  sources: readonly PaletteSource[]
  onClose: () => void
}

const ITEM_CLASS =
  'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-subtle'
const GROUP_CLASS =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-subtle'
const MINIMUM_SEARCH_LENGTH = 2

function sourceQuery(source: PaletteSource, text: string) {
  return queryOptions({
    queryKey: ['palette', source.heading, text],
    queryFn: () => source.search(text),
    enabled: text.length >= MINIMUM_SEARCH_LENGTH,
    placeholderData: keepPreviousData,
  })
}

const matches = (label: string, text: string) => label.toLowerCase().includes(text.toLowerCase())

export function CommandPalette({ groups, sources, onClose }: CommandPaletteProps) {
  const router = useRouter()
  const [text, setText] = useState('')
  // Typing stays smooth: results follow the text as soon as the browser has time.
  const searched = useDeferredValue(text.trim())
  const searches = useQueries({ queries: sources.map((source) => sourceQuery(source, searched)) })
  const isSearching = searches.some((search) => search.isFetching)
  const hasFailed = searches.some((search) => search.isError)
  const found = sources.map((source, index) => ({
    ...source,
    results: searched.length >= MINIMUM_SEARCH_LENGTH ? (searches[index]?.data ?? []) : [],
  }))
  const commands = groups.map(({ heading, actions }) => ({
    heading,
    actions: actions.filter((action) => matches(action.label, searched)),
  }))
  const isEmpty = [...found.map(({ results }) => results), ...commands.map(({ actions }) => actions)].every(
    (list) => list.length === 0,
  )

  function choose(act: () => void): void {
    onClose()
    act()
  }

  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[min(32rem,90dvh)] max-w-xl flex-col overflow-hidden rounded-xl border border-border bg-surface-raised shadow-raised sm:top-[14dvh]"
        >
          <Primitive.Title className="sr-only">Search and commands</Primitive.Title>
          {/* What comes from the database has matched there already, so the palette's own filter stays off. */}
          <Command
            loop
            shouldFilter={false}
            label="Search and commands"
            className="flex min-h-0 flex-1 flex-col"
          >
            <div className="flex items-center gap-2.5 border-b border-border px-4">
              {isSearching ? (
                <Spinner />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-text-subtle" />
              )}
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={sources.length > 0 ? 'Search runs, portals, commands' : 'Type a command'}
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-text-subtle"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-1.5 pt-0">
              {found.map(({ heading, icon, results }) =>
                results.length > 0 ? (
                  <Command.Group key={heading} heading={heading} className={GROUP_CLASS}>
                    {results.map((result) => (
                      <Command.Item
                        key={result.id}
                        value={`${heading} ${result.id}`}
                        onSelect={() => choose(() => router.push(result.href))}
                        className={ITEM_CLASS}
                      >
                        {icon}
                        <span className="min-w-0 flex-1 truncate">
                          <bdi>{result.label}</bdi>
                        </span>
                        {result.detail ? (
                          <span className="shrink-0 text-xs text-text-subtle">{result.detail}</span>
                        ) : null}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ) : null,
              )}
              {commands.map(({ heading, actions }) =>
                actions.length > 0 ? (
                  <Command.Group key={heading} heading={heading} className={GROUP_CLASS}>
                    {actions.map((action) => (
                      <Command.Item
                        key={action.id}
                        value={`${heading} ${action.id}`}
                        onSelect={() => choose(action.onSelect)}
                        className={ITEM_CLASS}
                      >
                        {action.icon}
                        <span className="flex-1">{action.label}</span>
                        {action.keys?.split(' ').map((key) => (
                          <Kbd key={key}>{key.toUpperCase()}</Kbd>
                        ))}
                      </Command.Item>
                    ))}
                  </Command.Group>
                ) : null,
              )}
              {hasFailed ? (
                <p role="alert" className="px-4 py-3 text-sm text-danger">
                  The search did not work. Try again in a moment.
                </p>
              ) : null}
              {isEmpty && !isSearching && !hasFailed ? (
                <p role="status" className="px-4 py-10 text-center text-sm text-text-muted">
                  Nothing matches “{text}”.
                </p>
              ) : null}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
