import ts from 'typescript'
import { leakAt, nodesOf, type CodeFile, type Leak } from '@/lib/provisioning/scan-sources'

const SERVICE_MODULE = 'lib/supabase/service'
/** Rooms of the worker and of the operator; tests and measurements play both. */
const ROOMS = /^(scripts|bench|e2e|supabase\/tests|lib\/delivery|lib\/provisioning)\/|\.test\.tsx?$/
const SECRET_NAME = /SECRET|SERVICE_ROLE/
const PUBLISHED_SECRET = /^NEXT_PUBLIC_\w*(SECRET|SERVICE|PRIVATE)/

/** The key that row-level security does not bind: where it is used, and whether a browser could come by it. */
export function scanModules(files: readonly CodeFile[]): Leak[] {
  const byModule = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ''), file]))
  return files.flatMap((file) => [
    ...scanService(file),
    ...(isClient(file) ? pathsToSecrets(file, byModule) : []),
  ])
}

function scanService(file: CodeFile): Leak[] {
  const leaks: Leak[] = []
  for (const node of nodesOf(file.tree)) {
    const name = environmentName(node)
    if (name !== null && PUBLISHED_SECRET.test(name))
      leaks.push(leakAt('service-client-in-the-browser', file, node))
    else if (!ROOMS.test(file.path) && file.path !== `${SERVICE_MODULE}.ts`) {
      const isImport =
        ts.isImportDeclaration(node) &&
        !isTypeOnly(node) &&
        moduleOf(file, node.moduleSpecifier) === SERVICE_MODULE
      if (isImport || (name !== null && SECRET_NAME.test(name)))
        leaks.push(leakAt('service-client-outside-its-rooms', file, node))
    }
  }
  return leaks
}

/** Modules that a client component takes along, as far as the one that holds a secret. */
function pathsToSecrets(start: CodeFile, byModule: ReadonlyMap<string, CodeFile>): Leak[] {
  const seen = new Set<CodeFile>([start])
  const leaks: Leak[] = []
  const visit = (file: CodeFile, way: ts.Node | null) => {
    for (const statement of file.tree.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
      if (!statement.moduleSpecifier || isTypeOnly(statement)) continue
      const name = moduleOf(file, statement.moduleSpecifier)
      const next = byModule.get(name) ?? byModule.get(`${name}/index`)
      const at = way ?? statement
      if (name === SERVICE_MODULE || (next && holdsSecret(next)))
        leaks.push(leakAt('service-client-in-the-browser', start, at))
      // A server action is called over the network: its module stays on the server.
      else if (next && !seen.has(next) && !startsWith(next, 'use server')) {
        seen.add(next)
        visit(next, at)
      }
    }
  }
  visit(start, null)
  return leaks
}

const holdsSecret = (file: CodeFile) =>
  nodesOf(file.tree).some((node) => SECRET_NAME.test(environmentName(node) ?? ''))

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (!clause) return false
  const named = clause.namedBindings
  return (
    clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (!clause.name &&
      !!named &&
      ts.isNamedImports(named) &&
      named.elements.every(({ isTypeOnly }) => isTypeOnly))
  )
}

const isClient = (file: CodeFile) => startsWith(file, 'use client')

function startsWith({ tree }: CodeFile, directive: string): boolean {
  const [first] = tree.statements
  return !!first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
    ? first.expression.text === directive
    : false
}

/** `X` of `process.env.X` and `process.env['X']`, else null. */
function environmentName(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'process.env')
    return node.name.text
  if (
    ts.isElementAccessExpression(node) &&
    node.expression.getText() === 'process.env' &&
    ts.isStringLiteral(node.argumentExpression)
  )
    return node.argumentExpression.text
  return null
}

/** The path of what is imported, from the repository's root and without its ending. */
function moduleOf(file: CodeFile, specifier: ts.Expression): string {
  const text = ts.isStringLiteral(specifier) ? specifier.text : ''
  if (text.startsWith('@/')) return text.slice(2)
  if (!text.startsWith('.')) return text
  const parts = file.path.split('/').slice(0, -1)
  for (const part of text.split('/'))
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  return parts.join('/')
}
