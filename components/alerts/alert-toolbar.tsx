'use client'

import { SEVERITY_ICONS } from '@/components/alerts/alert-badges'
import { ClientFilter } from '@/components/alerts/client-filter'
import { FilterChip } from '@/components/ui/filter-chip'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import type { AlertPage, AlertScope } from '@/lib/queries/alerts'
import {
  ALERT_TABS,
  countOfTab,
  VIEWER_TABS,
  type AlertListParams,
  type AlertTab,
} from '@/lib/rules/alert-list-params'
import { SEVERITY_WORDS } from '@/lib/rules/alert-words'
import { ALERT_COUNT_CAP, SEVERITIES, type Severity } from '@/lib/rules/alerts'
import { spanWords } from '@/lib/rules/spans'
import { cn } from '@/lib/utils'

const TAB_WORDS: Record<AlertTab, string> = {
  live: 'Live',
  open: 'Open',
  acknowledged: 'Acknowledged',
  snoozed: 'Snoozed',
  resolved: 'Resolved',
  all: 'All',
}
const VIEWER_TAB_WORDS = { live: 'Current', resolved: 'Solved' }

type AlertToolbarProps = {
  scope: AlertScope
  params: AlertListParams
  page: AlertPage | undefined
  /** The agency's. */
  timeZone: string
  onChange: (change: Partial<AlertListParams>, isReplacing?: boolean) => void
}

const written = (count: number) => (count >= ALERT_COUNT_CAP ? `${ALERT_COUNT_CAP}+` : String(count))

export function AlertToolbar({ scope, params, page, timeZone, onChange }: AlertToolbarProps) {
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
        <SearchBox
          label="Search alerts by title"
          placeholder="Search by title"
          search={params.search}
          onSearch={(search) => onChange({ search }, true)}
          className="sm:ml-auto sm:max-w-64"
        />
      </div>
      {isStaff ? (
        <div className="-mx-4 flex items-center gap-1.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:px-0">
          <div role="group" aria-label="Severity" className="flex gap-1.5">
            {SEVERITIES.map((severity) => (
              <button
                key={severity}
                type="button"
                aria-pressed={params.severities.includes(severity)}
                onClick={() => toggle(severity)}
                className={cn(
                  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm whitespace-nowrap transition-colors [&_svg]:size-3.5',
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
          {params.raised ? (
            <FilterChip
              label={`Raised ${spanWords(params.raised, timeZone)}`}
              onRemove={() => onChange({ raised: null })}
            />
          ) : null}
          {params.resolved ? (
            <FilterChip
              label={`Resolved ${spanWords(params.resolved, timeZone)}`}
              onRemove={() => onChange({ resolved: null })}
            />
          ) : null}
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
