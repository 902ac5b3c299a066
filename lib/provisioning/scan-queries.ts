import ts from 'typescript'
import {
  above,
  leakAt,
  nodesOf,
  type CodeFile,
  type Leak,
  type Tenancy,
} from '@/lib/provisioning/scan-sources'
import { comesFromInput, isUncertain } from '@/lib/provisioning/scan-values'

type Step = { method: string; args: readonly ts.Expression[]; node: ts.Node; isConditional: boolean }
/** What the functions of the code base do with a query they are given, by name. */
export type Narrowing = ReadonlyMap<string, readonly ts.SignatureDeclaration[]>

const FILTERS = new Set(['eq', 'in', 'filter', 'match', 'is'])
const WRITES = new Set(['update', 'delete'])
const VERBS = new Set([...WRITES, 'select', 'insert', 'upsert'])

/** Functions by name, so that a filter that is added elsewhere is found. */
export function functionsByName(files: readonly CodeFile[]): Narrowing {
  const found = new Map<string, ts.SignatureDeclaration[]>()
  for (const { tree } of files)
    for (const node of nodesOf(tree)) {
      const name = ts.isFunctionDeclaration(node)
        ? node.name?.text
        : ts.isArrowFunction(node) && ts.isVariableDeclaration(node.parent)
          ? node.parent.name.getText()
          : undefined
      if (name) found.set(name, [...(found.get(name) ?? []), node as ts.SignatureDeclaration])
    }
  return found
}

/** Reads and writes of tenant tables that do not say for certain whose rows they mean. */
export function scanQueries(
  file: CodeFile,
  tables: ReadonlyMap<string, Tenancy>,
  functions: Narrowing,
): Leak[] {
  const leaks: Leak[] = []
  for (const node of nodesOf(file.tree)) {
    if (!ts.isCallExpression(node) || !isMethod(node, 'from') || isStorage(node)) continue
    const table = literal(node.arguments[0])
    const tenancy = table === null ? undefined : tables.get(table)
    if (!tenancy) continue
    const steps = stepsFrom(node, functions, 0)
    const writing = steps.find(({ method }) => WRITES.has(method))
    const isInsert = steps.some(({ method }) => method === 'insert' || method === 'upsert')
    const named = steps.flatMap((step) => filtersOf(step, tenancy, functions))
    const certain = named.filter(({ step }) => !step.isConditional)
    if (!isInsert || writing) {
      if (named.length === 0)
        leaks.push(leakAt(writing ? 'write-without-tenant' : 'read-without-tenant', file, node.parent.parent))
      else if (certain.length === 0)
        leaks.push(leakAt('conditional-tenant', file, named[0]?.step.node ?? node))
      else if (certain.every(({ value }) => value !== null && isUncertain(value)))
        leaks.push(leakAt('uncertain-tenant', file, certain[0]?.value ?? node))
    }
    const values = [
      ...named.filter(({ column }) => tenancy.agency.has(column)).map(({ value }) => value),
      ...steps.flatMap((step) => insertedValues(step, tenancy.agency)),
    ]
    for (const value of values)
      if (value && comesFromInput(value)) leaks.push(leakAt('tenant-from-input', file, value))
  }
  return leaks
}

/** All calls on a query from `start` on: the chain itself, and what happens to the variable or parameter that it becomes. */
function stepsFrom(start: ts.Expression, functions: Narrowing, depth: number): Step[] {
  const steps: Step[] = []
  let top: ts.Node = start
  for (;;) {
    const { parent } = top
    if (
      ts.isPropertyAccessExpression(parent) &&
      parent.expression === top &&
      ts.isCallExpression(parent.parent)
    ) {
      steps.push({
        method: parent.name.text,
        args: parent.parent.arguments,
        node: parent.parent,
        isConditional: false,
      })
      top = parent.parent
    } else if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAwaitExpression(parent) ||
      ts.isAsExpression(parent)
    )
      top = parent
    else break
  }
  if (depth > 3) return steps
  const { parent } = top
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    steps.push(...stepsOfName(parent.name.text, enclosing(parent), functions, depth))
  else if (ts.isCallExpression(parent) && parent.expression !== top)
    steps.push(...stepsInCallee(parent, top, functions, depth))
  else if (ts.isConditionalExpression(parent) && ts.isVariableDeclaration(parent.parent))
    steps.push(...stepsOfName(parent.parent.name.getText(), enclosing(parent), functions, depth))
  // A function that hands the query out is asked through those who call it.
  const maker = ts.isReturnStatement(parent) || ts.isArrowFunction(parent) ? functionOf(parent) : undefined
  if (maker) steps.push(...stepsOfCallers(maker, functions, depth))
  return steps
}

function stepsOfName(name: string, scope: ts.Node, functions: Narrowing, depth: number): Step[] {
  const steps: Step[] = []
  for (const node of nodesOf(scope)) {
    if (!ts.isIdentifier(node) || node.text !== name) continue
    const { parent } = node
    if (
      ts.isPropertyAccessExpression(parent) &&
      parent.expression === node &&
      ts.isCallExpression(parent.parent)
    ) {
      const chain = stepsFrom(node, functions, depth + 1)
      // What begins and narrows a statement in one breath is whole, under whatever condition it is made.
      const isConditional =
        isUnderCondition(parent.parent, scope) && !chain.some(({ method }) => VERBS.has(method))
      steps.push(...chain.map((step) => ({ ...step, isConditional: isConditional || step.isConditional })))
    } else if (ts.isAsExpression(parent)) steps.push(...stepsOfAlias(parent, functions, depth))
    else if (ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isIdentifier(parent.name))
      steps.push(...stepsOfName(parent.name.text, enclosing(parent), functions, depth + 1))
    else if (ts.isCallExpression(parent) && parent.expression !== node) {
      const isConditional = isUnderCondition(parent, scope)
      steps.push(
        ...stepsInCallee(parent, node, functions, depth).map((step) => ({
          ...step,
          isConditional: isConditional || step.isConditional,
        })),
      )
    }
  }
  return steps
}

