import { existsSync } from 'node:fs'
import { runStep, type Step, type StepResult } from './steps'

const CACHE = '.next/cache'

/** The fast part of the tests, two at a time. */
export async function runChecks(): Promise<StepResult[]> {
  // The pages' addresses are types, too, and have to be there before anything is checked.
  const first = await inSequence([
    { name: 'route types', script: 'node_modules/next/dist/bin/next', args: ['typegen'] },
  ])
  const lanes = await Promise.all([
    inSequence([
      // Types, and the rules that know them. No cache: they depend on other files than the one that is looked at.
      {
        name: 'types',
        script: 'node_modules/oxlint/bin/oxlint',
        args: ['--max-warnings=0', '.'],
      },
      { name: 'unused code', script: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
    ]),
    inSequence([
      {
        name: 'lint',
        script: 'node_modules/eslint/bin/eslint.js',
        args: ['--max-warnings=0', '--cache', '--cache-location', `${CACHE}/eslint`, '.'],
      },
      {
        name: 'format',
        script: 'node_modules/prettier/bin/prettier.cjs',
        args: ['--check', '--log-level=warn', '--cache', '--cache-location', `${CACHE}/prettier`, '.'],
      },
    ]),
  ])
  return [...first, ...lanes.flat()]
}

async function inSequence(steps: Step[]): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (const step of steps) {
    if (!existsSync(step.script)) throw new Error(`${step.script} is missing: run npm ci.`)
    results.push(await runStep(step))
  }
  return results
}
