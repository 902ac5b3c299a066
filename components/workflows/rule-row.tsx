'use client'

import { TextLink } from '@/components/ui/text-link'
import { Switch } from '@/components/ui/switch'
import { RuleMenu } from '@/components/workflows/rule-menu'
import { RuleWords } from '@/components/workflows/rule-words'
import { formatDateTime } from '@/lib/dates'
import { paths } from '@/lib/paths'
import type { Rule } from '@/lib/queries/workflows'

type RuleRowProps = {
  rule: Rule
  timeZone: string
  isPaused: boolean
  onSwitch: (isOn: boolean) => void
  onEdit: () => void
  onTry: () => void
  onLog: () => void
  onDelete: () => void
}

export function RuleRow({
  rule,
  timeZone,
  isPaused,
  onSwitch,
  onEdit,
  onTry,
  onLog,
  onDelete,
}: RuleRowProps) {
  const { done, failed } = rule.lately
  return (
    <li className="flex items-start gap-3 px-4 py-3.5">
      <Switch
        aria-label={`Rule ${rule.name}`}
        className="mt-0.5"
        checked={rule.isOn}
        onChange={(event) => onSwitch(event.target.checked)}
      />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          dir="auto"
          onClick={onEdit}
          className="min-h-6 rounded-sm text-left text-sm font-medium wrap-anywhere hover:underline"
        >
          {rule.name}
        </button>
        <p className="mt-0.5 max-w-prose text-sm text-text-muted">
          <RuleWords rule={rule} names={rule.names} />
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-text-subtle">
          <span>{standing(rule, isPaused, timeZone)}</span>
          {done > 0 ? (
            <TextLink href={paths.automation({ tab: 'log', of: rule.id })} className="tabular-nums">
              acted {done === 1 ? 'once' : `${done >= 1000 ? '1,000+' : done} times`} in 30 days
            </TextLink>
          ) : null}
          {failed > 0 ? (
            <TextLink
              href={paths.automation({ tab: 'log', of: rule.id, status: 'failed' })}
              className="font-medium text-danger tabular-nums"
            >
              failed {failed === 1 ? 'once' : `${failed} times`}
            </TextLink>
          ) : null}
        </p>
      </div>
      <RuleMenu name={rule.name} onEdit={onEdit} onTry={onTry} onLog={onLog} onDelete={onDelete} />
    </li>
  )
}

function standing({ isOn, onSince }: Rule, isPaused: boolean, timeZone: string): string {
  if (!isOn) return 'Off'
  if (isPaused) return 'Waits until automation is on'
  return onSince ? `On since ${formatDateTime(onSince, timeZone, 'date')}` : 'On'
}
