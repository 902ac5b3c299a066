'use client'

import type { MouseEvent } from 'react'
import { ExecutionLog } from '@/components/workflows/execution-log'
import { RuleList } from '@/components/workflows/rule-list'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { formatWorkflowLogParams, NO_LOG_PARAMS } from '@/lib/rules/workflow-log-params'
import { cn } from '@/lib/utils'

const TABS = [
  { id: 'rules', label: 'Rules' },
  { id: 'log', label: 'Log' },
] as const

type AutomationPanelProps = { agencyId: string; timeZone: string }

/** The rules of an agency and, beside them, what they did. Which of the two is shown stands in the address. */
export function AutomationPanel({ agencyId, timeZone }: AutomationPanelProps) {
  const address = useAddressQuery()
  const { query, hrefWith, setQuery } = address
  const current = query.tab === 'log' ? 'log' : 'rules'
  const toTab = (tab: 'rules' | 'log') => ({
    ...formatWorkflowLogParams(NO_LOG_PARAMS),
    tab: tab === 'log' ? 'log' : undefined,
    edit: undefined,
    new: undefined,
    try: undefined,
  })
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <nav aria-label="Automation">
        <ul className="flex gap-1">
          {TABS.map(({ id, label }) => (
            <li key={id}>
              <a
                href={hrefWith(toTab(id))}
                aria-current={id === current ? 'page' : undefined}
                onClick={(event: MouseEvent) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                  event.preventDefault()
                  setQuery(toTab(id))
                }}
                className={cn(
                  'inline-flex h-8 items-center rounded-md px-2.5 text-sm transition-colors',
                  id === current
                    ? 'bg-hover font-medium text-text'
                    : 'text-text-muted hover:bg-hover hover:text-text',
                )}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {current === 'log' ? (
        <ExecutionLog agencyId={agencyId} timeZone={timeZone} address={address} />
      ) : (
        <RuleList agencyId={agencyId} timeZone={timeZone} address={address} />
      )}
    </div>
  )
}
