import { formatCursor, parseCursor, type Cursor } from '@/lib/rules/keyset'
import { isUuid, oneOf } from '@/lib/rules/runs'
import { EXECUTION_STATUSES, type ExecutionStatus } from '@/lib/rules/workflows'

/** Everything that decides which entries of the log are shown. All of it lives in the address. */
export type WorkflowLogParams = {
  status: ExecutionStatus | null
  ruleId: string | null
  cursor: Cursor | null
}

type Query = Record<string, string | string[] | undefined>

/** Reads the log's parameters from an address. Whatever makes no sense counts as not given. */
export function parseWorkflowLogParams(query: Query): WorkflowLogParams {
  const read = (name: string) => [query[name]].flat()[0] ?? ''
  const direction = read('after') ? 'after' : 'before'
  const ruleId = read('of')
  return {
    status: oneOf(EXECUTION_STATUSES, read('status')),
    ruleId: isUuid(ruleId) ? ruleId : null,
    cursor: parseCursor(direction, read(direction), {
      value: (value) => !Number.isNaN(Date.parse(value)),
      id: isUuid,
    }),
  }
}

/** The inverse of `parseWorkflowLogParams`: only what is set. */
export function formatWorkflowLogParams({
  status,
  ruleId,
  cursor,
}: WorkflowLogParams): Record<string, string | undefined> {
  return {
    status: status ?? undefined,
    of: ruleId ?? undefined,
    after: cursor?.direction === 'after' ? formatCursor(cursor) : undefined,
    before: cursor?.direction === 'before' ? formatCursor(cursor) : undefined,
  }
}

export const NO_LOG_PARAMS: WorkflowLogParams = { status: null, ruleId: null, cursor: null }
