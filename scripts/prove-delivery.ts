import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from './backend/migrate'
import { startPostgres, type PostgresServer } from './backend/postgres'
import { openProofWorld, until, type ProofWorld } from './delivery/proof-world'
import { compare, proveFairness, proveKills, proveTrouble, proveZombie } from './delivery/proofs'
import { startSink } from './delivery/sink'
import { runStep } from './test/steps'

const HELP = `npm run prove:delivery -- [--only kills|database|zombie|fairness|trouble|mails] [--mails 5000] [--kills 50] [--crashes 10]
                         [--flood 100000] [--zombies 5] [--outage 60] [--latency 10]

Delivers through real workers, a real SMTP server, the API and Postgres while everything breaks, and prints what became of it.
--latency is how long the SMTP server takes for a mail, in milliseconds; --outage how long it is away, in seconds.`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    mails: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '50' },
    crashes: { type: 'string', default: '10' },
    flood: { type: 'string', default: '100000' },
    zombies: { type: 'string', default: '5' },
    outage: { type: 'string', default: '60' },
    latency: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
})

/** What is to be ended when somebody presses Ctrl-C in the middle. */
const running = new Set<() => Promise<void>>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(
    signal,
    () => void Promise.allSettled([...running].map((stop) => stop())).then(() => process.exit(130)),
  )

let failures = 0
function check(what: string, isMet: boolean, figures: string): void {
  if (!isMet) failures++
  console.log(`${isMet ? '✓' : '✗'} ${what.padEnd(58)} ${figures}`)
}

