import { startTestServer } from './test-database'

/** One Postgres for all database tests of a run; the processes of the test files find it through their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer()
  return server.stop
}
