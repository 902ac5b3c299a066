import { oneLine, type Leak, type LeakRule, type Source } from '@/lib/provisioning/scan-sources'

type Statement = { path: string; line: number; text: string }

const SPECIAL = /[;'"$]|--|\/\*/g
const QUOTE = /\$(\w*)\$/y

/** The statements of a file, without comments, each with the line on which it begins. */
export function statementsOf({ path, text }: Source): Statement[] {
  const statements: Statement[] = []
  let current = ''
  let line = 1
  let began = 1
  for (let at = 0; at < text.length;) {
    QUOTE.lastIndex = at
    const dollar = text[at] === '$' ? QUOTE.exec(text) : null
    const end = text.startsWith('--', at)
      ? indexFrom(text, '\n', at)
      : text.startsWith('/*', at)
        ? indexFrom(text, '*/', at) + 2
        : dollar
          ? indexFrom(text, dollar[0], at + dollar[0].length) + dollar[0].length
          : text[at] === "'" || text[at] === '"'
            ? indexFrom(text, text[at] ?? '', at + 1) + 1
            : indexOfSpecial(text, at)
    const piece = text.slice(at, end)
    const isComment = piece.startsWith('--') || piece.startsWith('/*')
    if (current.trim() === '' && piece.trim() !== '' && !isComment)
      began = line + newlines(/^\s*/.exec(piece)?.[0] ?? '')
    if (piece === ';') {
      statements.push({ path, line: began, text: current.trim() })
      current = ''
    } else if (!isComment) current += piece
    line += newlines(piece)
    at = end
  }
  if (current.trim() !== '') statements.push({ path, line: began, text: current.trim() })
  return statements
}

const newlines = (text: string) => text.split('\n').length - 1

/** The end of what means nothing to the reader of statements: at least one character. */
function indexOfSpecial(text: string, from: number): number {
  SPECIAL.lastIndex = from + 1
  return text[from] === ';' ? from + 1 : (SPECIAL.exec(text)?.index ?? text.length)
}

function indexFrom(text: string, word: string, from: number): number {
  const found = text.indexOf(word, from)
  return found === -1 ? text.length : found
}

type Routine = Statement & {
  name: string
  body: string
  isElevated: boolean
  isTrigger: boolean
  isPinned: boolean
}

const NAME = '((?:"?\\w+"?\\.)?"?\\w+"?)'
const FUNCTION = new RegExp(`^create (?:or replace )?(?:function|procedure) ${NAME}`, 'i')
const TABLE = new RegExp(`^create (?:unlogged )?table (?:if not exists )?${NAME}`, 'i')
const VIEW = new RegExp(`^create (?:or replace )?(?:materialized )?view (?:if not exists )?${NAME}`, 'i')
/** Ways in which a function asks who calls, or takes something that only one person can know. */
const CHECK =
  /\bauth\.(uid|jwt)\(\)|\bprivate\.(my_|may_|can_|is_|require_|token_hash|hash_)\w*\(|\bcurrent_user\b|\bsha256\(|\bdigest\(/i

/** Migrations that leave a door open. Files in the order in which they run. */
export function scanSql(sources: readonly Source[], tables: ReadonlyMap<string, unknown>): Leak[] {
  const statements = sources
    .flatMap(statementsOf)
    .map((statement) => ({ ...statement, text: flat(statement.text) }))
  const routines = new Map<string, Routine>()
  for (const statement of statements) {
    const routine = routineOf(statement)
    if (routine) routines.set(routine.name, routine)
  }
  const others = statements.map(({ text }) => text).filter((text) => /^(grant|alter table|do) /i.test(text))
  return [
    ...statements.flatMap((statement) => scanStatement(statement, others)),
    ...[...routines.values()].flatMap((routine) => scanRoutine(routine, routines, others, tables)),
  ]
}

function scanStatement(statement: Statement, others: readonly string[]): Leak[] {
  const { text } = statement
  const leaks: Leak[] = []
  const found = (rule: LeakRule) => void leaks.push(leakOf(rule, statement))
  const table = TABLE.exec(text)?.[1]
  if (table && isPublic(table) && !/ partition of /i.test(text)) {
    const alters = new RegExp(`^alter table (?:only )?(?:public\\.)?"?${bare(table)}"? `, 'i')
    const says = (what: RegExp) => others.some((other) => alters.test(other) && what.test(other))
    if (!says(/enable row level security/i) || !says(/(?<!no )force row level security/i))
      found('table-without-row-security')
  }
  if (VIEW.test(text) && !/security_invoker *= *(true|on|1)/i.test(text)) found('view-of-its-owner')
  if (/^create policy /i.test(text)) {
    const isOpen = /\b(using|with check) \( ?true ?\)/i.test(text)
    const isForAll = !/ for (select|insert|update|delete)\b/i.test(text)
    const isForEverybody = !/ to (?!public\b|anon\b)[\w", ]+? (using|with check)/i.test(text)
    if (isOpen || isForAll || isForEverybody) found('policy-for-everybody')
    const bareCalls = text.replace(/\( ?select [^()]*\([^()]*\)[^()]*\)/gi, '')
    if (/\bauth\.(uid|jwt)\(\)|\bprivate\.my_\w+\(\)/i.test(bareCalls)) found('unwrapped-identity')
  }
  const grant =
    /^grant ([\w ,()]+) on (?!function|schema|all functions|sequence|procedure|routine|type)(.+) to (.+)$/i.exec(
      text,
    )
  if (grant && /\b(anon|public)\b/i.test(grant[3] ?? '') && !/^(execute|usage)$/i.test(grant[1] ?? ''))
    found('grant-to-strangers')
  return leaks
}

function routineOf(statement: Statement): Routine | null {
  const { text } = statement
  const name = FUNCTION.exec(text)?.[1]
  if (!name) return null
  const head = text.split(/\bas \$/i)[0] ?? text
  return {
    ...statement,
    name: name.replaceAll('"', '').toLowerCase(),
    body: text.slice(head.length),
    isElevated: /\bsecurity definer\b/i.test(head),
    isTrigger: /\breturns (event_)?trigger\b/i.test(head),
    isPinned: /\bset search_path\b/i.test(head),
  }
}

function scanRoutine(
  routine: Routine,
  routines: ReadonlyMap<string, Routine>,
  others: readonly string[],
  tables: ReadonlyMap<string, unknown>,
): Leak[] {
  const leaks: Leak[] = []
  if (!routine.isPinned) leaks.push(leakOf('function-without-search-path', routine))
  if (!routine.isElevated || routine.isTrigger) return leaks
  const opens = new RegExp(
    `^grant execute on function .*\\b${routine.name.replaceAll('.', '\\.')}\\(.* to .*\\b(anon|authenticated|public)\\b`,
    'i',
  )
  // What is in the schema of the API may be called by somebody; the schema of helpers is closed but for what is granted.
  const isReachable = !routine.name.startsWith('private.') || others.some((other) => opens.test(other))
  const touches = (one: Routine) =>
    [...one.body.matchAll(/\bpublic\.(\w+)|\b(?:from|join|into|update) (?:only )?(?!public\.)(\w+)/gi)].some(
      ([, own, plain]) => tables.has((own ?? plain ?? '').toLowerCase()),
    )
  const reaches = (test: (one: Routine) => boolean) => isSoBelow(routine, routines, test, new Set())
  if (isReachable && reaches(touches) && !reaches(({ body }) => CHECK.test(body)))
    leaks.push(leakOf('definer-without-check', routine))
  return leaks
}

/** Whether something holds for a function or for one that it calls, or that those call. */
function isSoBelow(
  routine: Routine,
  routines: ReadonlyMap<string, Routine>,
  test: (one: Routine) => boolean,
  seen: Set<string>,
): boolean {
  if (seen.has(routine.name)) return false
  seen.add(routine.name)
  if (test(routine)) return true
  return [...routine.body.matchAll(/\b(\w+\.\w+)\(/g)].some(([, name]) => {
    const called = routines.get((name ?? '').toLowerCase())
    return called !== undefined && isSoBelow(called, routines, test, seen)
  })
}

function leakOf(rule: LeakRule, { path, line, text }: Statement): Leak {
  return { rule, path, line, snippet: oneLine(text) }
}

const flat = (text: string) => text.replace(/\s+/g, ' ')
const bare = (name: string) => name.replaceAll('"', '').replace(/^public\./, '')
const isPublic = (name: string) => !name.includes('.') || /^"?public"?\./i.test(name)
