import { randomInt } from 'node:crypto'
import { until, type ProofWorld, type WorkerProcess } from './proof-world'
import { startSink, type Received } from './sink'

/** What a proof found: each finding is held against its bar by whoever asked for it. */
export interface KillFindings {
  mails: number
  kills: number
  lost: number
  copies: number
  /** How many mails each kill repeated, in order. */
  copiesOfKills: number[]
  strangeMessageIds: number
  seconds: number
}

/**
 * Kills the worker `kills` times while it delivers `mails` mails, each time in full flow, and starts another one. A mail
 * is lost when the sink never had it, a copy is one more than the first.
 */
export async function proveKills(
  world: ProofWorld,
  mails: number,
  kills: number,
  latencyMs: number,
): Promise<KillFindings> {
  const sink = await startSink({ latencyMs })
  const agency = await world.agency('Killed')
  await world.enqueue(agency, mails, { lane: 1 })
  const began = Date.now()
  const receivedByKill: number[] = []
  let worker: WorkerProcess = world.worker({ smtpPort: sink.port })
  let next: WorkerProcess
  try {
    for (let kill = 0; kill < kills; kill++) {
      await worker.ready
      // So that each life has its share of the mails, and the end comes at any point of a mail's way.
      const target = Math.min(mails - 1, Math.floor(((kill + 1) * mails) / (kills + 1)) + randomInt(0, 5))
      await until(`mail ${target}`, 120, () => sink.received.length >= target)
      await wait(randomInt(0, 20))
      next = world.worker({ smtpPort: sink.port })
      await worker.end('SIGKILL')
      worker = next
      // The server still takes what it had in full; the next worker is not up yet.
      await wait(100)
      receivedByKill.push(sink.received.length)
    }
    await until('every mail', 240, async () => (await world.statuses()).sent === mails)
    await worker.end('SIGTERM')
  } finally {
    await sink.stop()
  }
  const rows = await world.sql<
    { id: string }[]
  >`select id from cc_notification_deliveries where tenant_id = ${agency}`
  return {
    mails,
    kills,
    ...compare(
      sink.received,
      rows.map((row) => row.id),
    ),
    copiesOfKills: copiesOfKills(sink.received, receivedByKill),
    seconds: (Date.now() - began) / 1000,
  }
}

/** Holds what the sink has against the rows: one Message-ID per delivery, made of its id. */
export function compare(
  received: readonly Received[],
  ids: readonly string[],
): { lost: number; copies: number; strangeMessageIds: number } {
  const expected = new Set(ids.map((id) => `<${id}@app.audienceos.example>`))
  const seen = new Map<string, number>()
  for (const { messageId } of received) seen.set(messageId, (seen.get(messageId) ?? 0) + 1)
  const known = [...seen.keys()].filter((messageId) => expected.has(messageId))
  return {
    lost: expected.size - known.length,
    copies: known.reduce((sum, messageId) => sum + (seen.get(messageId) ?? 1) - 1, 0),
    strangeMessageIds: seen.size - known.length,
  }
}

/** A copy counts for the first kill after the mail came before: `receivedByKill` says how many the server had by each. */
function copiesOfKills(received: readonly Received[], receivedByKill: readonly number[]): number[] {
  const counts = receivedByKill.map(() => 0)
  const seen = new Map<string, number>()
  for (const [index, { messageId }] of received.entries()) {
    const before = seen.get(messageId)
    const kill = before === undefined ? -1 : receivedByKill.findIndex((count) => count > before)
    if (kill >= 0) counts[kill] = (counts[kill] ?? 0) + 1
    seen.set(messageId, index)
  }
  return counts
}

export interface ZombieFindings {
  /** What the row said after another worker had delivered, and after the first one had awoken and reported. */
  before: unknown
  after: unknown
  copies: number
}

/** Stops a worker in the middle of a mail until its lease is over and another one has delivered, then lets it go on. */
export async function proveZombie(world: ProofWorld): Promise<ZombieFindings> {
  const sink = await startSink({ latencyMs: 400 })
  const agency = await world.agency('Zombie')
  await world.enqueue(agency, 1, { word: 'zombie', lane: 0 })
  const row = async () => {
    const [found] = await world.sql`
      select id, status, attempts, sent_at, provider, provider_message_id, last_error, attempt_log, updated_at
      from cc_notification_deliveries where tenant_id = ${agency}`
    return found ?? {}
  }
  const first = world.worker({ smtpPort: sink.port })
  let second: WorkerProcess
  try {
    await until('the lease', 90, async () => (await row()).status === 'leased')
    first.child.kill('SIGSTOP')
    // The lease is over in the database's eyes; what the stopped worker knows of it stays as it is.
    await world.sql`update cc_notification_deliveries set lease_until = now() - interval '1 second' where tenant_id = ${agency}`
    second = world.worker({ smtpPort: sink.port, env: { DATA_DIR: `${world.directory}/second` } })
    await until('the second worker', 90, async () => (await row()).status === 'sent')
    const before = await row()
    first.child.kill('SIGCONT')
    // It finishes what it held, reports, and goes on: a mail of its own shows that the report was made.
    await second.end('SIGTERM')
    await world.enqueue(agency, 1, { word: 'later', lane: 0 })
    await until(
      'the next mail',
      30,
      async () => (await world.statuses()).queued === undefined && (await allSent(world, agency)),
    )
    const id = String(before.id)
    const [after] = await world.sql`
      select id, status, attempts, sent_at, provider, provider_message_id, last_error, attempt_log, updated_at
      from cc_notification_deliveries where id = ${id}`
    return {
      before,
      after,
      copies: sink.received.filter(({ messageId }) => messageId.includes(id)).length - 1,
    }
  } finally {
    first.child.kill('SIGCONT')
    await first.end('SIGTERM')
    await sink.stop()
  }
}

