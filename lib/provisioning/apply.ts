import postgres, { type TransactionSql } from 'postgres'
import { inSchema } from '@/lib/provisioning/facts'
import type { Statement } from '@/lib/provisioning/statements'

export interface Applied {
  statement: Statement
  /** As it ran, with the schema's name. */
  sql: string
}
export interface Refused extends Applied {
  /** What the database said. */
  reason: string
  code: string
}

/** Something it names is not there yet: perhaps a later statement makes it. */
export const NOT_YET: ReadonlySet<string> = new Set(['42P01', '42883', '42704', '42703', '3F000', '42830'])

/**
 * Runs the statements in their order within the caller's transaction. One that names what is not there yet is tried again after the
 * others; one that the data does not allow is undone alone and returned with its reason, and the rest goes on.
 */
export async function applyStatements(
  tx: TransactionSql,
  statements: readonly Statement[],
  schema: string,
): Promise<{ applied: Applied[]; refused: Refused[] }> {
  // A function's body may name what is made after it.
  await tx`select set_config('check_function_bodies', 'off', true), set_config('search_path', '', true)`
  const applied: Applied[] = []
  let waiting = [...statements]
  for (;;) {
    const refused: Refused[] = []
    for (const statement of waiting) {
      const sql = inSchema(statement.sql, schema)
      const reason = await attempt(tx, sql)
      if (reason === null) applied.push({ statement, sql })
      else refused.push({ statement, sql, ...reason })
    }
    const again = refused.filter(({ code }) => NOT_YET.has(code))
    if (again.length === 0 || refused.length === waiting.length) return { applied, refused }
    waiting = refused.map(({ statement }) => statement)
  }
}

async function attempt(tx: TransactionSql, sql: string): Promise<{ reason: string; code: string } | null> {
  try {
    await tx.savepoint((point) => point.unsafe(sql).simple())
    return null
  } catch (error) {
    if (error instanceof postgres.PostgresError) return { reason: error.message, code: error.code }
    throw error
  }
}
