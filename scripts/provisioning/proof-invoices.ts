import postgres, { type Sql } from 'postgres'
import { inSnapshot } from '../../lib/provisioning/facts'
import { readReference } from '../../lib/provisioning/schema-audit'
import { provisionSchema } from '../../lib/provisioning/schema-per-org'
import { makeBase, REFERENCE } from '../../supabase/tests/provisioning/test-bed'

export interface InvoiceProof {
  faults: string[]
  seconds: number
  filled: number
  /** Writes of somebody else meanwhile. */
  writes: number
  longestWaitMs: number
}

const SUBJECTS = ['Invoice.type', 'Invoice.invoice_type_check', 'Invoice.Invoice_type_idx']

/**
 * Gives a large table of invoices its type while somebody goes on writing invoices, and measures how long they had to wait for any
 * one of them. `isHalfDone`: the column is there already, and empty in most rows, as an earlier attempt left it.
 */
export async function giveInvoicesTheirType(
  sql: Sql,
  databaseUrl: string,
  rows: number,
  isHalfDone: boolean,
): Promise<InvoiceProof> {
  const schema = await makeBase(sql, isHalfDone ? 'half-typed' : 'untyped')
  if (isHalfDone) await sql.unsafe(`alter table ${schema}."Invoice" add column type text`)
  await sql.unsafe(`
    insert into ${schema}."Invoice" (id, number${isHalfDone ? ', type' : ''})
    select n::text, n::text${isHalfDone ? `, case when n % 10 = 0 then 'outgoing' end` : ''} from generate_series(1, ${rows}) n`)
  await sql.unsafe(`vacuum analyze ${schema}."Invoice"`)
  const reference = await inSnapshot(sql, (tx) => readReference(tx, REFERENCE))
  const writer = startWriter(databaseUrl, schema, rows)
  const began = performance.now()
  const run = await provisionSchema(sql, reference, schema, {
    only: ({ subject }) => SUBJECTS.includes(subject),
    largeBytes: 0,
  })
  const seconds = (performance.now() - began) / 1000
  const written = await writer.stop()
  const faults = run.left.filter(({ subject }) => SUBJECTS.includes(subject)).map(({ id }) => `still ${id}`)
  faults.push(...run.refused.map(({ sql: text, reason }) => `${text}: ${reason}`))
  const [found] = await sql.unsafe<{ rows: number; untyped: number; outgoing: number }[]>(`
    select count(*)::int as rows, count(*) filter (where type is null)::int as untyped,
      count(*) filter (where type = 'outgoing')::int as outgoing from ${schema}."Invoice"`)
  const outgoing = isHalfDone ? rows / 10 : 0
  if (found?.rows !== rows + written.inserted || found.untyped !== 0 || found.outgoing !== outgoing)
    faults.push(`the invoices are not what they were: ${JSON.stringify(found)}`)
  await sql.unsafe(`drop schema ${schema} cascade`)
  return { faults, seconds, filled: run.filled, writes: written.writes, longestWaitMs: written.longestWaitMs }
}

/** Somebody who writes invoices without a pause: a new one, then a change to an old one. */
function startWriter(databaseUrl: string, schema: string, rows: number) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  let isOver = false
  let [writes, inserted, longestWaitMs] = [0, 0, 0]
  const work = async () => {
    for (let at = 1; !isOver; at++) {
      const began = performance.now()
      if (at % 2 === 0) {
        await sql.unsafe(`insert into ${schema}."Invoice" (id, number) values ('new ${at}', '${at}')`)
        inserted++
      } else {
        const id = (at * 7919) % rows
        await sql.unsafe(
          `update ${schema}."Invoice" set "amountMinor" = "amountMinor" + 1 where id = '${id}'`,
        )
      }
      writes++
      longestWaitMs = Math.max(longestWaitMs, performance.now() - began)
    }
  }
  const working = work()
  return {
    stop: async () => {
      isOver = true
      await working
      await sql.end()
      return { writes, inserted, longestWaitMs: Math.round(longestWaitMs) }
    },
  }
}
