import { afterEach, describe, expect, test } from 'vitest'
import {
  outcomeOf,
  type Channel,
  type DeliveryQueue,
  type LeasedDelivery,
  type Result,
} from '@/lib/delivery/delivery'
import { startWorker, type Worker } from '@/lib/delivery/worker'

let worker: Worker | undefined
afterEach(async () => {
  await worker?.stop()
  worker = undefined
})

function delivery(id: string, channel = 'email'): LeasedDelivery {
  return {
    deliveryId: id,
    leaseToken: `lease-${id}`,
    channel,
    attempts: 1,
    address: `${id}@example.org`,
    category: 'runs',
    template: 'test',
    payload: {},
    agencyName: null,
    createdByName: null,
    replyTo: null,
    invitationToken: null,
    unsubscribeToken: null,
    isRequired: false,
  }
}

/** A queue in memory. A released row can be leased again; `broken` makes the next calls of that name fail. */
function memoryQueue(rows: LeasedDelivery[]) {
  const waiting = [...rows]
  const leased = new Map<string, LeasedDelivery>()
  const results: Result[] = []
  const broken = { lease: 0, record: 0 }
  const queue: DeliveryQueue = {
    lease: async (max) => {
      if (broken.lease-- > 0) throw new Error('backend away')
      const taken = waiting.splice(0, max)
      for (const row of taken) leased.set(row.deliveryId, row)
      return taken
    },
    record: async (batch) => {
      if (broken.record-- > 0) throw new Error('backend away')
      for (const result of batch) {
        results.push(result)
        const row = leased.get(result.deliveryId)
        if (row && result.outcome === 'released') waiting.push(row)
        leased.delete(result.deliveryId)
      }
    },
    keepHouse: () => Promise.resolve({}),
  }
  return { queue, results, broken, waiting, leased }
}

const sending = (send: Channel['send']): Channel => ({ send, close: () => undefined })
const rows = (count: number) => Array.from({ length: count }, (_, n) => delivery(`row${n}`))
const options = { parallel: 4, log: () => undefined }

