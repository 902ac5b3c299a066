'use client'

import { useRef, useState } from 'react'
import {
  addRows,
  correctRow,
  isSendable,
  verdictOf,
  type DraftRow,
  type InviteOutcome,
  type Verdict,
} from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'
import { readRecipients, type Recipient } from '@/lib/rules/recipients'

export type JudgedRow = { row: DraftRow; verdict: Verdict | null }

export type FoundPeople = {
  recipients: readonly (Recipient & { role?: string | null; message?: string | null })[]
  duplicates: number
}

/** The list of people about to be invited, and what was said about the last addition to it. */
export function useInviteDraft(roles: readonly InvitationRole[]) {
  const [rows, setRows] = useState<readonly DraftRow[]>([])
  const [note, setNote] = useState<string | null>(null)
  const [reading, setReading] = useState(0)
  const latest = useRef(rows)
  const lastId = useRef(0)

  function change(next: readonly DraftRow[]): void {
    latest.current = next
    setRows(next)
  }

  function add(found: FoundPeople): void {
    const added = addRows(latest.current, found.recipients, roles, () => `row-${++lastId.current}`)
    const duplicates = added.duplicates + found.duplicates
    change(added.rows)
    setNote(
      [
        duplicates > 0 ? `${duplicates} repeated and left out.` : '',
        added.cut > 0 ? `${added.cut} more than one list can hold: send this one first.` : '',
      ]
        .filter(Boolean)
        .join(' ') || null,
    )
  }

  return {
    rows,
    note,
    add,
    /** A list is being read that was pasted just now; its people are not in `rows` yet. */
    isReading: reading > 0,
    addText: async (text: string) => {
      setReading((count) => count + 1)
      try {
        add(await readRecipients(text, (done) => setNote(`Reading… ${done.toLocaleString('en-GB')} so far`)))
      } finally {
        setReading((count) => count - 1)
      }
    },
    correct: (id: string, typed: string) =>
      change(latest.current.map((row) => (row.id === id ? correctRow(row, typed) : row))),
    chooseRole: (id: string, role: InvitationRole | null) =>
      change(latest.current.map((row) => (row.id === id ? { ...row, role, unknownRole: null } : row))),
    remove: (ids: ReadonlySet<string>) => change(latest.current.filter((row) => !ids.has(row.id))),
    clear: () => {
      change([])
      setNote(null)
    },
  }
}

/** Each row with its verdict, and what will be sent: everything without a problem of its own or of the database's. */
export function judge(
  rows: readonly DraftRow[],
  outcomes: ReadonlyMap<string, InviteOutcome>,
): { judged: JudgedRow[]; good: DraftRow[] } {
  const judged = rows.map((row) => ({ row, verdict: verdictOf(row, outcomes.get(row.id)) }))
  const good = judged.filter(
    ({ row, verdict }) => isSendable(row) && (verdict === null || verdict.kind === 'good'),
  )
  return { judged, good: good.map(({ row }) => row) }
}
