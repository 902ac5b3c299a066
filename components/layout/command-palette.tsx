'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { CornerDownLeft, Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import * as Primitive from 'radix-ui/dialog'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { Kbd } from '@/components/ui/kbd'

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

export function CommandPalette({ groups, sources, onClose }: CommandPaletteProps) {
  const router = useRouter()
  const [text, setText] = useState('')
  // Typing stays smooth: results follow the text as soon as the browser has time.
  const searched = useDeferredValue(text.trim())

  function go(href: Route): void {
    onClose()
    router.push(href)
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
          <Command loop label="Search and commands" className="flex min-h-0 flex-1 flex-col">
            <div className="flex items-center gap-2.5 border-b border-border px-4">
              <Search aria-hidden className="size-4 shrink-0 text-text-subtle" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={
                  sources.length > 0 ? 'Search runs and portals, or type a command' : 'Type a command'
                }
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-text-subtle"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-1.5 pt-0">
              <Command.Empty className="px-4 py-10 text-center text-sm text-text-muted">
                Nothing matches “{text}”.
              </Command.Empty>
              {searched.length >= MINIMUM_SEARCH_LENGTH
                ? sources.map((source) => (
                    <SourceResults key={source.heading} source={source} text={searched} onChoose={go} />
                  ))
                : null}
              {groups.map((group) => (
                <Command.Group key={group.heading} heading={group.heading} className={GROUP_CLASS}>
                  {group.actions.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={`${group.heading} ${action.label}`}
                      onSelect={() => {
                        onClose()
                        action.onSelect()
                      }}
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
              ))}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function sourceQuery(source: PaletteSource, text: string) {
  return queryOptions({ queryKey: ['palette', source.heading, text], queryFn: () => source.search(text) })
}

type SourceResultsProps = { source: PaletteSource; text: string; onChoose: (href: Route) => void }

/** What one source finds. It has matched the text already, so the palette's own filter must let it through. */
function SourceResults({ source, text, onChoose }: SourceResultsProps) {
  const { data, isPending, isError } = useQuery(sourceQuery(source, text))
  if (isPending) {
    return (
      <Command.Group forceMount heading={source.heading} className={GROUP_CLASS}>
        <p className="px-2.5 py-2 text-sm text-text-subtle">Searching…</p>
      </Command.Group>
    )
  }
  if (isError) {
    return (
      <Command.Group forceMount heading={source.heading} className={GROUP_CLASS}>
        <p role="alert" className="px-2.5 py-2 text-sm text-danger">
          The search did not work. Try again in a moment.
        </p>
      </Command.Group>
    )
  }
  if (data.length === 0) return null
  return (
    <Command.Group forceMount heading={source.heading} className={GROUP_CLASS}>
      {data.map((result) => (
        <Command.Item
          key={result.id}
          forceMount
          value={`${source.heading} ${result.id}`}
          onSelect={() => onChoose(result.href)}
          className={ITEM_CLASS}
        >
          {source.icon}
          <span className="min-w-0 flex-1 truncate">{result.label}</span>
          {result.detail ? <span className="shrink-0 text-xs text-text-subtle">{result.detail}</span> : null}
          <CornerDownLeft aria-hidden className="opacity-0 in-data-[selected=true]:opacity-100" />
        </Command.Item>
      ))}
    </Command.Group>
  )
}
