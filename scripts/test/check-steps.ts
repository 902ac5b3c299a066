import { existsSync } from 'node:fs'
import { runStep, type Step, type StepResult } from './steps'

const CACHE = '.next/cache'

/**
 * The fast part of the tests. Two at a time: the linter fills one core for longer than all the others together fill another.
 */
export async function runChecks(): Promise<StepResult[]> {
  const short: Step[] = [
    { name: 'route types', script: 'node_modules/next/dist/bin/next', args: ['typegen'] },
    {
      name: 'types',
      script: 'node_modules/typescript/bin/tsc',
      args: ['--noEmit', '--incremental', '--tsBuildInfoFile', `${CACHE}/check.tsbuildinfo`],
    },
    {
      name: 'unused code',
      script: 'node_modules/knip/bin/knip.js',
      args: ['--no-progress'],
    },
    {
      name: 'format',
      script: 'node_modules/prettier/bin/prettier.cjs',
      args: ['--check', '--log-level=warn', '--cache', '--cache-location', `${CACHE}/prettier`, '.'],
    },
  ]
  const long: Step[] = [
    // No cache: rules that know types depend on other files than the one that they look at.
    { name: 'lint', script: 'node_modules/eslint/bin/eslint.js', args: ['--max-warnings=0', '.'] },
  ]
  const lanes = await Promise.all([inSequence(short), inSequence(long)])
  return lanes.flat()
}

async function inSequence(steps: Step[]): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (const step of steps) {
    if (!existsSync(step.script)) throw new Error(`${step.script} is missing: run npm ci.`)
    results.push(await runStep(step))
  }
  return results
}
