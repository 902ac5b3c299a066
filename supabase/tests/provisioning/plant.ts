import type { Sql } from 'postgres'
import { inSnapshot, readFactsIn } from '../../../lib/provisioning/facts'
import type { Finding } from '../../../lib/provisioning/findings'
import { compareSchema, readReference } from '../../../lib/provisioning/schema-audit'
import type { Drift } from './drifts'
import { REFERENCE } from './test-bed'

class Undone extends Error {}

/** Plants each drift in a schema by itself, reads and compares as an audit does, and takes it back. Returns what nobody found. */
export async function plantEach(
  sql: Sql,
  schema: string,
  drifts: readonly Drift[],
): Promise<{ drift: Drift; findings: string[] }[]> {
  const reference = await inSnapshot(sql, (tx) => readReference(tx, REFERENCE))
  const missed: { drift: Drift; findings: string[] }[] = []
  for (const drift of drifts) {
    let findings: Finding[] = []
    try {
      await sql.begin(async (tx) => {
        await tx
          .unsafe(`set local search_path = ${schema};${drift.sql.replaceAll('{schema}', schema)}`)
          .simple()
        findings = await compareSchema(
          tx,
          reference,
          schema,
          (await readFactsIn(tx, [schema])).get(schema) ?? [],
        )
        throw new Undone()
      })
    } catch (error) {
      // A drift that cannot be planted proves nothing, so it counts as missed.
      if (!(error instanceof Undone)) missed.push({ drift, findings: [String(error)] })
    }
    if (missed.at(-1)?.drift !== drift && !findings.some(({ id }) => id.startsWith(drift.finds)))
      missed.push({ drift, findings: findings.map(({ id }) => id) })
  }
  return missed
}

/** What an audit says of a schema. */
export async function auditOne(sql: Sql, schema: string): Promise<Finding[]> {
  return inSnapshot(sql, async (tx) => {
    const reference = await readReference(tx, REFERENCE)
    return compareSchema(tx, reference, schema, (await readFactsIn(tx, [schema])).get(schema) ?? [])
  })
}
