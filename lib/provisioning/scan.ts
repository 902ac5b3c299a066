import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { functionsByName, scanQueries } from '@/lib/provisioning/scan-queries'
import { scanModules } from '@/lib/provisioning/scan-modules'
import { scanPlaces } from '@/lib/provisioning/scan-places'
import { LEAK_RULES, parseCode, tenantTables, type Leak, type Source } from '@/lib/provisioning/scan-sources'
import { scanSql } from '@/lib/provisioning/scan-sql'

/** Rooms of the app: what runs in the worker's or the operator's name sees all agencies on purpose. */
const APP = /^(app|components|lib)\/|^proxy\.ts$/
const OPERATOR = /^lib\/(delivery|provisioning)\/|\.test\.tsx?$|database\.types\.ts$/
const SUPPRESSION = /(?:\/\/|--|\/\*)\s*isolation:\s*([\w-]*)\s*[:–—-]*\s*(.*?)\s*(?:\*\/)?$/
const REASON_LENGTH = 15

/**
 * Looks through TypeScript and SQL for ways in which one agency's rows could come before another's eyes. `types` is the text of the
 * generated types, which say what the tables of tenants are. The comment `isolation: <rule> <reason>`, on the line above, passes one over;
 * without a rule and a reason, or with nothing left to pass over, it is a finding itself. Finds what is written, not what happens: that the policies
 * are right is proven by acting as real roles.
 */
export function scan(sources: readonly Source[], types: string): Leak[] {
  const tables = tenantTables(types)
  const code = sources.filter(({ path }) => /\.tsx?$/.test(path)).map(parseCode)
  const functions = functionsByName(code)
  const sql = sources
    .filter(({ path }) => path.endsWith('.sql'))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const leaks = [
    ...scanModules(code),
    ...code
      .filter(({ path }) => APP.test(path) && !OPERATOR.test(path))
      .flatMap((file) => [...scanQueries(file, tables, functions), ...scanPlaces(file, tables)]),
    ...scanSql(sql, tables),
  ]
  return passOver(leaks, sources).toSorted(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line,
  )
}

/** The files that the scan is about: the app, its commands, and the migrations. Paths from `root`, which is the repository's. */
export function readSources(root: string): Source[] {
  const directories = ['app', 'components', 'lib', 'scripts', 'supabase/migrations']
  const paths = directories.flatMap((directory) =>
    readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map((path) =>
      [directory, ...path.split(sep)].join('/'),
    ),
  )
  return ['proxy.ts', ...paths]
    .filter((path) => /\.(tsx?|sql)$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Takes out what somebody passed over with a reason; each such comment counts for the next line of code alone. */
function passOver(leaks: readonly Leak[], sources: readonly Source[]): Leak[] {
  const left = new Set(leaks)
  const faults: Leak[] = []
  for (const { path, text } of sources) {
    if (!text.includes('isolation:')) continue
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      const [, rule, reason = ''] = SUPPRESSION.exec(line.trim()) ?? []
      if (rule === undefined) continue
      const fault = (kind: Leak['rule']) =>
        void faults.push({ rule: kind, path, line: index + 1, snippet: line.trim() })
      const next = lines.findIndex((other, at) => at > index && !/^\s*(\/\/|--|\*|$)/.test(other)) + 1
      const passed = [...left].filter(
        (leak) => leak.path === path && leak.line === next && leak.rule === rule,
      )
      if (!(rule in LEAK_RULES) || reason.length < REASON_LENGTH) fault('suppression-without-reason')
      else if (passed.length === 0) fault('suppression-without-leak')
      else for (const leak of passed) left.delete(leak)
    }
  }
  return [...left, ...faults]
}
