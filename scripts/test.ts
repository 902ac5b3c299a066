import { explain, Failure } from './backend/failure'
import { runChecks } from './test/check-steps'
import { runE2e } from './test/e2e'
import { stopSteps } from './test/steps'
import { runVitest, type Count } from './test/vitest-run'

const PARTS = ['check', 'database', 'e2e'] as const
type Part = (typeof PARTS)[number]

const stops: (() => Promise<void>)[] = []

/** `npm test`: everything. `npm test -- database` (or `check`, `e2e`) runs one part and hands it the arguments that follow. */
async function test(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2)
  const only = PARTS.find((part) => part === first)
  const args = only ? rest : process.argv.slice(2)
  const total: Count = { passed: 0, failed: 0 }
  const run = async (part: Part, work: () => Promise<Count>) => {
    if (only && only !== part) return
    const count = await counted(work)
    total.passed += count.passed
    total.failed += count.failed
  }
  await run('check', checks)
  await run('database', () => runVitest('database', args))
  await run('e2e', () => runE2e(args, (stop) => stops.push(stop)))
  await stopAll()
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
}

async function checks(): Promise<Count> {
  const results = await runChecks()
  const unit = await runVitest('unit')
  const passed = results.filter((result) => result.isPassed).length
  return { passed: passed + unit.passed, failed: results.length - passed + unit.failed }
}

/** A part that cannot even start is one failure, and the next one still runs. */
async function counted(work: () => Promise<Count>): Promise<Count> {
  try {
    return await work()
  } catch (error) {
    process.stdout.write(`${error instanceof Failure ? '✗ ' : ''}${explain(error)}\n`)
    return { passed: 0, failed: 1 }
  }
}

async function stopAll(): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
}

const interrupt = () => {
  stopSteps()
  void stopAll().finally(() => process.exit(130))
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
process.on('disconnect', interrupt)
void test()
