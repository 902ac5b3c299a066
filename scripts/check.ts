import { fail } from './backend/command'
import { runChecks } from './test/check-steps'
import { stopSteps } from './test/steps'
import { runVitest } from './test/vitest-run'

/** `npm run check`: format, lint, types, unused code and unit tests, in seconds. */
async function check(): Promise<void> {
  const results = await runChecks()
  const unit = await runVitest('unit')
  const failed = results.filter((result) => !result.isPassed).length + unit.failed
  process.stdout.write(`${results.length - (failed - unit.failed) + unit.passed} passed, ${failed} failed\n`)
  process.exit(failed === 0 ? 0 : 1)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    stopSteps()
    process.exit(130)
  })
check().catch(fail)
