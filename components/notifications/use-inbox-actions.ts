'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from '@/components/ui/toast'
import { errorMessage } from '@/lib/error-messages'
import { toAppError } from '@/lib/errors'
import { announceChange, inboxTopic } from '@/lib/live-refresh'
import {
  markAllRead,
  muteRun,
  setNotificationsArchived,
  setNotificationsRead,
  undoMarkAllRead,
} from '@/lib/mutations/notifications'
import {
  notificationKeys,
  type InboxCounts,
  type InboxItem,
  type InboxPage,
} from '@/lib/queries/notifications'
import { adjustCount } from '@/lib/rules/inbox'
import { browserClient } from '@/lib/supabase/browser'

const UNDO_MS = 10_000
const KEY = ['notifications', 'change']

type Change = { kind: 'read' | 'archive'; items: readonly InboxItem[]; isOn: boolean }
type MarkAll = { upTo: string; category: string | null }
type LoadPage = () => Promise<InboxPage>

function sayError(error: unknown): void {
  const { title, advice } = errorMessage(toAppError(error))
  toast.error(title, { description: advice })
}

/** Everything one can do to notifications. Shown at once, taken back when the server refuses, told to the other tabs. */
export function useInboxActions(userId: string) {
  const queryClient = useQueryClient()
  const countsKey = notificationKeys.counts(userId)

  /** Shows the change in every list and in the count; returns what puts it all back. */
  async function show(
    change: (item: InboxItem) => InboxItem | null,
    countUnread: (counts: InboxCounts) => number,
  ): Promise<() => void> {
    await queryClient.cancelQueries({ queryKey: notificationKeys.all })
    const lists = queryClient.getQueriesData<InboxPage>({ queryKey: notificationKeys.lists() })
    const counts = queryClient.getQueryData<InboxCounts>(countsKey)
    queryClient.setQueriesData<InboxPage>(
      { queryKey: notificationKeys.lists() },
      (page) => page && { ...page, items: page.items.map(change).filter((item) => item !== null) },
    )
    if (counts) queryClient.setQueryData<InboxCounts>(countsKey, { ...counts, unread: countUnread(counts) })
    return () => {
      for (const [key, page] of lists) queryClient.setQueryData(key, page)
      queryClient.setQueryData(countsKey, counts)
    }
  }

  /** The database has the last word, once nothing else is on its way to it. */
  async function settle(isListStale: boolean): Promise<void> {
    announceChange(inboxTopic(userId))
    if (queryClient.isMutating({ mutationKey: KEY }) > 1) return
    // A list that is on its way for the first time is not asked for again, and what it brings may be from before the change.
    if (isListStale) await queryClient.cancelQueries({ queryKey: notificationKeys.lists() })
    await queryClient.invalidateQueries({ queryKey: isListStale ? notificationKeys.all : countsKey })
  }

  const change = useMutation({
    mutationKey: KEY,
    mutationFn: ({ kind, items, isOn }: Change) => {
      const input = { userId, ids: items.map(({ id }) => id), now: new Date().toISOString() }
      return kind === 'read'
        ? setNotificationsRead(browserClient(), { ...input, isRead: isOn })
        : setNotificationsArchived(browserClient(), { ...input, isArchived: isOn })
    },
    onMutate: ({ kind, items, isOn }) => {
      const ids = new Set(items.map(({ id }) => id))
      const now = new Date().toISOString()
      if (kind === 'archive') {
        const unread = items.filter((item) => item.readAt === null).length
        // A list shows either what is archived or what is not, so whatever changes sides leaves every list it is in.
        return show(
          (item) => (ids.has(item.id) ? null : item),
          (counts) => adjustCount(counts.unread, isOn ? -unread : unread),
        )
      }
      // Something just read stays in view among the unread, or it would vanish under the reader's eyes.
      const changed = items.filter((item) => (item.readAt !== null) !== isOn).length
      return show(
        (item) => (ids.has(item.id) ? { ...item, readAt: isOn ? (item.readAt ?? now) : null } : item),
        (counts) => adjustCount(counts.unread, isOn ? -changed : changed),
      )
    },
    onError: (error, _, undo) => {
      undo?.()
      sayError(error)
    },
    onSuccess: (_, { kind, items, isOn }) => {
      if (kind === 'read' || !isOn) return
      toast.success(items.length === 1 ? 'Archived' : `${items.length} archived`, {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => change.mutate({ kind, items, isOn: false }) },
      })
    },
    onSettled: (_, error, { kind }) => void settle(kind === 'archive' || error !== null),
  })

  const undoAll = useMutation({
    mutationKey: KEY,
    mutationFn: (stamp: string) => undoMarkAllRead(browserClient(), stamp),
    onError: sayError,
    onSettled: () => void settle(true),
  })

  const markAll = useMutation({
    mutationKey: KEY,
    mutationFn: (input: MarkAll) => markAllRead(browserClient(), input),
    onMutate: ({ upTo, category }) => {
      const isMeant = (item: InboxItem) =>
        (category === null || item.category === category) && Date.parse(item.createdAt) <= Date.parse(upTo)
      return show(
        (item) => (isMeant(item) ? { ...item, readAt: item.readAt ?? upTo } : item),
        // How many of the unread belong to one category only the database knows.
        (counts) => (category === null ? 0 : counts.unread),
      )
    },
    onError: (error, _, undo) => {
      undo?.()
      sayError(error)
    },
    onSuccess: ({ marked, stamp }) => {
      if (marked === 0) {
        toast.info('Nothing was unread')
        return
      }
      toast.success(marked === 1 ? '1 marked as read' : `${marked} marked as read`, {
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => undoAll.mutate(stamp) },
      })
    },
    onSettled: () => void settle(true),
  })

  /**
   * `loadFirst` gives what stands at the top of the inbox: its newest row is the bound, by the clock of the server that wrote
   * it. A device's clock would leave some unread, or take in what came after the look.
   */
  async function markUpToNewest(loadFirst: LoadPage, category: string | null): Promise<void> {
    try {
      const newest = (await loadFirst()).items[0]
      if (newest) markAll.mutate({ upTo: newest.createdAt, category })
    } catch (error) {
      sayError(error)
    }
  }

  const mute = useMutation({
    mutationFn: (input: { runId: string; isMuted: boolean }) => muteRun(browserClient(), input),
    onError: sayError,
    onSuccess: (_, { runId, isMuted }) => {
      if (!isMuted) {
        toast.success('You are told about this run again')
        return
      }
      toast.success('This run is muted', {
        description: 'You will still hear when it is cancelled.',
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => mute.mutate({ runId, isMuted: false }) },
      })
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: notificationKeys.preferences(userId) }),
  })

  return {
    setRead: (items: readonly InboxItem[], isRead: boolean) =>
      change.mutate({ kind: 'read', items, isOn: isRead }),
    setArchived: (items: readonly InboxItem[], isArchived: boolean) =>
      change.mutate({ kind: 'archive', items, isOn: isArchived }),
    markAllRead: (loadFirst: LoadPage, category: string | null) => void markUpToNewest(loadFirst, category),
    isMarkingAll: markAll.isPending,
    muteRun: (runId: string, isMuted: boolean) => mute.mutate({ runId, isMuted }),
  }
}

export type InboxActions = ReturnType<typeof useInboxActions>
