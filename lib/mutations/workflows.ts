import { AppError, unwrap } from '@/lib/errors'
import type { RuleDefinition } from '@/lib/rules/workflows'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

/** Turns all rules of an agency on or off. Throws `forbidden` or `not_found` when the caller may not. */
export async function switchAutomation(
  supabase: DataClient,
  input: { agencyId: string; isEnabled: boolean; hasSwitch: boolean },
): Promise<void> {
  const { agencyId, isEnabled, hasSwitch } = input
  const rows = unwrap(
    hasSwitch
      ? await supabase
          .from('workflow_settings')
          .update({ is_enabled: isEnabled })
          .eq('agency_id', agencyId)
          .select('agency_id')
      : await supabase
          .from('workflow_settings')
          .insert({ agency_id: agencyId, is_enabled: isEnabled })
          .select('agency_id'),
  )
  if (rows.length === 0) throw new AppError('not_found')
}

/** Makes a rule, switched off unless said otherwise, and returns its id. Throws `too_many_rules`, `client_not_found`, `assignee_unknown`. */
export async function createRule(
  supabase: DataClient,
  input: { agencyId: string; name: string; rule: RuleDefinition; isOn: boolean },
): Promise<string> {
  const { event, conditions, action, options } = input.rule
  const [row] = unwrap(
    await supabase
      .from('workflow_triggers')
      .insert({
        agency_id: input.agencyId,
        name: input.name,
        event,
        conditions: conditions as NonNullable<Json>,
        action,
        options: options as NonNullable<Json>,
        is_on: input.isOn,
      })
      .select('id'),
  )
  if (!row) throw new AppError('unexpected')
  return row.id
}

export type RuleChange = {
  name?: string
  conditions?: RuleDefinition['conditions']
  options?: RuleDefinition['options']
  isOn?: boolean
  /** Gone from the list and from work, until it is brought back. */
  isDeleted?: boolean
}

/**
 * Changes a rule as it was seen and returns its new version. Throws `conflict` when it is not at the version named,
 * `client_not_found` or `assignee_unknown` for what the rule names, `too_many_rules` when bringing one back.
 */
export async function changeRule(
  supabase: DataClient,
  input: { agencyId: string; ruleId: string; version: number; change: RuleChange },
): Promise<number> {
  const { name, conditions, options, isOn, isDeleted } = input.change
  const [row] = unwrap(
    await supabase
      .from('workflow_triggers')
      .update({
        ...(name === undefined ? {} : { name }),
        ...(conditions === undefined ? {} : { conditions: conditions as NonNullable<Json> }),
        ...(options === undefined ? {} : { options: options as NonNullable<Json> }),
        ...(isOn === undefined ? {} : { is_on: isOn }),
        // The database puts its own clock's time.
        ...(isDeleted === undefined ? {} : { deleted_at: isDeleted ? new Date().toISOString() : null }),
      })
      .eq('agency_id', input.agencyId)
      .eq('id', input.ruleId)
      .eq('version', input.version)
      .select('version'),
  )
  if (!row) throw new AppError('conflict')
  return row.version
}
