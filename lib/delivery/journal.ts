import { randomBytes } from 'node:crypto'
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { outcomeOf, type LeasedDelivery, type Outcome, type Result } from '@/lib/delivery/delivery'

/**
 * What this worker holds and how it went, on its own disk, from the moment a server took a mail until the database knows
 * of it. A worker that is killed in between cannot tell; the next one on this machine reads it here and tells in its
 * place, so that nobody gets the mail twice. Without the file all that is lost is that: every row's lease ends by itself.
 *
 * Holds ids and lease tokens; no addresses, no contents. A write is in the kernel when it returns, which a killed process
 * survives. When the disk is full or broken it says so once and keeps nothing more: mails do not wait for it.
 */
export interface Journal {
  /** Its file, which nobody may adopt while it is open. */
  file: string
  leased: (deliveries: readonly LeasedDelivery[]) => void
  started: (deliveryId: string) => void
  finished: (result: Result) => void
  /** The database knows of these. */
  recorded: (results: readonly Result[]) => void
  close: () => void
}

interface Entry {
  leaseToken: string
  state: 'leased' | 'started'
  result: Outcome | null
}

const EXTENSION = '.journal'
const COMPACT_BYTES = 4 * 1024 * 1024

export function openJournal(directory: string, onFault: (error: unknown) => void = () => undefined): Journal {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = ownFile(directory)
  const descriptor = openSync(file, 'a', 0o600)
  const held = new Map<string, string>()
  let bytes = 0
  let isBroken = false
  const attempt = (work: () => void) => {
    if (isBroken) return
    try {
      work()
    } catch (error) {
      isBroken = true
      onFault(error)
    }
  }
  const write = (line: unknown[]) =>
    attempt(() => {
      bytes += writeSync(descriptor, `${JSON.stringify(line)}\n`)
    })
  return {
    file,
    leased: (deliveries) => {
      for (const { deliveryId, leaseToken } of deliveries) held.set(deliveryId, leaseToken)
      write(['leased', ...deliveries.map(({ deliveryId, leaseToken }) => [deliveryId, leaseToken])])
    },
    started: (deliveryId) => write(['started', deliveryId]),
    finished: (result) => write(['finished', result]),
    recorded: (results) => {
      for (const { deliveryId, leaseToken } of results)
        if (held.get(deliveryId) === leaseToken) held.delete(deliveryId)
      if (held.size === 0 || bytes > COMPACT_BYTES) {
        attempt(() => ftruncateSync(descriptor))
        bytes = 0
        if (held.size > 0) write(['leased', ...held])
        // Which of them are under way is not kept here, so each counts as if it were.
        for (const deliveryId of held.keys()) write(['started', deliveryId])
      } else write(['recorded', ...results.map(({ deliveryId, leaseToken }) => [deliveryId, leaseToken])])
    },
    close: () => {
      closeSync(descriptor)
      if (held.size === 0) rmSync(file, { force: true })
    },
  }
}

/**
 * Takes over what workers of this machine left that are gone, and returns how each of their rows went: as the journal
 * says; started but not finished counts as an attempt, because nobody knows; not started goes back untouched. `workers` is
 * how many there were. `done` deletes the journals and is to be called once all of it is recorded.
 */
export function adoptJournals(
  directory: string,
  own: string | null,
): { workers: number; results: Result[]; done: () => void } {
  const files = filesOfTheDead(directory).flatMap((file) => {
    if (join(directory, file) === own) return []
    const mine = ownFile(directory)
    try {
      // Whoever renames it first has it; it is adopted again should this process be killed as well.
      renameSync(join(directory, file), mine)
      return [mine]
    } catch {
      return []
    }
  })
  const results = files.flatMap((file) => [...readEntries(file)].map(([id, entry]) => resultOf(id, entry)))
  return {
    workers: files.length,
    results,
    done: () => {
      for (const file of files) rmSync(file, { force: true })
    },
  }
}

function ownFile(directory: string): string {
  return join(directory, `${host()}.${process.pid}.${randomBytes(6).toString('hex')}${EXTENSION}`)
}

/** Process numbers mean something on their own machine only; a folder may be shared. */
function host(): string {
  return hostname().replace(/[^\w-]/g, '_')
}

function filesOfTheDead(directory: string): string[] {
  let names: string[]
  try {
    names = readdirSync(directory)
  } catch {
    return []
  }
  return names.filter((name) => {
    const [owner, pid] = name.split('.')
    return name.endsWith(EXTENSION) && owner === host() && !isWorker(Number(pid))
  })
}

function isWorker(pid: number): boolean {
  // In a container every start has the same number: a file of that number that is not the open one is an earlier one's.
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  try {
    // A killed process keeps its number until its parent looks, but has no command line any more.
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('worker')
  } catch {
    return process.platform !== 'linux'
  }
}

function readEntries(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    let record: unknown
    try {
      record = JSON.parse(line)
    } catch {
      // The last line of a killed process may be half a line.
      continue
    }
    if (Array.isArray(record)) applyRecord(entries, record)
  }
  return entries
}

function applyRecord(entries: Map<string, Entry>, [kind, ...values]: unknown[]): void {
  const pairs = values.filter((value): value is [string, string] => Array.isArray(value))
  if (kind === 'leased')
    for (const [id, leaseToken] of pairs) entries.set(id, { leaseToken, state: 'leased', result: null })
  else if (kind === 'recorded')
    for (const [id, leaseToken] of pairs) {
      if (entries.get(id)?.leaseToken === leaseToken) entries.delete(id)
    }
  else if (kind === 'started') {
    const entry = entries.get(String(values[0]))
    if (entry) entry.state = 'started'
  } else if (kind === 'finished') {
    const result = values[0] as Result | null | undefined
    const entry = entries.get(result?.deliveryId ?? '')
    if (result && entry?.leaseToken === result.leaseToken) entry.result = result
  }
}

function resultOf(deliveryId: string, { leaseToken, state, result }: Entry): Result {
  const outcome =
    result ?? (state === 'started' ? outcomeOf('retry', 'worker_died') : outcomeOf('released', 'worker_died'))
  return { ...outcome, deliveryId, leaseToken }
}
