import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that waits for an order and can be killed while it carries it out. */
export interface Victim {
  /** Gives the order and resolves when the work has begun. */
  begin: (order: object) => Promise<void>
  /** Resolves when the work is done; never when it was killed before. */
  done: Promise<void>
  kill: () => Promise<void>
}

export async function startVictim(databaseUrl: string): Promise<Victim> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/provisioning/victim.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  const lines = createInterface({ input: child.stdout })
  const heard = (word: string) =>
    new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line === word) resolve()
      })
    })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const [began, done] = [heard('began'), heard('done')]
  await Promise.race([heard('ready'), gone])
  if (child.exitCode !== null) throw new Error('The process that was to be killed ended by itself.')
  return {
    begin: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`)
      await Promise.race([began, gone])
    },
    done,
    kill: async () => {
      kill(child)
      await gone
    },
  }
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
}
