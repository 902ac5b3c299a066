'use client'

import { keepPreviousData, queryOptions, useQueries } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import * as Primitive from 'radix-ui/dialog'
import { useState, type ReactNode } from 'react'
import { PaletteGroup, PaletteItem } from '@/components/layout/palette-item'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { useDebounced } from '@/components/ui/use-debounced'
import { useFocusReturn } from '@/components/ui/use-focus-return'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'

export type PaletteResult = { kind: string; id: string; label: string; detail: string | null; href: Route }

export type PaletteResultGroup = { heading: string; results: readonly PaletteResult[] }

/** A place in which things are found. Made by the app, so that the palette knows no noun. */
export type PaletteSource = {
  id: string
  search: (text: string, signal: AbortSignal) => Promise<PaletteResultGroup[]>
}

export type PaletteAction = {
  id: string
  label: string
  icon: ReactNode
  keys?: string
  onSelect: () => void
}

type CommandPaletteProps = {
  /** What can be done where the person is; stands above everything else. */
  context: { heading: string; actions: readonly PaletteAction[] } | null
  groups: readonly { heading: string; actions: readonly PaletteAction[] }[]
  /** What was opened lately. */
  recents: readonly PaletteResult[]
  sources: readonly PaletteSource[]
  /** By the kind of a result. */
  icons: Readonly<Record<string, ReactNode>>
  /** What the sources hold, in words: "clients, tickets and runs". */
  searched: string
  canSearch: (text: string) => boolean
  /** What a text alone leads to, before any answer, such as a number. */
  jumpOf: (text: string) => PaletteResult | null
  onOpen: (result: PaletteResult) => void
  onClose: () => void
}

const DEBOUNCE_MS = 120

function sourceQuery(source: PaletteSource, text: string, isEnabled: boolean) {
  return queryOptions({
    queryKey: ['palette', source.id, text],
    queryFn: ({ signal }) => source.search(text, signal),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    // Somebody is waiting: what went wrong is said at once, with a button to try again.
    retry: false,
  })
}

const matches = (label: string, text: string) => label.toLowerCase().includes(text.toLowerCase())

