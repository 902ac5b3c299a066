/** What an erasure did; of a dry run, what it would have done. It names nobody: a report is kept longer than what it speaks of. */
export interface ErasureReport {
  kind: 'agency' | 'client' | 'person'
  /** The id of what was erased; a person without a profile has none. */
  subject: string | null
  isDryRun: boolean
  /** Rows that are gone. */
  erased: { table: string; rows: number }[]
  /** Rows that stay, without what named or described somebody. */
  anonymised: { table: string; columns: string[]; rows: number }[]
  /** Accounts with which nobody can sign in any more. */
  accounts: number
  /** People who are on a run of another agency: they stay as stakeholders there and belong to nobody here. */
  keptPeople: number
  /** Files; those left behind are removed by the delivery worker's sweep a day after they were uploaded. `reason`: why, null when none is. */
  files: { found: number; removed: number; left: number; reason: string | null }
}

/** There is nothing to erase under that name, or it must not be erased by itself. `code` is for machines, the message for people. */
export class ErasureRefused extends Error {
  constructor(
    readonly code:
      'agency_not_found' | 'client_not_found' | 'person_not_found' | 'house_client' | 'last_owner',
    message: string,
  ) {
    super(message)
  }
}

/** Collects what happens to which table; several steps may touch one. */
export class ErasureTally {
  readonly #erased = new Map<string, number>()
  readonly #anonymised = new Map<string, { columns: Set<string>; rows: number }>()

  erase(table: string, rows: number): void {
    if (rows > 0) this.#erased.set(table, (this.#erased.get(table) ?? 0) + rows)
  }

  anonymise(table: string, columns: readonly string[], rows: number): void {
    if (rows === 0) return
    const so = this.#anonymised.get(table) ?? { columns: new Set<string>(), rows: 0 }
    for (const column of columns) so.columns.add(column)
    this.#anonymised.set(table, { columns: so.columns, rows: so.rows + rows })
  }

  lists(): Pick<ErasureReport, 'erased' | 'anonymised'> {
    const byTable = (a: { table: string }, b: { table: string }) => (a.table < b.table ? -1 : 1)
    return {
      erased: [...this.#erased].map(([table, rows]) => ({ table, rows })).sort(byTable),
      anonymised: [...this.#anonymised]
        .map(([table, { columns, rows }]) => ({ table, columns: [...columns].sort(), rows }))
        .sort(byTable),
    }
  }
}
