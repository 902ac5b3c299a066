import { readFileSync } from 'node:fs'
import type { Sql } from 'postgres'

/** The schema that says what an organisation of the test bed has: 84 tables. */
export const REFERENCE = 'org_reference'

const text = (name: string) => readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8')

/**
 * The story of the report that the product began with, as something to measure against: a reference schema of 84 tables, and a
 * base function, `test_bed.create_complete_org_schema`, that makes 41 of them. The reference is what came of the base function in
 * production, where the rest was added by hand.
 */
export async function buildTestBed(sql: Sql): Promise<void> {
  await sql.unsafe(text('base-function')).simple()
  await makeBase(sql, 'reference')
  await sql
    .unsafe(
      `begin; set local search_path = ${REFERENCE};\n${text('reference-tables')}\n${text('reference-additions')}\ncommit;`,
    )
    .simple()
}

/** What the base function makes of a new organisation, and nothing more. Returns the name of its schema. */
export async function makeBase(sql: Sql, slug: string): Promise<string> {
  const [made] = await sql<
    { schema: string }[]
  >`select test_bed.create_complete_org_schema(${slug}) as schema`
  if (!made) throw new Error(`The base function made no schema for ${slug}.`)
  return made.schema
}

/** An organisation as production has it, made the way the reference was and not by what is to be tested. */
export async function makeComplete(sql: Sql, slug: string): Promise<string> {
  const schema = await makeBase(sql, slug)
  const additions = `${text('reference-tables')}\n${text('reference-additions')}`.replaceAll(
    REFERENCE,
    schema,
  )
  await sql.unsafe(`begin; set local search_path = ${schema};\n${additions}\ncommit;`).simple()
  return schema
}
