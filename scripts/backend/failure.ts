/**
 * A failure that somebody at the keyboard can act on: its message is the one sentence they are to read.
 * Everything else that is thrown is a defect and keeps its stack trace.
 */
export class Failure extends Error {}

/** One sentence for a Failure or what the database says, the stack for a defect. */
export function explain(error: unknown): string {
  if (error instanceof Failure) return error.message
  if (error instanceof Error && error.name === 'PostgresError')
    return `The database refused: ${error.message} (${errorCode(error) ?? 'no code'}).`
  if (error instanceof Error) return error.stack ?? error.message
  return String(error)
}

/** The `code` of a Node or Postgres error (`ENOENT`, `23505`…), or undefined when it has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
