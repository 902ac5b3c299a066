import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { inSnapshot } from '../../lib/provisioning/facts'
import { recordSchemaRun } from '../../lib/provisioning/schema-ledger'
import { readReference } from '../../lib/provisioning/schema-audit'
import { provisionSchema } from '../../lib/provisioning/schema-per-org'

/**
 * A process that provisions what it is told to on its standard input, and says when it begins: made to be killed. One line of JSON an order:
 * `{"schema", "reference", "largeBytes"}` or `{"agencyId"}`. Its database is in `DATABASE_URL`.
 */
interface Order {
  schema?: string
  reference?: string
  largeBytes?: number
  agencyId?: string
}

const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => undefined })
await sql`select 1`
process.stdout.write('ready\n')
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order
  process.stdout.write('began\n')
  if (order.agencyId) await sql`select * from private.provision_agency(${order.agencyId})`
  else if (order.schema && order.reference) {
    const { reference, schema, largeBytes } = order
    const facts = await inSnapshot(sql, (tx) => readReference(tx, reference))
    await provisionSchema(sql, facts, schema, {
      ...(largeBytes === undefined ? {} : { largeBytes }),
      onStep: () => void process.stdout.write('late\n'),
      record: (tx, run) => recordSchemaRun(tx, run, { actor: 'victim', toolVersion: 'proof' }),
    })
  }
  process.stdout.write('done\n')
}
await sql.end()
