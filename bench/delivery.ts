import { spawn } from 'node:child_process'
import { startTestDatabase } from '../scripts/backend/test-database'
import { openProofWorld, until, type ProofWorld } from '../scripts/delivery/proof-world'
import { startSink, type Sink } from '../scripts/delivery/sink'
import { deliveryQueue } from '../lib/delivery/queue'
import { outcomeOf } from '../lib/delivery/delivery'
import { serviceClient } from '../lib/supabase/service'
import type { Figure } from './measure'

const MAILS = 2_000
const WARM_UP = 200
const BATCH = 100
/** As many as a worker has unless it is told otherwise. */
const CONNECTIONS = 8

/**
 * How fast one worker empties the queue when the SMTP server answers at once: beside nodemailer alone, sending the same mails
 * to the same server, which is the most that this library can do; and beside the queue alone.
 */
export async function benchDelivery(): Promise<Figure[]> {
  const database = await startTestDatabase()
  const world = await openProofWorld(database.url)
  try {
    const agency = await world.agency('Measured')
    const queueOnly = await measureQueue(world, agency)
    const worker = await measureWorker(world, agency)
    const bare = await measureBare()
    return [
      {
        name: 'delivery, one worker',
        setting: `${MAILS} mails over SMTP, API and server on this machine`,
        value: worker,
        unit: 'mails/s',
        reference: { name: 'nodemailer alone, mails made before', value: bare },
      },
      {
        name: 'lease and record',
        setting: `${MAILS} rows in batches of ${BATCH}`,
        value: queueOnly,
        unit: 'rows/s',
      },
    ]
  } finally {
    await world.stop()
    await database.stop()
  }
}

async function measureWorker(world: ProofWorld, agency: string): Promise<number> {
  const sink = await startSink()
  await world.enqueue(agency, MAILS + WARM_UP)
  const worker = world.worker({ smtpPort: sink.port, env: { WORKER_PARALLEL: String(CONNECTIONS) } })
  try {
    await until('every mail', 300, () => sink.received.length >= MAILS + WARM_UP)
    return rateOf(sink)
  } finally {
    await worker.end('SIGTERM')
    await sink.stop()
  }
}

async function measureBare(): Promise<number> {
  const sink = await startSink()
  const words = [sink.port, MAILS + WARM_UP, CONNECTIONS].map(String)
  const sender = spawn(process.execPath, ['--import', 'tsx', 'bench/bare-sender.ts', ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const ended = new Promise((resolve) => sender.once('close', resolve))
  try {
    await until('every mail', 300, () => sink.received.length >= MAILS + WARM_UP)
    return rateOf(sink)
  } finally {
    sender.kill()
    await ended
    await sink.stop()
  }
}

/** Mails per second after those that warmed up whoever sent them. */
function rateOf({ received }: Sink): number {
  const [first, last] = [received[WARM_UP], received[MAILS + WARM_UP - 1]]
  return MAILS / (((last?.at ?? 0) - (first?.at ?? 0)) / 1000)
}

async function measureQueue(world: ProofWorld, agency: string): Promise<number> {
  await world.enqueue(agency, MAILS)
  const queue = deliveryQueue(serviceClient(world.apiUrl, world.secretKey), 'bench')
  const began = performance.now()
  for (let done = 0; done < MAILS;) {
    const rows = await queue.lease(BATCH, 60)
    if (rows.length === 0) throw new Error('the queue ended early')
    await queue.record(
      rows.map(({ deliveryId, leaseToken }) => ({ deliveryId, leaseToken, ...outcomeOf('sent') })),
    )
    done += rows.length
  }
  return MAILS / ((performance.now() - began) / 1000)
}
