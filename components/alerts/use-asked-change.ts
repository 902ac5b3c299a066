'use client'

import { useState } from 'react'
import type { AlertDialogProps } from '@/components/alerts/alert-dialogs'
import type { AlertVerb } from '@/components/alerts/alert-sayings'
import { errorMessage } from '@/lib/error-messages'
import { toAppError, type ErrorCode } from '@/lib/errors'
import type { AlertItem } from '@/lib/queries/alerts'
import { conflictWords } from '@/lib/rules/alert-words'
import { stepAlert, type AlertChange } from '@/lib/rules/alerts'

/** What stands between a filled-in dialog and its being done. */
export type Obstacle = { title: string; advice: string; code: ErrorCode | null; isFinal: boolean }

/**
 * Does what a dialog has asked for. What somebody else did meanwhile is said in the dialog, where what was typed stays;
 * pressing again then acts on the alert as it is now.
 */
export function useAskedChange({
  alerts,
  actions,
  timeZone,
  onClose,
}: Omit<AlertDialogProps, 'onOpenAlert'>) {
  const [obstacle, setObstacle] = useState<Obstacle | null>(null)
  const [isPending, setIsPending] = useState(false)
  const [targets, setTargets] = useState<readonly AlertItem[]>(alerts)

  async function submit(verb: AlertVerb, change: AlertChange): Promise<void> {
    if (isPending) return
    setIsPending(true)
    setObstacle(null)
    try {
      const { current } = await actions.attempt({ alerts: targets, verb, change })
      const [seen] = targets
      if (!current || !seen) {
        onClose()
        return
      }
      const now = new Date()
      const isStillPossible = 'alert' in stepAlert(current, change, now) && current.status !== change.status
      setObstacle({
        title: conflictWords(seen, current, now, timeZone),
        advice: isStillPossible
          ? 'What you typed is still here. Press again to go on all the same.'
          : 'What you typed is still here, in case you need it.',
        code: null,
        isFinal: !isStillPossible,
      })
      setTargets([current])
    } catch (error) {
      const appError = toAppError(error)
      setObstacle({ ...errorMessage(appError), code: appError.code, isFinal: false })
    } finally {
      setIsPending(false)
    }
  }

  return { submit, obstacle, isPending, targets }
}
