import type { MouseEvent } from 'react'
import { ScrollLine } from '@/components/ui/scroll-line'
import { cn } from '@/lib/utils'

type ListTabsProps<Id extends string> = {
  /** Read out as the name of the group. */
  label: string
  current: Id
  tabs: readonly {
    id: Id
    label: string
    /** As it is to be read; null while it is not that of the list. */
    count: string | null
    isAlarming?: boolean
  }[]
  /** The address that a tab has, so that it opens in a window of its own, too. */
  hrefOf: (id: Id) => string
  onChange: (id: Id) => void
}

/** The parts of a list side by side, each with how much is in it; on phones they scroll within their own line. */
export function ListTabs<Id extends string>({ label, current, tabs, hrefOf, onChange }: ListTabsProps<Id>) {
  return (
    <ScrollLine label={label} current={current} className="-mx-4 px-4 sm:mx-0 sm:px-0">
      <ul className="flex w-max gap-1 py-0.5">
        {tabs.map((tab) => (
          <li key={tab.id}>
            <a
              href={hrefOf(tab.id)}
              aria-current={tab.id === current ? 'page' : undefined}
              onClick={(event: MouseEvent) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                event.preventDefault()
                onChange(tab.id)
              }}
              className={cn(
                'inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors',
                tab.id === current
                  ? 'bg-hover font-medium text-text'
                  : 'text-text-muted hover:bg-hover hover:text-text',
              )}
            >
              {tab.label}
              {tab.count === null ? null : (
                <span
                  className={cn('text-xs tabular-nums', tab.isAlarming ? 'text-danger' : 'text-text-subtle')}
                >
                  {tab.count}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </ScrollLine>
  )
}
