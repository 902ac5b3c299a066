import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { AppError, toAppError, unwrap } from '@/lib/errors'
import { keysetFilter, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import type { WorkflowLogParams } from '@/lib/rules/workflow-log-params'
import {
  EXECUTION_STATUSES,
  WORKFLOW_ACTIONS,
  WORKFLOW_EVENTS,
  type ExecutionStatus,
  type RuleDefinition,
  type RuleNames,
  type RuleValues,
} from '@/lib/rules/workflows'
import type { Json } from '@/lib/supabase/database.types'
import type { DataClient } from '@/lib/supabase/types'

export type Rule = RuleDefinition & {
  id: string
  name: string
  isOn: boolean
  onSince: string | null
  /** Counts its changes; a writer names the one they saw. */
  version: number
  names: RuleNames
  /** What it did in the last thirty days, counted up to a thousand. */
  lately: { done: number; failed: number; lastAt: string | null }
}

export type Automation = {
  isEnabled: boolean
  /** False until somebody sets the switch for the first time. */
  hasSwitch: boolean
  rules: Rule[]
}

export type Execution = {
  id: string
  ruleName: string
  at: string
  happenedAt: string
  status: ExecutionStatus
  detail: string | null
  subject: { type: string; id: string; label: string }
  product: { type: string; id: string; label: string } | null
  clientId: string | null
  clientName: string | null
  peopleTold: number
}

export type ExecutionPage = {
  isEnabled: boolean
  /** Every rule there is or was, for the filter. */
  rules: { id: string; name: string; isDeleted: boolean }[]
  executions: Execution[]
  previous: Cursor | null
  next: Cursor | null
}

export type DryRunMatch = {
  at: string
  type: string
  id: string
  label: string
  clientName: string | null
  /** How many would be told; null where it depends on the rule alone. */
  people: number | null
}
export type DryRun = { total: number; matches: DryRunMatch[] }

export const EXECUTIONS_PER_PAGE = 30
const RULES_SHOWN = 200

export const workflowKeys = {
  all: ['workflows'] as const,
  rules: (agencyId: string) => [...workflowKeys.all, 'rules', agencyId] as const,
  logs: (agencyId: string) => [...workflowKeys.all, 'log', agencyId] as const,
  log: (agencyId: string, params: WorkflowLogParams) => [...workflowKeys.logs(agencyId), params] as const,
  dryRun: (rule: RuleDefinition) => [...workflowKeys.all, 'dry-run', rule] as const,
}

/** The rules of an agency and the switch for all of them, in one request. Throws `not_found` to whoever may not see the agency. */
export function automationQuery(supabase: DataClient, agencyId: string) {
  return queryOptions({
    queryKey: workflowKeys.rules(agencyId),
    queryFn: async ({ signal }): Promise<Automation> => {
      const { data, error, status } = await supabase
        .from('agencies')
        .select(
          'id, workflow_settings(is_enabled), workflow_triggers(id, name, event, conditions, action, options, is_on, on_since, version, created_at, named, tally)',
        )
        .eq('id', agencyId)
        .eq('workflow_settings.agency_id', agencyId)
        .eq('workflow_triggers.agency_id', agencyId)
        .is('workflow_triggers.deleted_at', null)
        .order('created_at', { referencedTable: 'workflow_triggers' })
        .order('id', { referencedTable: 'workflow_triggers' })
        .limit(RULES_SHOWN, { referencedTable: 'workflow_triggers' })
        .abortSignal(signal)
        .maybeSingle()
      if (error) throw toAppError(error, status)
      if (!data) throw new AppError('not_found')
      const setting = settingOf(data.workflow_settings)
      return {
        isEnabled: setting?.is_enabled ?? true,
        hasSwitch: setting !== undefined,
        rules: data.workflow_triggers.flatMap((row) => toRule(row) ?? []),
      }
    },
  })
}

type StoredSetting = { is_enabled: boolean }

/** There is one at most, and an API that does not conclude so from its unique index sends a list. */
const settingOf = (embedded: StoredSetting | readonly StoredSetting[] | null): StoredSetting | undefined =>
  [embedded].flat().find((setting) => setting !== null)

type StoredRule = {
  id: string
  name: string
  event: string
  conditions: Json
  action: string
  options: Json
  is_on: boolean
  on_since: string | null
  version: number
  named: Json | null
  tally: Json | null
}

/** Null for a kind of rule that this version does not know. */
function toRule(row: StoredRule): Rule | null {
  const event = oneOf(WORKFLOW_EVENTS, row.event)
  const action = oneOf(WORKFLOW_ACTIONS, row.action)
  if (!event || !action) return null
  const named = toValues(row.named)
  const tally = toValues(row.tally)
  return {
    id: row.id,
    name: row.name,
    event,
    conditions: toValues(row.conditions),
    action,
    options: toValues(row.options),
    isOn: row.is_on,
    onSince: row.on_since,
    version: row.version,
    names: { client: toText(named.client), assignee: toText(named.assignee), author: toText(named.author) },
    lately: {
      done: Number(tally.done ?? 0),
      failed: Number(tally.failed ?? 0),
      lastAt: toText(tally.last_at),
    },
  }
}

const toText = (value: unknown) => (typeof value === 'string' ? value : null)
const toValues = (value: Json | null): RuleValues =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

/** One page of what the rules of an agency did, newest first, with the rules to choose from, in one request. */
export function executionLogQuery(supabase: DataClient, agencyId: string, params: WorkflowLogParams) {
  return queryOptions({
    queryKey: workflowKeys.log(agencyId, params),
    queryFn: ({ signal }) => listExecutions(supabase, agencyId, params, signal),
    // The entries in view stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
}

async function listExecutions(
  supabase: DataClient,
  agencyId: string,
  { status: wanted, ruleId, cursor }: WorkflowLogParams,
  signal: AbortSignal,
): Promise<ExecutionPage> {
  if (!isUuid(agencyId)) throw new AppError('not_found')
  const referencedTable = 'workflow_executions'
  const isBackwards = cursor?.direction === 'before'
  let query = supabase
    .from('agencies')
    .select(
      'id, workflow_settings(is_enabled), workflow_triggers(id, name, deleted_at), workflow_executions(id, created_at, happened_at, status, detail, subject_type, subject_id, subject_label, product_type, product_id, product_label, people_told, client_id, client:clients(name), rule:workflow_triggers(name))',
    )
    .eq('id', agencyId)
    .eq('workflow_settings.agency_id', agencyId)
    .eq('workflow_triggers.agency_id', agencyId)
    .eq('workflow_executions.agency_id', agencyId)
    .order('name', { referencedTable: 'workflow_triggers' })
    .limit(RULES_SHOWN, { referencedTable: 'workflow_triggers' })
  if (wanted) query = query.eq('workflow_executions.status', wanted)
  if (ruleId) query = query.eq('workflow_executions.trigger_id', ruleId)
  if (cursor) {
    const { or, bound } = keysetFilter('created_at', false, false, cursor)
    query = query.or(or, { referencedTable })
    if (bound) query = query.filter('workflow_executions.created_at', bound.operator, bound.value)
  }
  const { data, error, status } = await query
    .order('created_at', { referencedTable, ascending: isBackwards })
    .order('id', { referencedTable, ascending: isBackwards })
    // One more than shown tells whether there is a further page, without counting.
    .limit(EXECUTIONS_PER_PAGE + 1, { referencedTable })
    .abortSignal(signal)
    .maybeSingle()
  if (error) throw toAppError(error, status)
  if (!data) throw new AppError('not_found')
  const hasMore = data.workflow_executions.length > EXECUTIONS_PER_PAGE
  const page = data.workflow_executions.slice(0, EXECUTIONS_PER_PAGE)
  if (isBackwards) page.reverse()
  const edge = (row: (typeof page)[number] | undefined, direction: Cursor['direction']) =>
    row ? { direction, value: row.created_at, id: row.id } : null
  return {
    isEnabled: settingOf(data.workflow_settings)?.is_enabled ?? true,
    rules: data.workflow_triggers.map((rule) => ({
      id: rule.id,
      name: rule.name,
      isDeleted: rule.deleted_at !== null,
    })),
    executions: page.map((row) => ({
      id: row.id,
      ruleName: row.rule.name,
      at: row.created_at,
      happenedAt: row.happened_at,
      status: oneOf(EXECUTION_STATUSES, row.status) ?? 'failed',
      detail: row.detail,
      subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
      product:
        row.product_type && row.product_id
          ? { type: row.product_type, id: row.product_id, label: row.product_label ?? '' }
          : null,
      clientId: row.client_id,
      clientName: row.client?.name ?? null,
      peopleTold: row.people_told,
    })),
    previous: (isBackwards ? hasMore : cursor !== null) ? edge(page[0], 'before') : null,
    next: isBackwards || hasMore ? edge(page.at(-1), 'after') : null,
  }
}

/** What a rule would have acted on in the last thirty days: the newest fifty, and how many in all. Throws `invalid_rule`. */
export function dryRunQuery(supabase: DataClient, rule: RuleDefinition) {
  const { event, conditions, action, options } = rule
  return queryOptions({
    queryKey: workflowKeys.dryRun({ event, conditions, action, options }),
    queryFn: async ({ signal }): Promise<DryRun> => {
      const rows = unwrap(
        await supabase
          .rpc('dry_run_workflow', {
            event,
            conditions: conditions as Json,
            action,
            options: options as Json,
          })
          .abortSignal(signal),
      )
      return {
        total: rows[0]?.total ?? 0,
        matches: rows.map((row) => ({
          at: row.happened_at,
          type: row.subject_type,
          id: row.subject_id,
          // Only tickets have one; the generated types know no empty columns of functions.
          label: (row.number as number | null) === null ? row.label : `#${row.number} ${row.label}`,
          clientName: row.client_name,
          people: row.people,
        })),
      }
    },
    // What happened a minute ago is part of the answer.
    staleTime: 0,
  })
}
