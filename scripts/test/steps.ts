import { spawn } from 'node:child_process'
import { filterNoise } from './noise'

export interface StepResult {
  name: string
  isPassed: boolean
  seconds: number
  output: string
}

export interface Step {
  name: string
  /** A script below node_modules, or any other that this Node is to run. */
  script: string
  args: string[]
  /** Show the output while it comes, not only when the step fails. */
  isLive?: boolean
  env?: Record<string, string>
}

const running = new Set<ReturnType<typeof spawn>>()

/** Runs one tool with this Node, without npm or a shell in between, and prints one line when it is done. */
export function runStep(step: Step): Promise<StepResult> {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [step.script, ...step.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...step.env },
    })
    running.add(child)
    let output = ''
    const keep = (chunk: Buffer) => {
      const text = filterNoise(chunk.toString())
      output += text
      if (step.isLive) process.stdout.write(text)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('close', (code) => {
      running.delete(child)
      const seconds = (performance.now() - began) / 1000
      const isPassed = code === 0
      report(step.name, isPassed, seconds)
      if (!isPassed && !step.isLive) process.stdout.write(`${output.trimEnd()}\n`)
      resolve({ name: step.name, isPassed, seconds, output })
    })
  })
}

/** Ends what still runs, for Ctrl-C in the middle. */
export function stopSteps(): void {
  for (const child of running) child.kill('SIGTERM')
}

export function report(name: string, isPassed: boolean, seconds: number): void {
  process.stdout.write(`${isPassed ? '✓' : '✗'} ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s\n`)
}
