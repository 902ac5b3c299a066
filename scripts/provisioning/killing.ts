import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** A process that waits for an order and can be killed while it carries it out. */
export interface Victim {
  /** Gives the order and resolves when the work has begun. */
  begin: (order: object) => Promise<void>
  /** Resolves when the work that was begun is done; when the process was killed before, as soon as it is gone. */
  finish: () => Promise<void>
  /** Resolves when the steps on large tables begin, or when there is nothing more to come. */
  reachLate: () => Promise<void>
  kill: () => Promise<void>
}

export async function startVictim(databaseUrl: string): Promise<Victim> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/provisioning/victim.ts'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const heard = listen(child.stdout)
  const hear = (word: string, times: number) => Promise.race([heard(word, times), gone])
  await hear('ready', 1)
  if (child.exitCode !== null) throw new Error('The process that was to be killed ended by itself.')
  let orders = 0
  return {
    begin: async (order) => {
      orders++
      child.stdin.write(`${JSON.stringify(order)}\n`)
      await hear('began', orders)
    },
    finish: () => hear('done', orders),
    reachLate: () => Promise.race([hear('late', 1), hear('done', orders)]),
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await gone
    },
  }
}

/** Resolves when a word was said for the nth time, be it before or after it is asked for. */
function listen(output: Readable): (word: string, times: number) => Promise<void> {
  const said = new Map<string, number>()
  const waiting = new Set<() => void>()
  createInterface({ input: output }).on('line', (word) => {
    said.set(word, (said.get(word) ?? 0) + 1)
    for (const look of waiting) look()
  })
  return (word, times) =>
    new Promise((resolve) => {
      const look = () => {
        if ((said.get(word) ?? 0) < times) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
}