export function CommandPalette(props: CommandPaletteProps) {
  const { context, groups, recents, sources, icons, searched, canSearch, jumpOf, onOpen, onClose } = props
  const router = useRouter()
  const focusReturn = useFocusReturn()
  const [text, setText] = useState('')
  const [picked, setPicked] = useState('')
  const typed = text.trim()
  const asked = useDebounced(typed, DEBOUNCE_MS)
  const canAsk = canSearch(asked)
  // An answer belongs to the text that it was asked for: late ones land in the cache and are never shown for another.
  const searches = useQueries({ queries: sources.map((source) => sourceQuery(source, asked, canAsk)) })
  const isAsking = sources.length > 0 && canSearch(typed)
  const isSearching = isAsking && (typed !== asked || searches.some((search) => search.isFetching))
  const failures = isAsking && !isSearching ? searches.filter((search) => search.isError) : []
  const found = isAsking ? distinct(searches.flatMap((search) => search.data ?? [])) : []
  const jump = isSearching ? jumpOf(typed) : null
  const commands = [...(context ? [context] : []), ...groups]
    .map(({ heading, actions }) => ({
      heading,
      actions: actions.filter((action) => matches(action.label, typed)),
    }))
    .filter(({ actions }) => actions.length > 0)
  const isEmpty = found.length === 0 && commands.length === 0 && !jump

  function choose(act: () => void): void {
    onClose()
    act()
  }

  const open = (result: PaletteResult) =>
    choose(() => {
      onOpen(result)
      router.push(result.href)
    })
  const renderResults = (heading: string, results: readonly PaletteResult[]) => (
    <PaletteGroup key={heading} heading={heading}>
      {results.map((result) => (
        <PaletteItem
          key={`${result.kind} ${result.id}`}
          value={resultValue(heading, result)}
          icon={icons[result.kind]}
          label={result.label}
          detail={result.detail}
          onSelect={() => open(result)}
        />
      ))}
    </PaletteGroup>
  )
  const renderCommands = ({ heading, actions }: (typeof commands)[number]) => (
    <PaletteGroup key={heading} heading={heading}>
      {actions.map((action) => (
        <PaletteItem
          key={action.id}
          value={actionValue(heading, action)}
          icon={action.icon}
          label={action.label}
          {...(action.keys ? { keys: action.keys } : {})}
          onSelect={() => choose(action.onSelect)}
        />
      ))}
    </PaletteGroup>
  )
  const isContext = ({ heading }: { heading: string }) => heading === context?.heading
  const recent = typed === '' ? recents : []
  const commandValues = (group: (typeof commands)[number]) =>
    group.actions.map((action) => actionValue(group.heading, action))
  // What is found comes late, and the Enter key has to mean something whenever it is pressed: the first of what is shown.
  const values = [
    ...commands.filter(isContext).flatMap(commandValues),
    ...recent.map((result) => resultValue('Recent', result)),
    ...(jump ? [resultValue('Jump to', jump)] : []),
    ...commands.filter((group) => !isContext(group)).flatMap(commandValues),
    ...found.flatMap(({ heading, results }) => results.map((result) => resultValue(heading, result))),
  ]

  return (
    <Primitive.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Primitive.Content
          {...focusReturn}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[min(34rem,90dvh)] max-w-xl flex-col overflow-hidden rounded-xl border border-border bg-surface-raised shadow-raised sm:top-[12dvh]"
        >
          <Primitive.Title className="sr-only">Search and commands</Primitive.Title>
          {/* What comes from the database has matched there already, so the palette's own filter stays off. */}
          <Command
            loop
            shouldFilter={false}
            value={values.includes(picked) ? picked : (values[0] ?? '')}
            onValueChange={setPicked}
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
                placeholder={sources.length > 0 ? 'Search, #number or a command' : 'Type a command'}
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-text-subtle"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List
              aria-busy={isSearching}
              className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5 pt-0"
            >
              {commands.filter(isContext).map(renderCommands)}
              {recent.length > 0 ? renderResults('Recent', recent) : null}
              {jump ? renderResults('Jump to', [jump]) : null}
              {commands.filter((group) => !isContext(group)).map(renderCommands)}
              {found.map(({ heading, results }) => renderResults(heading, results))}
            </Command.List>
          </Command>
          {/* A list of options may hold nothing else, and inside of Command the Enter key belongs to its items. */}
          {failures.length > 0 ? (
            <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-2.5 py-3 text-sm">
              <p className="min-w-0 flex-1 basis-56">
                <span className="font-medium text-danger">The search did not work.</span>{' '}
                <span className="text-text-muted">{errorMessage(toAppError(failures[0]?.error)).title}.</span>
              </p>
              <Button size="sm" onClick={() => failures.forEach((failure) => void failure.refetch())}>
                Try again
              </Button>
            </div>
          ) : null}
          {isEmpty && !isSearching && failures.length === 0 ? (
            <div role="status" className="px-4 py-10 text-center text-sm">
              <p className="font-medium">
                Nothing found for “<bdi>{typed}</bdi>”
              </p>
              <p className="mt-1 text-text-muted">
                {isAsking
                  ? `Looked through ${searched}.`
                  : sources.length > 0
                    ? 'Two letters or more search everything.'
                    : 'No command has this name.'}
              </p>
            </div>
          ) : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

const resultValue = (heading: string, { kind, id }: PaletteResult) => `${heading} ${kind} ${id}`
const actionValue = (heading: string, { id }: PaletteAction) => `${heading} ${id}`

/** What an earlier group shows, a later one leaves out. */
function distinct(groups: readonly PaletteResultGroup[]): PaletteResultGroup[] {
  const shown = new Set<string>()
  return groups
    .map(({ heading, results }) => ({
      heading,
      results: results.filter(({ kind, id }) => {
        const key = `${kind} ${id}`
        return !shown.has(key) && shown.add(key)
      }),
    }))
    .filter(({ results }) => results.length > 0)
}
