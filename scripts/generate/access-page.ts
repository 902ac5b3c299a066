import { actors, publicFunctions, rules, tables, type TableName } from '../../supabase/access-matrix'
import { nameOf } from '../../supabase/access-vocabulary'
import type { Actor, Standing, TableAccess } from '../../supabase/access-vocabulary'

const VERBS = ['select', 'insert', 'update', 'move', 'delete'] as const
const NOT = '–'

/** `docs/access.md`: the access matrix for people. */
export function accessPage(): string {
  return [
    '# Who may do what',
    '',
    '<!-- Generated from supabase/access-matrix.ts by `npm run generate`. Do not edit. -->',
    '',
    'Postgres is the lock: these rules are policies, grants, keys and triggers in `supabase/migrations`. Tests compare the database with',
    'the same file that this page is printed from, and a model check tries random statements by every actor against it.',
    'Rows are always meant relative to the actor: their own agency, client and id. A row that is out of reach behaves like one that does not exist.',
    '',
    '## Actors',
    '',
    '| Actor | Who | Treated as |',
    '| --- | --- | --- |',
    ...Object.entries(actors).map(([name, { who, standing }]) => `| \`${name}\` | ${who} | ${standing} |`),
    '',
    '`service_role`, which only trusted commands hold, passes the row conditions below but not the keys, rules and triggers.',
    '',
    '## Tables',
    '',
    ...(Object.keys(tables) as TableName[]).flatMap(tableSection),
    '## Functions',
    '',
    'What the API offers besides tables. Arguments are named as here.',
    '',
    ...Object.entries(publicFunctions).flatMap(([name, { arguments: list, says, cells }]) => [
      `### \`${nameOf(name)}(${list})\``,
      '',
      says,
      '',
      ...grid(['works on'], (standing) => [cells[standing] ?? NOT]),
      '',
    ]),
  ].join('\n')
}

function tableSection(name: TableName): string[] {
  const table: TableAccess = tables[name]
  const { insert, update } = table.privileges.authenticated
  const columns = (granted: true | readonly string[] | undefined) =>
    granted === undefined
      ? 'none'
      : granted === true
        ? 'all'
        : granted.map((column) => `\`${column}\``).join(', ')
  return [
    `### \`${name}\``,
    '',
    table.says,
    '',
    ...grid(VERBS, (standing) =>
      VERBS.map((verb) => {
        const cells: Partial<Record<Standing, string>> = table.cells[verb]
        return cells[standing] ?? NOT
      }),
    ),
    '',
    `- Columns that can be inserted: ${columns(insert)}; updated: ${columns(update)}.`,
    ...(table.fixed.length > 0
      ? [
          `- Never change after insert, for anybody: ${table.fixed.map((column) => `\`${column}\``).join(', ')}.`,
        ]
      : []),
    ...table.rules.map((rule) => `- ${capital(rule)} (${rules[rule as keyof typeof rules]}).`),
    ...(table.history ? ['- Every change is written to `activity_log`.'] : []),
    '',
  ]
}

/** One line for each actor. */
function grid(heads: readonly string[], cellsOf: (standing: Standing) => string[]): string[] {
  return [
    `| | ${heads.join(' | ')} |`,
    `| --- |${' --- |'.repeat(heads.length)}`,
    ...(Object.keys(actors) as Actor[]).map(
      (actor) => `| \`${actor}\` | ${cellsOf(actors[actor].standing).join(' | ')} |`,
    ),
  ]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