/** A cluster that survives a crash, unlike those of the tests: what is acknowledged has to be on disk. */
async function withWorld(
  prove: (world: ProofWorld, server: { crash: () => Promise<void> }) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'audienceos-prove-'))
  chmodSync(directory, 0o755)
  const options = { dataDir: join(directory, 'postgres'), password: randomBytes(12).toString('hex') }
  let server: PostgresServer = await startPostgres(options)
  const { url, port } = server
  let world: ProofWorld | null = null
  const stop = async () => {
    running.delete(stop)
    await world?.stop()
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  running.add(stop)
  try {
    await migrate(url)
    world = await openProofWorld(url)
    await prove(world, {
      crash: async () => {
        // What a power cut leaves: no checkpoint, no goodbye. Postgres calls it an immediate shutdown.
        const pid = Number(readFileSync(join(options.dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
        process.kill(pid, 'SIGQUIT')
        await server.stop()
        server = await startPostgres({ ...options, port })
      },
    })
  } finally {
    await stop()
  }
}

/** Kills the database while mails go out. Whatever it had acknowledged as sent is sent afterwards, and nothing is missing. */
async function proveCrashes(mails: number, crashes: number): Promise<void> {
  await withWorld(async (world, server) => {
    const sink = await startSink({ latencyMs: Number(values.latency) })
    const agency = await world.agency('Crashed')
    await world.enqueue(agency, mails)
    const worker = world.worker({ smtpPort: sink.port })
    let forgotten = 0
    const sent = async () =>
      (
        await world.sql<{ id: string }[]>`
          select id from cc_notification_deliveries where tenant_id = ${agency} and status = 'sent'`
      ).map((row) => row.id)
    for (let crash = 0; crash < crashes; crash++) {
      const target = Math.floor(((crash + 1) * mails) / (crashes + 1))
      await until(`mail ${target}`, 180, () => sink.received.length >= target)
      const before = await sent()
      await server.crash()
      await until('the database', 30, () =>
        world.sql`select 1`.then(
          () => true,
          () => false,
        ),
      )
      const after = new Set(await sent())
      forgotten += before.filter((id) => !after.has(id)).length
    }
    await until('every mail', 300, async () => (await world.statuses()).sent === mails)
    await worker.end('SIGTERM')
    await sink.stop()
    const rows = await sent()
    const { lost, copies, strangeMessageIds } = compare(sink.received, rows)
    check(
      `database killed ${crashes} × in ${mails} mails: none lost or forgotten`,
      lost === 0 && forgotten === 0 && strangeMessageIds === 0 && rows.length === mails,
      `lost ${lost}, acknowledged and forgotten ${forgotten}, copies ${copies} (${percent(copies, mails)})`,
    )
  })
}

const sections: Record<string, () => Promise<void>> = {
  kills: () =>
    withWorld(async (world) => {
      const [mails, kills] = [Number(values.mails), Number(values.kills)]
      const found = await proveKills(world, mails, kills, Number(values.latency))
      check(
        `worker killed ${kills} × in ${mails} mails: none lost`,
        found.lost === 0 && found.strangeMessageIds === 0,
        `lost ${found.lost}, other Message-IDs ${found.strangeMessageIds}, ${found.seconds.toFixed(0)} s`,
      )
      check(
        'extra copies at most 1 %',
        found.copies <= mails / 100,
        `${found.copies} (${percent(found.copies, mails)}), kill by kill: ${found.copiesOfKills.join(' ')}`,
      )
    }),
  database: () => proveCrashes(Number(values.mails), Number(values.crashes)),
  zombie: () =>
    withWorld(async (world) => {
      for (let round = 1; round <= Number(values.zombies); round++) {
        const { before, after, copies } = await proveZombie(world)
        const isSame = JSON.stringify(before) === JSON.stringify(after)
        check(
          `zombie ${round}: its late report changes nothing`,
          isSame,
          `row unchanged ${isSame}, copies ${copies}`,
        )
      }
    }),
  fairness: () =>
    withWorld(async (world) => {
      const { flood, seconds } = await proveFairness(world, Number(values.flood))
      check(
        `ten mails beside another agency's ${flood}: within 10 s`,
        seconds <= 10,
        `${seconds.toFixed(2)} s`,
      )
    }),
  trouble: () =>
    withWorld(async (world) => {
      const found = await proveTrouble(world, {
        good: 200,
        outageMails: 200,
        outageSeconds: Number(values.outage),
      })
      const { refuse, busy, poison, drop, hang } = found.statuses
      check('5xx fails for good', refuse?.failed === 5, JSON.stringify(refuse))
      check('4xx waits for its next attempt', busy?.queued === 5, JSON.stringify(busy))
      check('a mail that cannot be made fails alone', poison?.failed === 20, JSON.stringify(poison))
      check(
        'a line broken after DATA is tried again',
        drop?.sent === 5,
        `${JSON.stringify(drop)}, copies ${found.copies}`,
      )
      check('a server that hangs holds up nobody', (hang?.sent ?? 0) === 0, JSON.stringify(hang))
      const { sent, slowestSeconds, aloneSeconds } = found.good
      // Waiting for one that hangs would cost twenty seconds or more; how fast the machine is today has no say in this.
      check(
        'good mails among them: at most 10 s later than without them',
        sent === 200 && slowestSeconds - aloneSeconds <= 10,
        `200 within ${slowestSeconds.toFixed(1)} s, alone ${aloneSeconds.toFixed(1)} s`,
      )
      check(
        `server away for ${values.outage} s: no attempt is used up, all drained within 2 min`,
        found.attemptsInOutage === 0 && found.drainSeconds <= 120,
        `attempts ${found.attemptsInOutage}, drained after ${found.drainSeconds.toFixed(1)} s`,
      )
    }),
  mails: async () => {
    const result = await runStep({
      name: '5,000 fuzzed names, subjects and messages',
      script: 'node_modules/vitest/vitest.mjs',
      args: ['run', '--project', 'unit', 'lib/email'],
      env: { CASES: '5000' },
    })
    check('no header, recipient or foreign link in 5,000 fuzzed mails', result.isPassed, '')
  },
}

async function prove(): Promise<void> {
  for (const [name, run] of Object.entries(sections)) {
    if (values.only && values.only !== name) continue
    try {
      await run()
    } catch (error) {
      check(name, false, error instanceof Error ? error.message : String(error))
    }
  }
  console.log(failures === 0 ? '\nEverything held.' : `\n${failures} did not hold.`)
  process.exit(failures === 0 ? 0 : 1)
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`
}

if (values.help) console.log(HELP)
else void prove()
