import { performance } from 'node:perf_hooks'

const FEWEST = 2
const IDLE_BELOW = 0.35
const BUSY_ABOVE = 0.5
const STEP_MS = 250

/**
 * How many messages to have under way, up to `most`. What a server has taken and this process has not yet read is what a
 * crash repeats, and that queue grows with everything started while the process is busy. So more is started only while it
 * mostly waits for the server: a slow server gets many at once, a fast one few, and neither is slower for it.
 * `utilization` is the share of time that this process was busy since it was asked the last time.
 */
export function pace(most: number, utilization: () => number = eventLoopUtilization()) {
  let limit = Math.min(FEWEST, most)
  let nextStep = 0
  return {
    /** The limit for now; `isFull` says that all of it is in use, without which there is no reason for more. */
    limit: (now: number, isFull: boolean): number => {
      if (now < nextStep) return limit
      nextStep = now + STEP_MS
      const busy = utilization()
      if (busy > BUSY_ABOVE) limit = Math.max(Math.min(FEWEST, most), limit - 1)
      else if (busy < IDLE_BELOW && isFull) limit = Math.min(most, limit + 1)
      return limit
    },
  }
}

const MAILS_PER_PLACE = 100

/**
 * How many messages a worker may have under way whose predecessor was killed, after it sent `sent` itself: one for each
 * hundred. Whoever is killed once may be killed again at once, and what is under way then comes twice; this way even a
 * worker that is killed all the time repeats at most one mail in a hundred, at whatever moment it happens. Slow for the
 * first few hundred mails, and only after a kill.
 */
export function limitAfterKill(sent: number): number {
  return Math.max(1, Math.floor(sent / MAILS_PER_PLACE))
}

function eventLoopUtilization(): () => number {
  let last = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    return utilization
  }
}
