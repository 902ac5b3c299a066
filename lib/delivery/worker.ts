import { acknowledgements } from '@/lib/delivery/acknowledgements'
import {
  outcomeOf,
  type Channel,
  type DeliveryQueue,
  type LeasedDelivery,
  type Outcome,
} from '@/lib/delivery/delivery'
import type { adoptJournals, Journal } from '@/lib/delivery/journal'
import { masked } from '@/lib/delivery/mask'
import { limitAfterKill, pace } from '@/lib/delivery/pace'

export interface WorkerOptions {
  queue: DeliveryQueue
  /** By name of the channel; rows of any other fail with `channel_off`. */
  channels: Readonly<Record<string, Channel>>
  /** How many messages are under way at once, at most. */
  parallel: number
  journal?: Journal | null
  /** What workers that were killed on this machine left; asked for again and again. */
  adopt?: () => ReturnType<typeof adoptJournals>
  log: (line: string) => void
  leaseSeconds?: number
}

export interface Worker {
  /** Takes nothing more, finishes what is under way, gives the rest back; resolves within STOP_TIMEOUT_MS. */
  stop: () => Promise<void>
  /** Whether the queue could be read the last time. */
  isHealthy: () => boolean
}

const LEASE_SECONDS = 60
/** Longest time for one message; well within a lease, so that nobody else has the row while it is being sent. */
const SEND_TIMEOUT_MS = 30_000
const LEASE_MARGIN_MS = 5_000
/** Rows taken at once are those that this much time is enough for: nobody waits long behind them, and no lease grows old. */
const AHEAD_MS = 2_000
const MAX_BATCH = 100
const SLOW_MS = 2_000
/** After a kill a slow server must not make more mails ambiguous, so only what surely hangs is passed over. */
const SLOW_AFTER_KILL_MS = 10_000
/** Nobody waits longer than this for the worker to notice that there is something to send. */
const IDLE_MS = { shortest: 250, longest: 1_000 }
const TROUBLE_MS = { shortest: 500, longest: 15_000 }
const UNREACHABLE_MS = { shortest: 1_000, longest: 30_000 }
const HOUSEKEEPING_MS = 20_000
const ADOPTION_MS = 5_000
const STOP_TIMEOUT_MS = 15_000
/** Of that, for messages under way; the rest is for telling the database. */
const FINISH_MS = 10_000

interface Held {
  delivery: LeasedDelivery
  /** When the lease ends, on this process's own clock, counted from before the question: never later than in the database. */
  leaseEnd: number
}

