import { readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { startTestDatabase } from '../../../scripts/backend/test-database'
import type { OrgContext } from '../../../lib/provisioning/context'
import { inSnapshot } from '../../../lib/provisioning/facts'
import { parseOptions } from '../../../lib/provisioning/options'
import type { Report } from '../../../lib/provisioning/report'
import { readSharedState, sharedFingerprint, type SharedState } from '../../../lib/provisioning/shared-state'

export interface OrgStage {
  url: string
  sql: Sql
  reference: SharedState
  /** Runs a command as the operator would and returns its reports. */
  run: (act: (context: OrgContext) => Promise<unknown>, ...argv: string[]) => Promise<Report[]>
  fingerprint: () => Promise<string>
  stop: () => Promise<void>
}

/** A migrated database with the demo agencies in it, and commands that work on it. */
export async function openOrgStage(): Promise<OrgStage> {
  const database = await startTestDatabase()
  const sql = postgres(database.url, { max: 4, onnotice: () => undefined })
  const reference = await inSnapshot(sql, readSharedState)
  await sql.unsafe(readFileSync('supabase/seed.sql', 'utf8')).simple()
  return {
    url: database.url,
    sql,
    reference,
    run: async (act, ...argv) => {
      const options = parseOptions(argv)
      if ('help' in options) throw new Error('Help is no command.')
      const reports: Report[] = []
      await act({
        sql,
        options,
        reference: () => Promise.resolve(reference),
        progress: () => undefined,
        report: (report) => reports.push(report),
        note: () => undefined,
        actor: 'somebody@here',
        toolVersion: 'test',
        siteUrl: 'https://app.example.test',
        now: new Date('2026-11-21T12:00:00Z'),
      })
      return reports
    },
    fingerprint: async () => sharedFingerprint(await inSnapshot(sql, readSharedState)),
    stop: async () => {
      await sql.end()
      await database.stop()
    },
  }
}
