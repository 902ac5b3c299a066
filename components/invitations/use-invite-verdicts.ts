'use client'

import { useEffect, useState } from 'react'
import { toAppError, type AppError } from '@/lib/errors'
import { createInvitations, type InvitationTarget } from '@/lib/mutations/invitations'
import { isSendable, toInvitationRow, type DraftRow, type InviteOutcome } from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'
import { browserClient } from '@/lib/supabase/browser'

const PAUSE_MS = 350
const NOBODY: ReadonlyMap<string, InviteOutcome> = new Map()

/**
 * What the database would do with each row, asked without changing anything a moment after the last change of the list.
 * It is the same code that sends, so what it says is what happens. The whole list goes in one call: in parts, each part
 * would be judged as if nothing else were sent today.
 */
export function useInviteVerdicts(
  target: InvitationTarget,
  rows: readonly DraftRow[],
  role: InvitationRole,
): {
  outcomes: ReadonlyMap<string, InviteOutcome>
  isChecking: boolean
  error: AppError | null
  retry: () => void
} {
  const [answer, setAnswer] = useState<{
    rows: readonly DraftRow[]
    role: InvitationRole
    outcomes: ReadonlyMap<string, InviteOutcome>
    error: AppError | null
  }>({ rows: [], role, outcomes: NOBODY, error: null })
  const [attempt, setAttempt] = useState(0)
  const targetId = target.kind === 'run' ? target.runId : target.clientId
  const targetKind = target.kind

  useEffect(() => {
    const asked = rows.filter(isSendable)
    if (asked.length === 0) return
    const controller = new AbortController()
    const into: InvitationTarget =
      targetKind === 'run' ? { kind: 'run', runId: targetId } : { kind: 'client', clientId: targetId }

    async function check(): Promise<void> {
      const results = await createInvitations(browserClient(), into, {
        rows: asked.map((row) => toInvitationRow(row, role, '')),
        isDryRun: true,
        signal: controller.signal,
      })
      const outcomes = new Map(asked.map((row, index) => [row.id, results[index]?.outcome ?? 'invalid']))
      if (!controller.signal.aborted) setAnswer({ rows, role, outcomes, error: null })
    }

    const timer = setTimeout(() => {
      check().catch((error: unknown) => {
        if (!controller.signal.aborted) {
          setAnswer({ rows, role, outcomes: NOBODY, error: toAppError(error) })
        }
      })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [rows, role, targetKind, targetId, attempt])

  const isChecking = rows.some(isSendable) && (answer.rows !== rows || answer.role !== role)
  return {
    // What was said of rows that have not changed still holds while the rest is being asked about.
    outcomes: unchanged(answer, rows),
    isChecking,
    error: isChecking ? null : answer.error,
    retry: () => setAttempt(attempt + 1),
  }
}

function unchanged(
  answer: { rows: readonly DraftRow[]; outcomes: ReadonlyMap<string, InviteOutcome> },
  rows: readonly DraftRow[],
): ReadonlyMap<string, InviteOutcome> {
  if (answer.rows === rows) return answer.outcomes
  const before = new Set(answer.rows)
  const kept = new Map<string, InviteOutcome>()
  for (const row of rows) {
    const outcome = before.has(row) ? answer.outcomes.get(row.id) : undefined
    if (outcome) kept.set(row.id, outcome)
  }
  return kept
}
