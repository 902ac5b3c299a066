import type { Sql } from 'postgres'

/** A rule that every object of the catalogue keeps. `find` names each one that does not, in words. */
export interface Guard {
  says: string
  find: (sql: Sql) => Promise<string[]>
}

/** What is on one side only, so that a difference reads as a list and not as two walls of text. */
export function difference(actual: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...actual.filter((item) => !wanted.includes(item)).map((item) => `not in the access matrix: ${item}`),
    ...wanted.filter((item) => !actual.includes(item)).map((item) => `not in the database: ${item}`),
  ].sort()
}
