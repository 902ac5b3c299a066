'use client'

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { inverseOf, sayDone, type AlertAct, type AlertVerb } from '@/components/alerts/alert-sayings'
import { showAlertChange } from '@/components/alerts/show-alert-change'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { changeAlert, changeAlerts, escalateAlert } from '@/lib/mutations/alerts'
import { paths } from '@/lib/paths'
import {
  alertDetailQuery,
  alertKeys,
  type AlertDetail,
  type AlertItem,
  type AlertScope,
} from '@/lib/queries/alerts'
import { clientKeys } from '@/lib/queries/clients'
import { conflictWords } from '@/lib/rules/alert-words'
import { isSameSituation, stepAlert, type AlertChange } from '@/lib/rules/alerts'
import { browserClient } from '@/lib/supabase/browser'

export const UNDO_MS = 10_000
const KEY = ['alerts', 'change']
const ATTEMPTS = 3

/** `missed`: those that somebody else had changed, so nothing was done to them; `current` is how a single one is now. */
type Result = { done: AlertItem[]; missed: AlertItem[]; current: AlertDetail | null }

function sayError(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/**
 * One alert as it was seen. A version that is newer only because the trouble was reported once more is no reason to ask
 * anybody: the decision still fits.
 */
async function changeOne(
  queryClient: QueryClient,
  scope: AlertScope,
  seen: AlertItem,
  change: AlertChange,
): Promise<Result> {
  let { version } = seen
  for (let attempt = 1; ; attempt += 1) {
    const alert = { id: seen.id, version }
    const written = await changeAlert(browserClient(), { agencyId: scope.agencyId, alert, change })
    if (written !== null) return { done: [{ ...seen, version: written }], missed: [], current: null }
    const current = await queryClient.query(alertDetailQuery(browserClient(), scope, seen.id))
    if (!isSameSituation(seen, current) || attempt === ATTEMPTS) return { done: [], missed: [seen], current }
    version = current.version
  }
}

/** Everything that can be done to alerts. Shown at once, taken back when it cannot be, undone from the message about it. */
export function useAlertActions(scope: AlertScope, me: string, timeZone: string) {
  const queryClient = useQueryClient()
  const router = useRouter()

  const mutation = useMutation({
    mutationKey: KEY,
    mutationFn: async ({ alerts, change }: AlertAct): Promise<Result> => {
      const [only] = alerts
      if (only && alerts.length === 1) return changeOne(queryClient, scope, only, change)
      const { agencyId } = scope
      const changed = new Set(await changeAlerts(browserClient(), { agencyId, alerts, change }))
      return {
        done: alerts.filter(({ id }) => changed.has(id)),
        missed: alerts.filter(({ id }) => !changed.has(id)),
        current: null,
      }
    },
    onMutate: ({ alerts, change }) => showAlertChange(queryClient, alerts, change, me),
    onError: (_, __, undo) => undo?.(),
    onSuccess: ({ done, missed }, act, undo) => {
      if (done.length === 0) undo()
      else if (missed.length > 0) void queryClient.invalidateQueries({ queryKey: alertKeys.lists() })
      if (act.alerts.length > 1 || done.length > 0) say(act, done, missed)
    },
    onSettled: (_, __, { alerts }) => {
      for (const clientId of new Set(alerts.map(({ client }) => client.id)))
        void queryClient.invalidateQueries({ queryKey: clientKeys.ofClient(scope.agencyId, clientId) })
      if (queryClient.isMutating({ mutationKey: KEY }) > 1) return
      void queryClient.invalidateQueries({ queryKey: alertKeys.all })
    },
  })

  function say(act: AlertAct, done: readonly AlertItem[], missed: readonly AlertItem[]): void {
    // oxlint-disable-next-line react/purity -- it runs when an answer has come, not while rendering.
    const now = new Date()
    const { title, description } = sayDone(act, done, missed, now, timeZone)
    const before = act.alerts.filter(({ id }) => done.some((one) => one.id === id))
    const undoing = act.isUndo ? null : inverseOf(act, before, now)
    const options = {
      ...(description ? { description } : {}),
      duration: UNDO_MS,
      ...(undoing && done.length > 0
        ? { action: { label: 'Undo', onClick: () => undo(done, act.change, undoing) } }
        : {}),
    }
    if (missed.length > 0) toast.info(title, options)
    else toast.success(title, options)
  }

  /** Those that were changed, as they are now, each back to what it was. */
  function undo(
    done: readonly AlertItem[],
    change: AlertChange,
    undoing: { verb: AlertVerb; changeOf: (id: string) => AlertChange },
  ): void {
    const groups = new Map<string, AlertAct & { alerts: AlertItem[] }>()
    for (const alert of done) {
      // oxlint-disable-next-line react/purity -- it runs when an answer has come, not while rendering.
      const step = stepAlert(alert, change, new Date())
      const back = undoing.changeOf(alert.id)
      const key = JSON.stringify(back)
      const group = groups.get(key) ?? { alerts: [], verb: undoing.verb, change: back, isUndo: true }
      if ('alert' in step) group.alerts.push({ ...step.alert, version: alert.version })
      groups.set(key, group)
    }
    for (const group of groups.values()) void act(group)
  }

  /** Says what went wrong in a message; for acts without a dialog of their own. */
  async function act(input: AlertAct): Promise<void> {
    try {
      const { current } = await mutation.mutateAsync(input)
      const [seen] = input.alerts
      if (current && seen) {
        toast.error(conflictWords(seen, current, new Date(), timeZone), {
          description: 'Nothing was changed. You see it now as it is.',
        })
      }
    } catch (error) {
      sayError(error)
    }
  }

  const escalation = useMutation({
    mutationKey: KEY,
    mutationFn: (alert: AlertItem) => escalateAlert(browserClient(), alert.id),
    onSuccess: ({ number, isNew }, { client }) => {
      toast.success(isNew ? `Ticket #${number} is made` : `There is ticket #${number} already`, {
        duration: UNDO_MS,
        action: {
          label: 'Open it',
          onClick: () => router.push(paths.clientTickets(client.id, { ticket: String(number) })),
        },
      })
    },
    onError: sayError,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: alertKeys.all }),
  })

  return {
    act: (input: AlertAct) => void act(input),
    /** For dialogs, which show what stands in the way beside what was typed. */
    attempt: mutation.mutateAsync,
    escalate: (alert: AlertItem) => escalation.mutate(alert),
    isEscalating: escalation.isPending,
  }
}

export type AlertActions = ReturnType<typeof useAlertActions>
