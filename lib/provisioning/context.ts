import type { Sql } from 'postgres'
import type { OrgOptions } from '@/lib/provisioning/options'
import type { Report } from '@/lib/provisioning/report'
import type { SharedState } from '@/lib/provisioning/shared-state'

/** What every command gets. */
export interface OrgContext {
  sql: Sql
  options: OrgOptions
  /** The state that the migrations of this version lead to, on a server like this one. */
  reference: () => Promise<SharedState>
  /** Tells what is being done; seen on a terminal or with --verbose only. */
  progress: (line: string) => void
  /** Hands over what became of one organisation, as soon as it is known. */
  report: (report: Report) => void
  /** Says something for people that is no finding. */
  note: (line: string) => void
  /** Who runs this, as the ledger is to know it. */
  actor: string
  toolVersion: string
  /** Origin of the app, for links. */
  siteUrl: string
  now: Date
}

/** A failure whose message is all that whoever runs the command has to know. */
export class OrgFailure extends Error {}