/** Leases, sends and records until it is stopped. Trouble of any kind makes it wait and try again, never end. */
export function startWorker(options: WorkerOptions): Worker {
  const { queue, parallel, log } = options
  const journal = options.journal ?? null
  const leaseMs = (options.leaseSeconds ?? LEASE_SECONDS) * 1_000
  const sendMs = Math.min(SEND_TIMEOUT_MS, leaseMs / 2)
  const marginMs = Math.min(LEASE_MARGIN_MS, leaseMs / 10)
  const waiting: Held[] = []
  const underWay = new Map<AbortController, { done: Promise<void>; since: number }>()
  const counts = new Map<string, number>()
  const stopping = new AbortController()
  const { limit } = pace(parallel)
  let averageMs = 200
  let pausedUntil = 0
  let unreachableMs = UNREACHABLE_MS.shortest
  let wake = () => {}
  let isHealthy = true
  let nextAdoption = 0
  let lastLimit = Math.min(2, parallel)
  let sent = 0
  let isAfterKill = false

  const acks = acknowledgements(queue, {
    onRecorded: (results) => {
      journal?.recorded(results)
      wake()
    },
    onTrouble: (error) => log(`the outcome of messages cannot be recorded yet: ${words(error)}`),
  })

  const finish = ({ delivery }: Held, outcome: Outcome) => {
    const { deliveryId, leaseToken } = delivery
    const { provider, providerMessageId, code, message } = outcome
    const result = {
      deliveryId,
      leaseToken,
      outcome: outcome.outcome,
      provider,
      providerMessageId,
      code,
      message,
    }
    journal?.finished(result)
    acks.add(result)
    if (result.outcome === 'sent') sent++
    counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1)
    if (result.outcome === 'failed' || result.outcome === 'retry')
      log(
        `${result.outcome} ${deliveryId} ${code ?? ''} attempt ${delivery.attempts}${message ? `: ${message}` : ''}`,
      )
  }

  const send = async (held: Held, abort: AbortController) => {
    const began = performance.now()
    const timer = setTimeout(() => abort.abort(), Math.min(sendMs, held.leaseEnd - marginMs - began))
    try {
      const channel = options.channels[held.delivery.channel]
      journal?.started(held.delivery.deliveryId)
      const answer = channel
        ? await channel.send(held.delivery, abort.signal)
        : outcomeOf('failed', 'channel_off')
      finish(held, answer)
      if ('isUnreachable' in answer && answer.isUnreachable === true) pause(answer)
      else if (answer.outcome !== 'released') unreachableMs = UNREACHABLE_MS.shortest
    } catch (error) {
      // A channel promises not to throw. Whatever this is, it must not stop the other rows, and it must not repeat for ever.
      finish(held, outcomeOf('retry', 'unexpected', { message: words(error) }))
    } finally {
      clearTimeout(timer)
      averageMs = averageMs * 0.9 + (performance.now() - began) * 0.1
      underWay.delete(abort)
      pump()
      wake()
    }
  }

  /** The provider is out of reach: what is held goes back, and only after a while is one message tried again. */
  const pause = (answer: Outcome) => {
    if (performance.now() < pausedUntil) return
    pausedUntil = performance.now() + unreachableMs
    log(
      `messages cannot be sent (${answer.code ?? 'unknown'}${answer.message ? `: ${answer.message}` : ''}); next try in ${Math.round(unreachableMs / 1000)} s`,
    )
    unreachableMs = Math.min(unreachableMs * 2, UNREACHABLE_MS.longest)
    giveBack()
  }
  const giveBack = () => {
    for (const held of waiting.splice(0)) finish(held, outcomeOf('released'))
  }

  /** How many are under way, but for those that hang: these hold a place of `parallel`, and nobody else up. */
  const quick = () => {
    const now = performance.now()
    const slowMs = isCautious() ? SLOW_AFTER_KILL_MS : SLOW_MS
    return [...underWay.values()].filter(({ since }) => now - since < slowMs).length
  }
  const isCautious = () => isAfterKill && limitAfterKill(sent) < parallel
  const pump = () => {
    const isFull = quick() + 1 >= lastLimit && waiting.length > 0
    lastLimit = limit(performance.now(), isFull)
    if (isAfterKill) lastLimit = Math.min(lastLimit, limitAfterKill(sent))
    while (waiting.length > 0 && quick() < lastLimit && underWay.size < parallel && mayGoOn()) {
      const held = waiting.shift()
      if (!held) return
      // The process may have been stopped or starved: what is nearly somebody else's is not sent any more.
      if (held.leaseEnd - performance.now() < sendMs + marginMs) {
        finish(held, outcomeOf('released'))
        continue
      }
      const abort = new AbortController()
      // In a later turn, so that `underWay` holds it before it can end.
      const done = Promise.resolve().then(() => send(held, abort))
      underWay.set(abort, { done, since: performance.now() })
    }
  }
  // While nothing can be recorded, every further message would be one more that a crash repeats.
  const mayGoOn = () => !stopping.signal.aborted && acks.pending() < Math.max(20, parallel * 4)

  const lease = async (): Promise<number> => {
    const isProbe = unreachableMs > UNREACHABLE_MS.shortest
    const ahead = Math.ceil((lastLimit * AHEAD_MS) / Math.max(averageMs, 5))
    const max = isProbe ? 1 : Math.min(MAX_BATCH, Math.max(1, ahead))
    const asked = performance.now()
    const deliveries = await queue.lease(max, leaseMs / 1_000)
    if (deliveries.length === 0) return 0
    journal?.leased(deliveries)
    for (const delivery of deliveries) waiting.push({ delivery, leaseEnd: asked + leaseMs })
    // Meanwhile there may be nothing to send with, or nobody to.
    if (stopping.signal.aborted || performance.now() < pausedUntil) giveBack()
    pump()
    return deliveries.length
  }

  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** Tells in the place of killed workers, before anything of theirs could be taken again. Failing holds up nobody. */
  const adopt = async () => {
    if (!options.adopt || performance.now() < nextAdoption) return
    nextAdoption = performance.now() + ADOPTION_MS
    try {
      const { workers, results, done } = options.adopt()
      if (workers > 0) isAfterKill = true
      if (results.length > 0) {
        log(`${results.length} messages of a worker that was killed are recorded`)
        await queue.record(results)
      }
      done()
    } catch (error) {
      log(`what a killed worker left cannot be recorded yet: ${words(error)}`)
    }
  }

  const run = async () => {
    let idleMs = IDLE_MS.shortest
    let troubleMs = TROUBLE_MS.shortest
    while (!stopping.signal.aborted) {
      const pauseMs = pausedUntil - performance.now()
      if (pauseMs > 0) await sleep(pauseMs)
      // A probe is alone: nothing more is taken until it is known how it went.
      else if (unreachableMs > UNREACHABLE_MS.shortest && underWay.size + waiting.length > 0) await sleep(250)
      else if (waiting.length >= lastLimit || !mayGoOn()) await sleep(250)
      else
        try {
          await adopt()
          const count = await lease()
          troubleMs = TROUBLE_MS.shortest
          isHealthy = true
          idleMs = count > 0 ? IDLE_MS.shortest : Math.min(idleMs * 1.5, IDLE_MS.longest)
          if (count === 0) await pauseWithoutWaking(idleMs)
        } catch (error) {
          isHealthy = false
          log(`the queue cannot be read, next try in ${(troubleMs / 1000).toFixed(1)} s: ${words(error)}`)
          await pauseWithoutWaking(troubleMs)
          troubleMs = Math.min(troubleMs * 2, TROUBLE_MS.longest)
        }
      pump()
    }
  }
  /** A finished message is no reason to ask an empty or absent queue again. */
  const pauseWithoutWaking = async (milliseconds: number) => {
    const end = performance.now() + milliseconds
    for (let left = milliseconds; left > 0 && !stopping.signal.aborted; left = end - performance.now())
      await sleep(left)
  }

  const keepHouse = async () => {
    try {
      await queue.keepHouse()
    } catch (error) {
      if (!stopping.signal.aborted) log(`housekeeping did not run: ${words(error)}`)
    }
    if (counts.size > 0) log([...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', '))
    counts.clear()
  }
  void keepHouse()
  const housekeeping = setInterval(() => void keepHouse(), HOUSEKEEPING_MS)
  const running = run()

  return {
    isHealthy: () => isHealthy,
    stop: async () => {
      const began = performance.now()
      stopping.abort()
      wake()
      clearInterval(housekeeping)
      giveBack()
      const abortAll = setTimeout(() => {
        for (const abort of underWay.keys()) abort.abort()
      }, FINISH_MS)
      await Promise.race([
        Promise.allSettled([...[...underWay.values()].map(({ done }) => done), running]),
        delay(STOP_TIMEOUT_MS - 2_000),
      ])
      clearTimeout(abortAll)
      await acks.settle(began + STOP_TIMEOUT_MS - 500)
      for (const channel of Object.values(options.channels)) channel.close()
      journal?.close()
    },
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}

function words(error: unknown): string {
  return masked(error instanceof Error ? error.message : String(error))
}
