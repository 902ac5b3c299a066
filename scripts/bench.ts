import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchClientWork } from '../bench/client-work'
import { benchDelivery } from '../bench/delivery'
import { printTable, type Figure } from '../bench/measure'
import { benchPages } from '../bench/pages'
import { benchPresence } from '../bench/presence'
import { benchRls } from '../bench/rls'

const HELP = `npm run bench -- [--only rls|presence|work|delivery|pages] [--runs 100000,1000000] [--tickets 100000,1000000] [--notifications 1000000] [--rounds 30]

Measures the product against a limit or a peer in the same run, prints a table and writes bench/results/latest.json.`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '100000,1000000' },
    tickets: { type: 'string', default: '100000,1000000' },
    notifications: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '30' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) {
  console.log(HELP)
} else {
  const sections: Record<string, () => Promise<Figure[]>> = {
    rls: () => benchRls(values.runs.split(',').map(Number), Number(values.rounds)),
    presence: () => benchPresence(Number(values.notifications), Number(values.rounds)),
    work: () => benchClientWork(values.tickets.split(',').map(Number), Number(values.rounds)),
    delivery: benchDelivery,
    pages: benchPages,
  }
  const results: Record<string, Figure[]> = {}
  for (const [name, run] of Object.entries(sections)) {
    if (values.only && values.only !== name) continue
    console.log(`Measuring ${name} …`)
    results[name] = await run()
    printTable(name, results[name])
  }
  mkdirSync('bench/results', { recursive: true })
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.version }
  writeFileSync(
    'bench/results/latest.json',
    JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2),
  )
  const missed = Object.values(results)
    .flat()
    .filter((figure) => figure.target && !figure.target.isMet)
  console.log(`\n${String(missed.length)} target(s) missed. Written to bench/results/latest.json`)
  process.exitCode = missed.length > 0 ? 1 : 0
}
