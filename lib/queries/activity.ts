import type { ActivityRow } from '@/lib/rules/activity'
import type { Json } from '@/lib/supabase/database.types'

/** Columns of a history row, as other nouns embed them. */
export const ACTIVITY_COLUMNS = 'id, table_name, row_id, action, actor_id, old_values, new_values, created_at'

type StoredActivity = {
  id: number
  table_name: string
  row_id: string
  action: string
  actor_id: string | null
  old_values: Json
  new_values: Json
  created_at: string
}

export function toActivityRow(row: StoredActivity): ActivityRow {
  return {
    id: row.id,
    tableName: row.table_name,
    rowId: row.row_id,
    action: row.action === 'insert' || row.action === 'delete' ? row.action : 'update',
    actorId: row.actor_id,
    oldValues: toObject(row.old_values),
    newValues: toObject(row.new_values),
    at: row.created_at,
  }
}

function toObject(value: Json): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}
