import type { DeliveryQueue, Result } from '@/lib/delivery/delivery'

export interface Acknowledgements {
  add: (result: Result) => void
  /** How many outcomes the database does not know yet. */
  pending: () => number
  /** Resolves once everything is recorded, or when `until` (on the same clock as `performance.now()`) has passed. */
  settle: (until: number) => Promise<void>
}

const MAX_BATCH = 200
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5_000

/**
 * Tells the database what became of rows. The first outcome goes at once and whatever comes while it is under way goes
 * with the next call, so a worker that is killed leaves few mails that nobody knows were sent. While the backend is
 * away outcomes are kept and tried again. One that the backend refuses must not hold up the others: after a failure they
 * go in ever smaller calls, and one that fails alone goes to the end.
 */
export function acknowledgements(
  queue: Pick<DeliveryQueue, 'record'>,
  events: { onRecorded: (results: readonly Result[]) => void; onTrouble: (error: unknown) => void },
): Acknowledgements {
  const waiting: Result[] = []
  let sending = 0
  let loop: Promise<void> | null = null

  const flush = async () => {
    let pause = FIRST_PAUSE_MS
    let size = MAX_BATCH
    while (waiting.length > 0) {
      const batch = waiting.splice(0, size)
      sending = batch.length
      try {
        await queue.record(batch)
        events.onRecorded(batch)
        pause = FIRST_PAUSE_MS
        size = Math.min(size * 2, MAX_BATCH)
      } catch (error) {
        if (batch.length > 1) waiting.unshift(...batch)
        else waiting.push(...batch)
        // They wait again, and would otherwise be counted twice during the pause.
        sending = 0
        size = Math.max(1, Math.floor(batch.length / 2))
        events.onTrouble(error)
        await new Promise((resolve) => setTimeout(resolve, pause))
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      } finally {
        sending = 0
      }
    }
    loop = null
  }

  return {
    add: (result) => {
      waiting.push(result)
      loop ??= Promise.resolve().then(flush)
    },
    pending: () => waiting.length + sending,
    settle: async (until) => {
      const left = until - performance.now()
      if (loop && left > 0) await Promise.race([loop, delay(left)])
    },
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
