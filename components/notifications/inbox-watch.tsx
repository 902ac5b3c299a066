'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { inboxTopic, watchForChanges } from '@/lib/live-refresh'
import { inboxCountsQuery, notificationKeys, type InboxCounts } from '@/lib/queries/notifications'
import { increaseWords } from '@/lib/rules/inbox'
import { browserClient } from '@/lib/supabase/browser'

type InboxWatchProps = {
  userId: string
  /** As the server counted with the page, so that nothing is asked for until it may have changed. */
  counts: InboxCounts
}

/** Mounted once in the frame: keeps the count and the lists right, and tells screen readers when there is more. */
export function InboxWatch({ userId, counts: initialCounts }: InboxWatchProps) {
  const queryClient = useQueryClient()
  const { data: counts } = useQuery({
    ...inboxCountsQuery(browserClient(), userId),
    initialData: initialCounts,
    refetchOnWindowFocus: false,
  })
  const region = useRef<HTMLParagraphElement>(null)
  const spoken = useRef(counts.unread)

  useEffect(
    () =>
      watchForChanges(inboxTopic(userId), () => {
        void queryClient.invalidateQueries({ queryKey: notificationKeys.counts(userId) })
        void queryClient.invalidateQueries({ queryKey: notificationKeys.lists() })
      }),
    [queryClient, userId],
  )

  useEffect(() => {
    const words = increaseWords(spoken.current, counts.unread)
    spoken.current = counts.unread
    // Silence says nothing new; what was said before must not be said again.
    if (region.current) region.current.textContent = words ?? ''
  }, [counts.unread])

  return <p ref={region} role="status" className="sr-only" />
}
