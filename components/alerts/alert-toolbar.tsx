'use client'

import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { SEVERITY_ICONS } from '@/components/alerts/alert-badges'
import { ClientFilter } from '@/components/alerts/client-filter'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useShortcut } from '@/components/ui/use-shortcut'
import type { AlertPage, AlertScope } from '@/lib/queries/alerts'
import { ALERT_TABS, VIEWER_TABS, type AlertListParams, type AlertTab } from '@/lib/rules/alert-list-params'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { ALERT_COUNT_CAP, SEVERITIES, type AlertCounts, type Severity } from '@/lib/rules/alerts'
import { cn } from '@/lib/utils'

const TAB_WORDS: Record<AlertTab, string> = {
  live: 'Live',
  open: 'Open',
  acknowledged: 'Acknowledged',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
}
const VIEWER_TAB_WORDS = { live: 'Current', resolved: 'Solved' }

const SEARCH_DELAY_MS = 250

type AlertToolbarProps = {
  scope: AlertScope
  params: AlertListParams
  page: AlertPage | undefined
  onChange: (change: Partial<AlertListParams>, isReplacing?: boolean) => void
}

const written = (count: number) => (count >= ALERT_COUNT_CAP ? `${ALERT_COUNT_CAP}+` : String(count))

/** What a tab holds as it opens; the live ones leave out those that sleep. */
function countOfTab(tab: AlertTab, counts: AlertCounts, isStaff: boolean, hasSnoozed: boolean): number {
  if (tab !== 'live') return counts[tab]
  return isStaff && !hasSnoozed ? counts.awake : counts.live
}

export function AlertToolbar({ scope, params, page, onChange }: AlertToolbarProps) {
  const counts = page?.counts
  const { isStaff } = scope
  const tabs = (isStaff ? ALERT_TABS : VIEWER_TABS).map((tab) => ({
    value: tab,
    label: (
      <>
        {isStaff ? TAB_WORDS[tab] : VIEWER_TAB_WORDS[tab as keyof typeof VIEWER_TAB_WORDS]}
        {counts ? (
          <span className="text-xs text-text-subtle tabular-nums">
            {written(countOfTab(tab, counts, isStaff, params.hasSnoozed))}
          </span>
        ) : null}
      </>
    ),
  }))
  const toggle = (severity: Severity) =>
    onChange({
      severities: params.severities.includes(severity)
        ? params.severities.filter((one) => one !== severity)
        : SEVERITIES.filter((one) => one === severity || params.severities.includes(one)),
    })

  return (
    <div role="search" aria-label="Alerts" className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <div className="-mx-4 max-w-[100vw] overflow-x-auto px-4 [scrollbar-width:none] sm:mx-0 sm:max-w-full sm:px-0">
          <Segmented
            label="Which alerts"
            value={params.tab}
            options={tabs}
            onValueChange={(tab) => onChange({ tab, hasSnoozed: false })}
          />
        </div>
        <SearchBox search={params.search} onSearch={(search) => onChange({ search }, true)} />
      </div>
      {isStaff ? (
        <div className="flex flex-wrap items-center gap-1.5">
          <div role="group" aria-label="Severity" className="flex flex-wrap gap-1.5">
            {SEVERITIES.map((severity) => (
              <button
                key={severity}
                type="button"
                aria-pressed={params.severities.includes(severity)}
                onClick={() => toggle(severity)}
                className={cn(
                  'inline-flex h-8 items-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors [&_svg]:size-3.5',
                  params.severities.includes(severity)
                    ? 'border-accent bg-accent-soft font-medium text-accent'
                    : 'border-border text-text-muted hover:bg-hover hover:text-text',
                )}
              >
                {SEVERITY_ICONS[severity]}
                {SEVERITY_WORDS[severity]}
                {counts && params.tab === 'live' && !params.hasSnoozed ? (
                  <span className="text-xs tabular-nums">{written(counts[severity])}</span>
                ) : null}
              </button>
            ))}
          </div>
          {scope.clientId === null ? (
            <ClientFilter
              agencyId={scope.agencyId}
              clientId={params.clientId}
              name={page?.client?.name ?? null}
              onChoose={(clientId) => onChange({ clientId })}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function SearchBox({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  // What is being typed, down to the trailing blank that the address does not keep.
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useShortcut('search', () => input.current?.focus())

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
    <div className="relative min-w-44 flex-1 basis-56 sm:ml-auto sm:max-w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-text-subtle"
      />
      <Input
        aria-label="Search alerts by title"
        ref={input}
        type="search"
        value={typed ?? search}
        placeholder="Search by title"
        onChange={(event) => handleChange(event.target.value)}
        onBlur={handleBlur}
        className="pl-8.5"
      />
    </div>
  )
}
