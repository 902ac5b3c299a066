'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { env } from '@/lib/env'
import { toAppError, type AppError } from '@/lib/errors'
import { createInvitations, type InvitationTarget } from '@/lib/mutations/invitations'
import { paths } from '@/lib/paths'
import { clientKeys } from '@/lib/queries/clients'
import { invitationKeys } from '@/lib/queries/invitations'
import { runKeys } from '@/lib/queries/runs'
import {
  chunked,
  ROWS_PER_CALL,
  toInvitationRow,
  type DraftRow,
  type SentRow,
} from '@/lib/rules/invitation-draft'
import type { InvitationRole } from '@/lib/rules/invitation-roles'
import { announceSessionExpired } from '@/lib/session-events'
import { browserClient } from '@/lib/supabase/browser'

type Sending = { total: number; done: number; isStopping: boolean }

/**
 * Sends a list in parts, so that a long one shows how far it is and can be stopped between two parts. What has been sent
 * stays sent; after an error the rows that were not sent are still in the list, and sending again goes on with them.
 */
export function useSendInvitations(target: InvitationTarget, onSent: (ids: ReadonlySet<string>) => void) {
  const queryClient = useQueryClient()
  const [progress, setProgress] = useState<Sending | null>(null)
  const [sent, setSent] = useState<readonly SentRow[]>([])
  const [error, setError] = useState<AppError | null>(null)
  const isStopped = useRef(false)

  // Read through a function, because it changes while a part is on its way.
  const shouldStop = () => isStopped.current

  async function send(rows: readonly DraftRow[], role: InvitationRole, message: string): Promise<void> {
    isStopped.current = false
    setError(null)
    setProgress({ total: rows.length, done: 0, isStopping: false })
    let done = 0
    try {
      for (const chunk of chunked(rows, ROWS_PER_CALL)) {
        if (shouldStop()) break
        const results = await createInvitations(browserClient(), target, {
          rows: chunk.map((row) => toInvitationRow(row, role, message)),
          isDryRun: false,
        })
        const answers = chunk.map((row, index): SentRow => {
          const result = results[index]
          const link = result?.token ? `${env.siteUrl}${paths.claimLink(result.token)}` : null
          return {
            row: { ...row, role: row.role ?? role },
            outcome: result?.outcome ?? 'invalid',
            invitationId: result?.invitationId ?? null,
            link,
          }
        })
        done += chunk.length
        setSent((before) => [...before, ...answers])
        onSent(new Set(chunk.map((row) => row.id)))
        setProgress({ total: rows.length, done, isStopping: shouldStop() })
      }
    } catch (caught) {
      const appError = toAppError(caught)
      if (appError.code === 'session_expired') announceSessionExpired()
      setError(appError)
    } finally {
      setProgress(null)
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: invitationKeys.all }),
        queryClient.invalidateQueries({ queryKey: clientKeys.all }),
        queryClient.invalidateQueries({ queryKey: runKeys.all }),
      ])
    }
  }

  function stop(): void {
    isStopped.current = true
    setProgress((before) => before && { ...before, isStopping: true })
  }

  return { send, stop, progress, sent, error, forget: () => setSent([]) }
}
