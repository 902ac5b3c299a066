import { parseArgs } from 'node:util'
import { countOneTrouble } from '../supabase/tests/alerts/counting'
import { walkAlerts } from '../supabase/tests/alerts/walk'
import { addAgency, openStage } from '../supabase/tests/stage'

/**
 * `npm run prove:alerts [-- --writers N] [--events N] [--walks N] [--seed N]`: many report one trouble at once, and alerts take
 * random steps beside the rules that the interface shows them by. Prints what was found; exits 1 when anything is off.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      writers: { type: 'string', default: '10' },
      events: { type: 'string', default: '1000' },
      walks: { type: 'string', default: '40' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    },
  })
  const [writers, events, walks, seed] = [values.writers, values.events, values.walks, values.seed].map(
    Number,
  )
  const isNumber = (value: number | undefined): value is number =>
    Number.isInteger(value) && Number(value) > 0
  if (!isNumber(writers) || !isNumber(events) || !isNumber(walks) || !isNumber(seed)) {
    console.error('Usage: npm run prove:alerts -- [--writers N] [--events N] [--walks N] [--seed N]')
    return 2
  }
  const stage = await openStage()
  try {
    const agency = await addAgency(stage.sql, 'proof')
    const began = performance.now()
    const { live, counted, raised } = await countOneTrouble(stage, agency, { writers, events })
    const seconds = (performance.now() - began) / 1000
    console.log(
      `one trouble: ${String(writers)} writers, ${String(events)} events, ${String(live)} live alert, ${String(counted)} counted, raised ${String(raised)} time (${seconds.toFixed(1)} s)`,
    )
    const steps = 25
    const report = await walkAlerts(stage, agency, { walks, steps, seed })
    console.log(
      `steps: ${String(walks)} walks (seed ${String(seed)}), ${String(report.taken)} taken, ${String(report.refused)} refused, ${String(report.disagreements.length)} disagreements`,
    )
    for (const disagreement of report.disagreements.slice(0, 20)) console.log(`  ${disagreement}`)
    const isProved = live === 1 && counted === events && raised === 1 && report.disagreements.length === 0
    return isProved ? 0 : 1
  } finally {
    await stage.stop()
  }
}

process.exitCode = await main()