describe('the worker', () => {
  test('sends every row once and never more at a time than it may', async () => {
    const { queue, results } = memoryQueue(rows(50))
    let now = 0
    let most = 0
    const email = sending(async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
      return outcomeOf('sent')
    })
    worker = startWorker({ ...options, queue, channels: { email } })
    await expect.poll(() => results.length).toBe(50)
    expect(new Set(results.map((result) => result.deliveryId)).size).toBe(50)
    expect(most).toBeLessThanOrEqual(4)
  })

  test('one row that makes a channel throw does not stop the others, and counts as an attempt', async () => {
    const { queue, results } = memoryQueue(rows(10))
    const email = sending(async ({ deliveryId }) => {
      if (deliveryId === 'row3') throw new Error('poison for row3@example.org')
      return outcomeOf('sent')
    })
    worker = startWorker({ ...options, queue, channels: { email } })
    await expect.poll(() => results.length).toBe(10)
    expect(results.find((result) => result.deliveryId === 'row3')).toMatchObject({
      outcome: 'retry',
      code: 'unexpected',
      message: 'poison for [address]',
    })
  })

  test('after a worker was killed one message at a time is under way until a hundred of each are sent', async () => {
    const { queue, results } = memoryQueue(rows(40))
    let now = 0
    let most = 0
    const email = sending(async () => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve))
      now--
      return outcomeOf('sent')
    })
    const adopt = () => ({ workers: 1, results: [], done: () => undefined })
    worker = startWorker({ ...options, queue, channels: { email }, adopt })
    await expect.poll(() => results.length).toBe(40)
    expect(most).toBe(1)
  })

  test('what a killed worker left and nobody can read holds up nothing', async () => {
    const { queue, results } = memoryQueue(rows(3))
    const email = sending(() => Promise.resolve(outcomeOf('sent')))
    const adopt = () => {
      throw new Error('unreadable')
    }
    worker = startWorker({ ...options, queue, channels: { email }, adopt })
    await expect.poll(() => results.length).toBe(3)
    expect(worker.isHealthy()).toBe(true)
  })

  test('a channel that is not configured ends its rows with the reason', async () => {
    const { queue, results } = memoryQueue([delivery('a', 'sms')])
    worker = startWorker({ ...options, queue, channels: {} })
    await expect.poll(() => results).toMatchObject([{ outcome: 'failed', code: 'channel_off' }])
  })

  test(
    'while the backend is away nothing is forgotten, and few new mails are sent',
    { timeout: 20_000 },
    async () => {
      const { queue, results, broken } = memoryQueue(rows(200))
      broken.record = 3
      let sent = 0
      let sentWhileAway = 0
      const email = sending(async () => {
        sent++
        if (broken.record > 0) sentWhileAway = sent
        return outcomeOf('sent')
      })
      worker = startWorker({ ...options, queue, channels: { email } })
      await expect.poll(() => results.length, { timeout: 10_000 }).toBe(200)
      expect(sent).toBe(200)
      expect(sentWhileAway).toBeLessThan(30)
      expect(worker.isHealthy()).toBe(true)
    },
  )

  test(
    'while the provider is out of reach rows go back without an attempt, and all arrive afterwards',
    { timeout: 20_000 },
    async () => {
      const { queue, results } = memoryQueue(rows(20))
      let tries = 0
      const email = sending(async () =>
        ++tries <= 3
          ? { ...outcomeOf('released', 'smtp_connection'), isUnreachable: true }
          : outcomeOf('sent'),
      )
      worker = startWorker({ ...options, queue, channels: { email } })
      await expect
        .poll(() => results.filter((result) => result.outcome === 'sent').length, { timeout: 15_000 })
        .toBe(20)
      expect(results.filter((result) => result.outcome === 'retry')).toEqual([])
    },
  )

  test('asked to stop, it finishes what is under way and gives the rest back', async () => {
    const { queue, results } = memoryQueue(rows(30))
    let finish = () => {}
    const gate = new Promise<void>((resolve) => (finish = resolve))
    let started = 0
    const email = sending(async () => {
      started++
      await gate
      return outcomeOf('sent')
    })
    worker = startWorker({ ...options, parallel: 2, queue, channels: { email } })
    await expect.poll(() => started).toBe(2)
    const stopped = worker.stop()
    finish()
    await stopped
    const kinds = results.map((result) => result.outcome)
    expect(kinds.filter((kind) => kind === 'sent').length).toBe(2)
    expect(kinds.every((kind) => kind === 'sent' || kind === 'released')).toBe(true)
  })

  test('a row whose lease is nearly over is given back, not sent', async () => {
    const { queue, results } = memoryQueue(rows(3))
    const slow: DeliveryQueue = {
      ...queue,
      lease: async (max, seconds) => {
        const taken = await queue.lease(max, seconds)
        // The answer took longer than half of the lease.
        if (taken.length > 0) await new Promise((resolve) => setTimeout(resolve, 700))
        return taken
      },
    }
    let sent = 0
    const email = sending(async () => {
      sent++
      return outcomeOf('sent')
    })
    worker = startWorker({ ...options, queue: slow, channels: { email }, leaseSeconds: 1 })
    await expect.poll(() => results.length).toBeGreaterThanOrEqual(3)
    expect(sent).toBe(0)
    expect(results.every((result) => result.outcome === 'released')).toBe(true)
  })

  test('a message that takes too long is broken off within the lease', async () => {
    const { queue, results } = memoryQueue(rows(1))
    const email = sending(
      (_delivery, signal) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve(outcomeOf('retry', 'smtp_timeout'))),
        ),
    )
    const began = performance.now()
    worker = startWorker({ ...options, queue, channels: { email }, leaseSeconds: 1 })
    await expect.poll(() => results.length, { timeout: 3_000 }).toBe(1)
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})
