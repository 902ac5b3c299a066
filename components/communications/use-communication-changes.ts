'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { deleteCommunication, pinCommunication } from '@/lib/mutations/communications'
import { clientKeys } from '@/lib/queries/clients'
import {
  communicationKeys,
  type Communication,
  type CommunicationPage,
  type CommunicationScope,
} from '@/lib/queries/communications'
import { titleOf } from '@/lib/rules/communications'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 8_000

function complain(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/** Forgets whatever shows communications of this client: its lists, its overview and the numbers on its tabs. */
export function useRefreshCommunications(scope: CommunicationScope): () => Promise<unknown> {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: communicationKeys.all }),
      queryClient.invalidateQueries({ queryKey: clientKeys.ofClient(scope.agencyId, scope.clientId) }),
    ])
}

/** Pins and unpins at once, and takes it back when the server refuses. */
export function usePin(scope: CommunicationScope) {
  const queryClient = useQueryClient()
  const refresh = useRefreshCommunications(scope)
  const show = (entry: Communication, isPinned: boolean) =>
    queryClient.setQueriesData<CommunicationPage>(
      { queryKey: communicationKeys.lists(scope) },
      (page) =>
        page && {
          ...page,
          entries: page.entries.map((row) => (row.id === entry.id ? { ...row, isPinned } : row)),
          pinned: isPinned
            ? [{ ...entry, isPinned }, ...page.pinned.filter(({ id }) => id !== entry.id)]
            : page.pinned.filter(({ id }) => id !== entry.id),
        },
    )
  return useMutation({
    // One after the other: whoever unpins one of three to pin another frees its place first.
    scope: { id: 'pin-communications' },
    mutationFn: (entry: Communication) =>
      pinCommunication(browserClient(), scope, { id: entry.id, isPinned: !entry.isPinned }),
    onMutate: async (entry) => {
      await queryClient.cancelQueries({ queryKey: communicationKeys.lists(scope) })
      show(entry, !entry.isPinned)
    },
    onError: (error, entry) => {
      show(entry, entry.isPinned)
      complain(error)
    },
    onSettled: refresh,
  }).mutate
}

type Pending = { timer: ReturnType<typeof setTimeout>; send: () => void }

/**
 * Removes an entry a few seconds after it has left the screen: until then it is still whole in the database, and undo
 * brings back exactly what was there, author and all. Leaving the page in the app sends what waits; closing the browser
 * meanwhile leaves the entry where it is, which is the safe side.
 */
export function useRemove(scope: CommunicationScope) {
  const refresh = useRefreshCommunications(scope)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const waiting = useRef(new Map<string, Pending>())
  const reveal = (id: string) => setHidden((shown) => new Set([...shown].filter((other) => other !== id)))

  function remove(entry: Communication): void {
    const { id } = entry
    const send = () => {
      waiting.current.delete(id)
      deleteCommunication(browserClient(), scope, id)
        .catch((error: unknown) => {
          reveal(id)
          complain(error)
        })
        .finally(() => void refresh())
    }
    waiting.current.set(id, { timer: setTimeout(send, UNDO_MS), send })
    setHidden((shown) => new Set([...shown, id]))
    toast.success(`“${titleOf(entry)}” is being deleted`, {
      description: 'For good, in 8 seconds.',
      duration: UNDO_MS,
      action: {
        label: 'Undo',
        onClick: () => {
          const pending = waiting.current.get(id)
          // Pressed a moment too late: what is gone is gone, and saying otherwise would be a lie.
          if (!pending) return toast.info('It is deleted already')
          clearTimeout(pending.timer)
          waiting.current.delete(id)
          reveal(id)
        },
      },
    })
  }

  const sendAll = useEffectEvent(() => {
    for (const { timer, send } of [...waiting.current.values()]) {
      clearTimeout(timer)
      send()
    }
  })
  useEffect(() => () => sendAll(), [])

  return { hidden, remove }
}
