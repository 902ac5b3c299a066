import { env } from '@/lib/env'
import { accessToken } from '@/lib/supabase/browser'

/**
 * How a page learns that something it shows has changed elsewhere: the database announces it (Supabase Realtime, where
 * there is one), another tab says so, the person comes back to this tab, or enough time has passed. The one module that
 * knows, so that lists and counts need not.
 */

const POLL_MS = 60_000
/** Coming back fires several events at once, and somebody switching windows does it often. */
const LEAST_GAP_MS = 5_000
const GATHER_MS = 500

// One channel a topic and tab: a tab does not hear its own announcements, which it has acted on already.
const channels = new Map<string, BroadcastChannel>()

function channelOf(topic: string): BroadcastChannel {
  let channel = channels.get(topic)
  if (!channel) {
    channel = new BroadcastChannel(`audienceos:${topic}`)
    channels.set(topic, channel)
  }
  return channel
}

/** What is out of date together, and the rows whose changes make it so. */
export type Topic = { name: string; table: string; filter: string }

/** The topic of everything in one person's inbox. */
export function inboxTopic(userId: string): Topic {
  return {
    name: `inbox:${userId}`,
    table: 'cc_notifications',
    filter: `recipient_individual_id=eq.${userId}`,
  }
}

/** Tells this browser's other tabs that what they show of `topic` is out of date. */
export function announceChange(topic: Topic): void {
  channelOf(topic.name).postMessage('changed')
}

/** Calls `onStale` whenever what is shown of `topic` may be out of date. Returns the function that stops it. */
export function watchForChanges(topic: Topic, onStale: () => void): () => void {
  const channel = channelOf(topic.name)
  let last = Date.now()
  let soon: ReturnType<typeof setTimeout> | undefined

  function refresh(): void {
    last = Date.now()
    onStale()
  }
  function handleReturn(): void {
    const isHere = document.visibilityState === 'visible' && navigator.onLine
    if (isHere && Date.now() - last >= LEAST_GAP_MS) refresh()
  }

  // An announcement a row: hundreds at once are one reason to look.
  function refreshSoon(): void {
    soon ??= setTimeout(() => {
      soon = undefined
      refresh()
    }, GATHER_MS)
  }

  // A tab that nobody looks at asks nothing; it asks when somebody does.
  const timer = setInterval(handleReturn, POLL_MS)
  channel.addEventListener('message', refresh)
  window.addEventListener('focus', handleReturn)
  window.addEventListener('online', handleReturn)
  document.addEventListener('visibilitychange', handleReturn)
  const closeFeed = env.hasRealtime ? openFeed(topic, refreshSoon) : () => undefined
  return () => {
    closeFeed()
    clearTimeout(soon)
    clearInterval(timer)
    channel.removeEventListener('message', refresh)
    window.removeEventListener('focus', handleReturn)
    window.removeEventListener('online', handleReturn)
    document.removeEventListener('visibilitychange', handleReturn)
  }
}

/** The code that listens comes only where there is something to hear. Returns the function that stops it. */
function openFeed({ table, filter }: Topic, onChange: () => void): () => void {
  let isStopped = false
  let close: () => void = () => undefined
  void import('@/lib/realtime').then(({ openChangesFeed }) => {
    if (isStopped) return
    const { supabaseUrl: origin, supabaseKey: apiKey } = env
    close = openChangesFeed({ origin, apiKey, table, filter, accessToken, onChange })
  })
  return () => {
    isStopped = true
    close()
  }
}