async function allSent(world: ProofWorld, agency: string): Promise<boolean> {
  const [row] = await world.sql<{ left: number }[]>`
    select count(*) filter (where status <> 'sent')::int as left from cc_notification_deliveries where tenant_id = ${agency}`
  return row?.left === 0
}

export interface FairnessFindings {
  flood: number
  seconds: number
}

/** Queues a flood for one agency and, once it runs, ten mails for another; measures until the last of the ten is there. */
export async function proveFairness(world: ProofWorld, flood: number): Promise<FairnessFindings> {
  const sink = await startSink()
  const [loud, quiet] = [await world.agency('Loud'), await world.agency('Quiet')]
  await world.enqueue(loud, flood, { word: 'loud', lane: 3 })
  const worker = world.worker({ smtpPort: sink.port })
  try {
    await until('the flood', 240, () => sink.received.length > 200)
    const began = Date.now()
    await world.enqueue(quiet, 10, { word: 'quiet', lane: 3 })
    const mine = () => sink.received.filter(({ recipient }) => recipient.startsWith('quiet-'))
    await until('the ten', 120, () => mine().length >= 10)
    return { flood, seconds: ((mine().at(-1)?.at ?? Date.now()) - began) / 1000 }
  } finally {
    await worker.end('SIGTERM')
    await sink.stop()
    await world.sql`delete from cc_notification_deliveries where tenant_id in (${loud}, ${quiet})`
  }
}

export interface TroubleFindings {
  statuses: Record<string, Record<string, number>>
  /** `aloneSeconds`: as many good mails on this machine right before, with nothing wrong. */
  good: { sent: number; slowestSeconds: number; aloneSeconds: number }
  copies: number
  drainSeconds: number
  outageSeconds: number
  attemptsInOutage: number
}

/**
 * Every way in which a server fails, at once: 4xx, 5xx, hanging, breaking the line after it took the mail, mails that
 * cannot be made; and then an outage of the whole server.
 */
export async function proveTrouble(
  world: ProofWorld,
  sizes: { good: number; outageMails: number; outageSeconds: number },
): Promise<TroubleFindings> {
  const sink = await startSink()
  const agency = await world.agency('Trouble')
  const words = ['refuse', 'busy', 'drop'] as const
  await world.enqueue(agency, sizes.good, { word: 'alone' })
  const began = Date.now()
  const worker = world.worker({ smtpPort: sink.port })
  const receivedOf = (word: string) =>
    sink.received.filter(({ recipient }) => recipient.startsWith(`${word}-`))
  const secondsUntilAll = async (word: string, since: number) => {
    await until(`the ${word} mails`, 240, () => receivedOf(word).length >= sizes.good)
    return Math.max(...receivedOf(word).map(({ at }) => at - since)) / 1000
  }
  try {
    await worker.ready
    const aloneSeconds = await secondsUntilAll('alone', Date.now())
    for (const word of words) await world.enqueue(agency, 5, { word })
    await world.enqueue(agency, 2, { word: 'hang' })
    await world.enqueue(agency, 20, { word: 'poison', payload: { nothing: true } })
    const queued = Date.now()
    await world.enqueue(agency, sizes.good, { word: 'good' })
    const slowestSeconds = await secondsUntilAll('good', queued)
    const byWord = async () => {
      const rows = await world.sql<{ word: string; status: string; count: number }[]>`
        select split_part(address, '-', 1) as word, status, count(*)::int from cc_notification_deliveries
        where tenant_id = ${agency} group by 1, 2 order by 1, 2`
      const result: Record<string, Record<string, number>> = {}
      for (const { word, status, count } of rows) (result[word] ??= {})[status] = count
      return result
    }
    // The broken lines are tried again by the schedule: after five seconds.
    await until('the broken lines', 120, async () => (await byWord()).drop?.sent === 5)
    const statuses = await byWord()
    const drops = receivedOf('drop').length

    await sink.down()
    await world.enqueue(agency, sizes.outageMails, { word: 'outage' })
    await wait(sizes.outageSeconds * 1000)
    const [tried] = await world.sql<{ attempts: number }[]>`
      select coalesce(max(attempts), 0)::int as attempts from cc_notification_deliveries
      where address like 'outage-%' and tenant_id = ${agency} and status = 'queued'`
    await sink.up()
    const up = Date.now()
    await until('the end of the outage', 180, async () => (await byWord()).outage?.sent === sizes.outageMails)
    return {
      statuses,
      good: { sent: receivedOf('good').length, slowestSeconds, aloneSeconds },
      copies: drops - 5,
      drainSeconds: (Date.now() - up) / 1000,
      outageSeconds: (up - began) / 1000,
      attemptsInOutage: tried?.attempts ?? 0,
    }
  } finally {
    // The server first: the worker would wait for the mails that hang there.
    await sink.stop()
    await worker.end('SIGTERM')
  }
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
