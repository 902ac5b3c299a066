/**
 * How a page learns that something it shows has changed elsewhere: another tab says so, the person comes back to this
 * tab, or enough time has passed. The one module that knows, so that lists and counts need not.
 */

const POLL_MS = 60_000
/** Coming back fires several events at once, and somebody switching windows does it often. */
const LEAST_GAP_MS = 5_000

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

/** Tells this browser's other tabs that what they show of `topic` is out of date. */
export function announceChange(topic: string): void {
  channelOf(topic).postMessage('changed')
}

/** Calls `onStale` whenever what is shown of `topic` may be out of date. Returns the function that stops it. */
export function watchForChanges(topic: string, onStale: () => void): () => void {
  const channel = channelOf(topic)
  let last = Date.now()

  function refresh(): void {
    last = Date.now()
    onStale()
  }
  function handleReturn(): void {
    const isHere = document.visibilityState === 'visible' && navigator.onLine
    if (isHere && Date.now() - last >= LEAST_GAP_MS) refresh()
  }

  // A tab that nobody looks at asks nothing; it asks when somebody does.
  const timer = setInterval(handleReturn, POLL_MS)
  channel.addEventListener('message', refresh)
  window.addEventListener('focus', handleReturn)
  window.addEventListener('online', handleReturn)
  document.addEventListener('visibilitychange', handleReturn)
  return () => {
    clearInterval(timer)
    channel.removeEventListener('message', refresh)
    window.removeEventListener('focus', handleReturn)
    window.removeEventListener('online', handleReturn)
    document.removeEventListener('visibilitychange', handleReturn)
  }
}

/** The topic of everything in one person's inbox. */
export function inboxTopic(userId: string): string {
  return `inbox:${userId}`
}
