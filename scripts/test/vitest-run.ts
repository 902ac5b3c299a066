import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep } from './steps'

export interface Count {
  passed: number
  failed: number
}

/** Runs one vitest project and counts its tests; a project that breaks off counts as one failure at least. */
export async function runVitest(project: 'unit' | 'database', args: string[] = []): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'audienceos-vitest-'))
  const file = join(folder, 'result.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  try {
    const result = await runStep({
      name: project === 'unit' ? 'unit tests' : 'database tests',
      script: 'node_modules/vitest/vitest.mjs',
      // Three at once, also on two cores: much of what the database tests do is wait for servers, locks and schedules.
      args: ['run', '--project', project, '--maxWorkers=3', ...reporters, ...handOverCases(args)],
      isLive: project === 'database',
    })
    const { passed, failed } = readCount(file)
    return { passed, failed: result.isPassed ? failed : Math.max(failed, 1) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `--cases 10000` (or `--cases=10000`) is meant for the model checks; they read it from the environment, vitest would refuse it. */
function handOverCases(args: readonly string[]): string[] {
  const rest: string[] = []
  const words = args.flatMap((word) => (word.startsWith('--cases=') ? word.split('=', 2) : [word]))
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--cases') process.env.CASES = words[++index] ?? ''
    else rest.push(word)
  }
  return rest
}

function readCount(file: string): Count {
  try {
    const result: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const read = (key: string) => {
      const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, key) : 0
      return typeof value === 'number' ? value : 0
    }
    return { passed: read('numPassedTests'), failed: read('numFailedTests') }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