/** `const other = query as …`: the same query under another name. */
function stepsOfAlias(cast: ts.Node, functions: Narrowing, depth: number): Step[] {
  let top = cast
  while (ts.isAsExpression(top.parent) || ts.isParenthesizedExpression(top.parent)) top = top.parent
  const { parent } = top
  return depth < 4 && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)
    ? stepsOfName(parent.name.text, enclosing(parent), functions, depth + 1)
    : []
}

/** What a function does with the query that it is given, and what its caller does with what comes back. */
function stepsInCallee(call: ts.CallExpression, given: ts.Node, functions: Narrowing, depth: number): Step[] {
  if (depth > 3) return []
  const index = call.arguments.findIndex((argument) => argument === given)
  const name = ts.isIdentifier(call.expression) ? call.expression.text : null
  const steps = stepsFrom(call, functions, depth + 1)
  for (const declaration of (name === null ? undefined : functions.get(name)) ?? []) {
    const parameter = declaration.parameters[index]?.name
    if (parameter && ts.isIdentifier(parameter))
      steps.push(...stepsOfName(parameter.text, declaration, functions, depth + 1))
  }
  return steps
}

/** Only what every caller does counts: the steps of the one that does the least. */
function stepsOfCallers(maker: ts.SignatureDeclaration, functions: Narrowing, depth: number): Step[] {
  const name = ts.isFunctionDeclaration(maker)
    ? maker.name?.text
    : ts.isVariableDeclaration(maker.parent)
      ? maker.parent.name.getText()
      : undefined
  if (!name || depth > 1) return []
  const calls = nodesOf(maker.getSourceFile()).filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name,
  )
  const each = calls.map((call) => stepsFrom(call, functions, depth + 1))
  return each.toSorted((a, b) => filterCount(a) - filterCount(b))[0] ?? []
}

const filterCount = (steps: readonly Step[]) =>
  steps.filter(({ method, isConditional }) => FILTERS.has(method) && !isConditional).length

type Filter = { column: string; value: ts.Expression | null; step: Step }

/** What a step says about whose rows are meant. */
function filtersOf(step: Step, { owner }: Tenancy, functions: Narrowing): Filter[] {
  if (step.method === 'or') {
    const [words] = step.args
    const maker =
      words && ts.isCallExpression(words) ? functions.get(words.expression.getText())?.[0] : undefined
    const text = (maker ?? words)?.getText() ?? ''
    return [...owner]
      .filter((column) => new RegExp(`\\b${column}\\.`).test(text))
      .map((column) => ({ column, value: null, step }))
  }
  return plainFiltersOf(step).filter(({ column }) => owner.has(column))
}

function plainFiltersOf(step: Step): Filter[] {
  if (!FILTERS.has(step.method)) return []
  const [first, second, third] = step.args
  if (step.method === 'match')
    return first && ts.isObjectLiteralExpression(first)
      ? first.properties.map((property) => ({
          column: property.name?.getText().replace(/['"]/g, '') ?? '',
          value: ts.isPropertyAssignment(property) ? property.initializer : null,
          step,
        }))
      : []
  const column = literal(first)
  return column === null ? [] : [{ column, value: (step.method === 'filter' ? third : second) ?? null, step }]
}

function insertedValues(step: Step, columns: ReadonlySet<string>): ts.Expression[] {
  if (step.method !== 'insert' && step.method !== 'upsert') return []
  return step.args.flatMap((argument) =>
    nodesOf(argument)
      .filter(ts.isPropertyAssignment)
      .filter((property) => columns.has(property.name.getText()))
      .map(({ initializer }) => initializer),
  )
}

/** Whether something between a node and the scope decides if it happens. What leaves the function right before does not count. */
function isUnderCondition(node: ts.Node, scope: ts.Node): boolean {
  for (let at = node; at !== scope; at = at.parent) {
    const { parent } = at
    if (ts.isIfStatement(parent) && parent.expression !== at) return true
    if (ts.isConditionalExpression(parent) && parent.condition !== at) return true
    if (ts.isCaseOrDefaultClause(parent)) return true
    if (
      ts.isBinaryExpression(parent) &&
      parent.right === at &&
      [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(parent.operatorToken.kind)
    )
      return true
  }
  return false
}

function enclosing(node: ts.Node): ts.Node {
  const isScope = (at: ts.Node): at is ts.Node => ts.isFunctionLike(at) || ts.isSourceFile(at)
  return above(node.parent, isScope) ?? node.getSourceFile()
}

function functionOf(node: ts.Node): ts.SignatureDeclaration | undefined {
  return above(node, ts.isFunctionLike)
}

const isMethod = (call: ts.CallExpression, name: string) =>
  ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === name
const isStorage = (call: ts.CallExpression) => /\bstorage\b[^()]*\.from$/.test(call.expression.getText())
/** The text of a literal, also of one that a small function puts a prefix before: `column('agency_id')`. */
function literal(node: ts.Expression | undefined): string | null {
  if (node && ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return literal(node.arguments[0])
  return node && ts.isStringLiteralLike(node) ? node.text : null
}
