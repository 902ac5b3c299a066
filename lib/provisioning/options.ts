import { parseArgs } from 'node:util'

export const COMMANDS = [
  'audit',
  'provision',
  'health',
  'history',
  'rollback',
  'scan',
  'export',
  'erase',
] as const
export type CommandName = (typeof COMMANDS)[number]
export type Layout = 'shared' | 'schema-per-org'

export interface OrgOptions {
  command: CommandName
  /** One organisation by its short name; null means all of them. */
  org: string | null
  isDryRun: boolean
  isJson: boolean
  isVerbose: boolean
  layout: Layout
  /** The schema that all others are compared with, in the layout of one schema for each organisation. */
  reference: string | null
  database: string | null
  /** A host that is not this machine is meant. */
  isSure: boolean
  /** A line of the ledger. */
  run: string | null
  /** Of an organisation that is to be made. */
  name: string | null
  owner: string | null
  /** Where an export goes, and what an erasure is about. */
  out: string | null
  client: string | null
  person: string | null
  /** The file of reviewed exceptions. */
  exceptions: string | null
  /** Subjects of findings, with commas between: what `provision` is to mend, when that is not everything. */
  only: string | null
}

/** What was typed cannot be meant; the message says what could. */
export class UsageError extends Error {}

/** Reads the command line. `help` carries the command whose help is wanted, if one was named. Throws UsageError. */
export function parseOptions(argv: readonly string[]): OrgOptions | { help: CommandName | null } {
  const { values, positionals } = parse(argv)
  const [first, ...rest] = positionals
  const named = first === 'help' ? rest[0] : first
  const command = COMMANDS.find((name) => name === named)
  if (values.help === true || first === 'help' || (first === undefined && argv.length === 0))
    return { help: command ?? null }
  if (!command)
    throw new UsageError(
      named === undefined
        ? 'Say what to do.'
        : `There is no command "${named}"; there are ${COMMANDS.join(', ')}.`,
    )
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not expected after ${command}.`)
  const text = (value: string | undefined) =>
    value === undefined || value.trim() === '' ? null : value.trim()
  const options: OrgOptions = {
    command,
    org: text(values.org),
    isDryRun: values['dry-run'] === true,
    isJson: values.json === true,
    isVerbose: values.verbose === true,
    layout: layoutOf(values.layout),
    reference: text(values.reference),
    database: text(values.database),
    isSure: values.yes === true,
    run: text(values.run) ?? text(values.to),
    name: text(values.name),
    owner: text(values.owner),
    out: text(values.out),
    client: text(values.client),
    person: text(values.person),
    exceptions: text(values.exceptions),
    only: text(values.only),
  }
  check(options, values.all === true)
  return options
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        org: { type: 'string' },
        all: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        verbose: { type: 'boolean' },
        layout: { type: 'string' },
        reference: { type: 'string' },
        database: { type: 'string' },
        yes: { type: 'boolean' },
        run: { type: 'string' },
        to: { type: 'string' },
        name: { type: 'string' },
        owner: { type: 'string' },
        out: { type: 'string' },
        client: { type: 'string' },
        person: { type: 'string' },
        exceptions: { type: 'string' },
        only: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    // What Node says after its first sentence is about its own ways and not about this command.
    throw new UsageError(error instanceof Error ? error.message.replace(/\. .*$/s, '.') : String(error))
  }
}

function layoutOf(value: string | undefined): Layout {
  if (value === undefined || value === 'shared') return 'shared'
  if (value === 'schema-per-org') return value
  throw new UsageError(`--layout is shared or schema-per-org, not "${value}".`)
}

function check(options: OrgOptions, isAll: boolean): void {
  const { command, org, layout, reference, run, name, owner } = options
  if (isAll && org !== null) throw new UsageError('Give either --org or --all, not both.')
  if (layout === 'schema-per-org' && reference === null && command !== 'history' && command !== 'rollback')
    throw new UsageError(
      '--layout schema-per-org needs --reference, the schema that the others are compared with.',
    )
  if (layout === 'shared' && reference !== null)
    throw new UsageError(
      '--reference belongs to --layout schema-per-org; the shared layout is compared with the migrations.',
    )
  if (command === 'provision' && org === null && !isAll)
    throw new UsageError('provision changes things: name one organisation with --org, or say --all.')
  if (options.only !== null && (command !== 'provision' || layout !== 'schema-per-org'))
    throw new UsageError(
      '--only belongs to provision --layout schema-per-org: it names the findings that are to be mended.',
    )
  if (command === 'rollback' && run === null)
    throw new UsageError('rollback needs --run, a line of `npm run org -- history`.')
  if ((name !== null || owner !== null) && (command !== 'provision' || org === null))
    throw new UsageError(
      '--name and --owner make a new organisation: provision --org <slug> --name <name> --owner <e-mail>.',
    )
  if ((name === null) !== (owner === null))
    throw new UsageError('A new organisation needs both --name and --owner.')
}
