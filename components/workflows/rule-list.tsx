'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, Workflow } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Switch } from '@/components/ui/switch'
import type { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'
import { RuleRow } from '@/components/workflows/rule-row'
import { RuleSkeleton } from '@/components/workflows/rule-skeleton'
import { useRuleActions } from '@/components/workflows/use-rule-actions'
import { automationQuery } from '@/lib/queries/workflows'
import { browserClient } from '@/lib/supabase/browser'

const loadDrawer = () => import('@/components/workflows/rule-drawer').then((module) => module.RuleDrawer)
const RuleDrawer = dynamic(loadDrawer, { ssr: false })
const loadTrial = () => import('@/components/workflows/rule-trial').then((module) => module.RuleTrial)
const RuleTrial = dynamic(loadTrial, { ssr: false })

type RuleListProps = { agencyId: string; timeZone: string; address: ReturnType<typeof useAddressQuery> }

/** Every rule of the agency as a sentence, with its switch, below the switch for all of them. */
export function RuleList({ agencyId, timeZone, address }: RuleListProps) {
  const { query, setQuery } = address
  const automation = useQuery(automationQuery(browserClient(), agencyId))
  const { turn, remove, turnAll, announceChange } = useRuleActions(agencyId)
  const switchId = useId()
  const openNew = () => setQuery({ new: '1' })
  useShortcut('new', openNew)

  const rules = automation.data?.rules ?? []
  const edited = rules.find(({ id }) => id === query.edit) ?? null
  const tried = rules.find(({ id }) => id === query.try) ?? null
  const isPaused = automation.data?.isEnabled === false
  const newButton = (
    <Button variant="primary" onPointerEnter={() => void loadDrawer()} onClick={openNew}>
      <Plus aria-hidden />
      New rule
    </Button>
  )

  function renderBody() {
    if (automation.isPending) return <RuleSkeleton />
    if (automation.isError)
      return <ErrorState error={automation.error} onRetry={() => void automation.refetch()} />
    if (rules.length === 0)
      return (
        <EmptyState
          icon={<Workflow />}
          title="No rules yet"
          description="A rule does what somebody would have to remember: a ticket for every critical alert, say, or a word when a client has not been spoken with."
          action={newButton}
        />
      )
    return (
      <ul className="divide-y divide-border">
        {rules.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            timeZone={timeZone}
            isPaused={isPaused}
            // What it would have done comes first; switching off needs no thought.
            onSwitch={(isOn) => (isOn ? setQuery({ try: rule.id }) : void turn(rule, false))}
            onEdit={() => setQuery({ edit: rule.id })}
            onTry={() => setQuery({ try: rule.id })}
            onLog={() => setQuery({ tab: 'log', of: rule.id })}
            onDelete={() => void remove(rule)}
          />
        ))}
      </ul>
    )
  }

  return (
    <>
      {automation.data ? (
        <section
          aria-label="All rules"
          className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-border bg-surface px-4 py-3"
        >
          <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
            <Switch
              id={switchId}
              aria-describedby={`${switchId}-says`}
              className="mt-0.5"
              checked={!isPaused}
              onChange={(event) => void turnAll(automation.data, event.target.checked)}
            />
            <div className="min-w-0 text-sm">
              <label htmlFor={switchId} className="font-medium">
                Automation
              </label>
              <p id={`${switchId}-says`} className="text-text-muted">
                {isPaused
                  ? 'Off: no rule acts, and what happens meanwhile is not made up for.'
                  : 'On: rules act by themselves, each event once, on what happens from now on.'}
              </p>
            </div>
          </div>
          {rules.length > 0 ? newButton : null}
        </section>
      ) : null}
      <section
        aria-label="Rules"
        className={
          isPaused
            ? 'overflow-hidden rounded-lg border border-dashed border-border-strong bg-surface'
            : 'overflow-hidden rounded-lg border border-border bg-surface'
        }
      >
        {renderBody()}
      </section>
      {rules.length > 0 ? (
        <p className="text-xs text-text-subtle">
          Rules look at events within a minute, and at silence and standstill every quarter of an hour. What a
          rule has made never sets off a rule.
        </p>
      ) : null}
      {query.new || edited ? (
        <RuleDrawer
          key={edited?.id ?? 'new'}
          agencyId={agencyId}
          timeZone={timeZone}
          rule={edited}
          onClose={() => setQuery({ new: undefined, edit: undefined })}
          onCreated={(ruleId) => setQuery({ new: undefined, try: ruleId }, { isReplacing: true })}
          onChanged={announceChange}
        />
      ) : null}
      {tried ? (
        <RuleTrial
          key={tried.id}
          rule={tried}
          timeZone={timeZone}
          onSwitch={() => {
            setQuery({ try: undefined }, { isReplacing: true })
            void turn(tried, true)
          }}
          onClose={() => setQuery({ try: undefined })}
        />
      ) : null}
    </>
  )
}
