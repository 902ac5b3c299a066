import { COMMANDS, type CommandName } from '@/lib/provisioning/options'

interface Help {
  does: string
  usage: string
  says: string[]
  examples: [string, string][]
}

const HELP: Record<CommandName, Help> = {
  audit: {
    does: 'compare every organisation with what it should be',
    usage:
      'audit [--org <slug> | --all] [--layout schema-per-org --reference <schema>] [--exceptions <file>]',
    says: [
      'Reads the catalogue, the rows every organisation needs and the rules of the data in one snapshot, and acts as made-up people in a',
      'transaction that is rolled back. The reference is built from the migrations. Changes nothing but the ledger; --dry-run not even that.',
      'People without an account are a finding. Accounts without a person are a note, which changes no exit code: whoever has signed up and',
      'not joined anything yet is one, and whoever was removed from an organisation.',
    ],
    examples: [
      ['npm run org -- audit', 'all organisations of the database in use'],
      ['npm run org -- audit --org harbour --verbose', 'one, with the SQL that would mend each finding'],
      ['npm run org -- audit --json > audit.json', 'for programs'],
      [
        'npm run org -- audit --layout schema-per-org --reference blueprint',
        'every schema org_… against the schema blueprint',
      ],
    ],
  },
  provision: {
    does: 'complete organisations, or make a new one',
    usage: 'provision (--org <slug> | --all) [--name <name> --owner <e-mail>] [--dry-run]',
    says: [
      'Adds what is missing: first to what all share, then to each organisation, one transaction and one lock each. Nothing that is there',
      'is ever changed or removed. --dry-run really does it, rolls it back, and prints SQL, locks and counts.',
    ],
    examples: [
      ['npm run org -- provision --all --dry-run', 'what would be done'],
      ['npm run org -- provision --org harbour', 'complete one'],
      [
        'npm run org -- provision --org quay --name "Quay Ltd" --owner ann@quay.example',
        'make one and invite its owner',
      ],
      [
        'npm run org -- provision --all --layout schema-per-org --reference blueprint',
        'complete every schema org_…',
      ],
      [
        'npm run org -- provision --all --layout schema-per-org --reference blueprint --only Invoice.type,Invoice.invoice_type_check,Invoice.Invoice_type_idx',
        'give invoices their type in each of them, and nothing else',
      ],
    ],
  },
  health: {
    does: 'answer in a few lines whether all is well',
    usage: 'health [--org <slug> | --all]',
    says: ['The audit as a handful of answers for each organisation.'],
    examples: [
      ['npm run org -- health', 'all of them'],
      ['npm run org -- health --org harbour --json', 'one, for a monitor; its exit code says the same'],
    ],
  },
  history: {
    does: 'list what commands did and found',
    usage: 'history [--org <slug> | --all]',
    says: [
      'The ledger, newest first, and whether the state that the last run left is the one there is now: that is computed anew.',
    ],
    examples: [
      ['npm run org -- history', 'everything'],
      ['npm run org -- history --org harbour', 'one organisation'],
    ],
  },
  rollback: {
    does: 'take back what a run made, while it holds nothing',
    usage: 'rollback --run <id> [--dry-run]',
    says: [
      'Refuses, and says what to do instead, as soon as anything it made holds data, was changed, or carries something else.',
      'The id is the first column of history; its first letters are enough.',
    ],
    examples: [
      ['npm run org -- rollback --run 3f2a91c0 --dry-run', 'whether it can be, and what would go'],
      ['npm run org -- rollback --run 3f2a91c0', 'do it'],
    ],
  },
  scan: {
    does: 'look through the code for leaks between organisations',
    usage: 'scan',
    says: ['Reads the TypeScript and SQL of this repository. Needs no database.'],
    examples: [
      ['npm run org -- scan', 'this repository'],
      ['npm run org -- scan --json', 'for programs'],
    ],
  },
  export: {
    does: 'write everything an organisation has to files',
    usage: 'export --org <slug> [--out <folder>]',
    says: [
      'One file for each table, and a manifest with counts and hashes. The folder must not be there yet.',
    ],
    examples: [['npm run org -- export --org harbour --out harbour-export', 'into a folder of that name']],
  },
  erase: {
    does: 'remove an organisation, a client or a person for good',
    usage: 'erase --org <slug> [--client <id>] | --person <e-mail>  [--dry-run] [--yes]',
    says: ['Prints what went where. There is no way back: export first.'],
    examples: [
      ['npm run org -- erase --person ann@quay.example --dry-run', 'what would go'],
      ['npm run org -- erase --org quay --yes', 'everything of one organisation'],
    ],
  },
}

const COMMON = [
  '  --database <url>   another database than DATABASE_URL, else the one of the data folder',
  '  --yes              the host is meant, although it is not this machine',
  '  --json             one JSON document instead of a table',
  '  --verbose          everything there is to say',
]
const EXITS =
  'Exit codes: 0 clean, 1 error, 2 usage, 3 can be repaired by provision, 4 needs a person, 5 isolation. The worst one wins.'

export function helpText(command: CommandName | null): string {
  if (command === null)
    return [
      'Usage: npm run org -- <command> [options]',
      '',
      ...COMMANDS.map((name) => `  ${name.padEnd(10)} ${HELP[name].does}`),
      '',
      ...COMMON,
      '',
      EXITS,
      'npm run org -- <command> --help says more, with examples.',
    ].join('\n')
  const { usage, says, examples } = HELP[command]
  const width = Math.max(...examples.map(([line]) => line.length))
  return [
    `Usage: npm run org -- ${usage}`,
    '',
    ...says,
    '',
    ...COMMON,
    '',
    'Examples:',
    ...examples.map(([line, meaning]) => `  ${line.padEnd(width)}  # ${meaning}`),
    '',
    EXITS,
  ].join('\n')
}
