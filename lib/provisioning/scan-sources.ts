import ts from 'typescript'

/** A file as the scan reads it; the path is the repository's, with slashes. */
export interface Source {
  path: string
  text: string
}

/** What the scan looks for. The words are what a suppression names. */
export const LEAK_RULES = {
  'service-client-outside-its-rooms':
    'The client that row-level security does not bind belongs to the worker and the operator alone.',
  'service-client-in-the-browser': 'A module that a browser loads leads to the key that opens everything.',
  'read-without-tenant': 'A table of tenants is read without saying whose rows are meant.',
  'write-without-tenant': 'Rows are changed or deleted by an id alone: whoever knows one names anybody’s.',
  'conditional-tenant':
    'The tenant is named only under a condition, so that otherwise all of them are meant.',
  'uncertain-tenant': 'The tenant may be undefined, empty or anything, and a filter by nothing is no filter.',
  'tenant-from-input': 'The tenant comes from what was sent instead of from who is signed in.',
  'raw-sql-without-tenant': 'SQL written out reads or changes a table of tenants without naming one.',
  'file-outside-tenant': 'The place of a file does not begin with the agency it belongs to.',
  'open-channel': 'A channel that is not private is heard by everybody who knows its name.',
  'definer-without-check': 'A function with rights of its own does not ask who calls.',
  'function-without-search-path': 'A function finds names wherever its caller says.',
  'policy-for-everybody': 'A policy holds for every row or for everybody.',
  'unwrapped-identity': 'Who asks is looked up again for every row, and planners cannot use an index for it.',
  'view-of-its-owner': 'A view reads with its owner’s rights and passes by the policies.',
  'table-without-row-security': 'A table is made without row-level security, or its owner is let through.',
  'grant-to-strangers': 'A table is opened to people who are not signed in, or to everybody.',
  'suppression-without-reason': 'What is passed over needs the name of a rule and a reason.',
  'suppression-without-leak': 'Nothing is passed over here any more.',
} as const
export type LeakRule = keyof typeof LEAK_RULES

export interface Leak {
  rule: LeakRule
  path: string
  /** From 1. */
  line: number
  /** What is there, on one line. */
  snippet: string
}

/** A TypeScript file and its tree. */
export interface CodeFile extends Source {
  tree: ts.SourceFile
}

/** Comments are looked for in the text; trees of what they document would be a good part of all that is parsed. */
const HOW_TO_PARSE: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
}

export function parseCode(source: Source): CodeFile {
  const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return {
    ...source,
    tree: ts.createSourceFile(source.path, source.text, HOW_TO_PARSE, true, kind),
  }
}

export function leakAt(rule: LeakRule, { path, tree }: CodeFile, node: ts.Node): Leak {
  const start = node.getStart(tree)
  return {
    rule,
    path,
    line: tree.getLineAndCharacterOfPosition(start).line + 1,
    snippet: oneLine(node.getText(tree)),
  }
}

export const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 160)

const lists = new WeakMap<ts.Node, readonly ts.Node[]>()

/** Every node below `node`, itself included. Kept for whole files and functions, which are asked for again and again. */
export function nodesOf(node: ts.Node): readonly ts.Node[] {
  const known = lists.get(node)
  if (known) return known
  const all: ts.Node[] = []
  const add = (one: ts.Node) => {
    all.push(one)
    one.forEachChild(add)
  }
  add(node)
  lists.set(node, all)
  return all
}

/** The nearest node that is one of a kind, from `node` itself upwards. */
export function above<Kind extends ts.Node>(
  node: ts.Node,
  is: (node: ts.Node) => node is Kind,
): Kind | undefined {
  // A file has nothing above it, which the types do not say.
  for (let at = node as ts.Node | undefined; at; at = at.parent as ts.Node | undefined) if (is(at)) return at
  return undefined
}

/** Whose rows a table holds. */
export interface Tenancy {
  /** Columns that name the agency. */
  agency: ReadonlySet<string>
  /** Columns that name the agency, a client of it, or the one person whose rows they are. */
  owner: ReadonlySet<string>
}

/** A key of two columns agrees with its parent about the agency, whose column is named so. */
const NAMES_AGENCY = /(^|_)(agency|tenant)_id$/
const PERSON = new Set(['user_id', 'individual_id', 'recipient_individual_id'])

/**
 * The tables of tenants, from the types that are generated from the migrated database: those with a foreign key to an agency, a
 * client or a person. Takes the text of `database.types.ts`.
 */
export function tenantTables(types: string): ReadonlyMap<string, Tenancy> {
  const tables = new Map<string, Tenancy>()
  const tree = ts.createSourceFile('types.ts', types, ts.ScriptTarget.Latest, true)
  const property = (node: ts.Node | undefined, name: string): ts.TypeNode | undefined =>
    node && ts.isTypeLiteralNode(node)
      ? node.members.filter(ts.isPropertySignature).find((member) => member.name.getText() === name)?.type
      : undefined
  const database = tree.statements.find(
    (statement): statement is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(statement) && statement.name.text === 'Database',
  )
  const all = property(property(database?.type, 'public'), 'Tables')
  if (!all || !ts.isTypeLiteralNode(all)) throw new Error('The generated types name no tables.')
  for (const member of all.members.filter(ts.isPropertySignature)) {
    const agency = new Set<string>()
    const owner = new Set<string>()
    const relationships = property(member.type, 'Relationships')
    if (relationships && ts.isTupleTypeNode(relationships))
      for (const key of relationships.elements) {
        const columns = [
          ...(property(key, 'columns')
            ?.getText()
            .matchAll(/'(\w+)'/g) ?? []),
        ].map(([, column]) => column ?? '')
        const to = property(key, 'referencedRelation')?.getText().slice(1, -1)
        for (const column of columns) if (to === 'agencies' || NAMES_AGENCY.test(column)) agency.add(column)
        if (to === 'clients') owner.add('client_id')
        if (to === 'users') for (const column of columns) if (PERSON.has(column)) owner.add(column)
      }
    const name = member.name.getText()
    // The root itself, and people, are named by their own id.
    if (name === 'agencies') agency.add('id')
    if (name === 'users') owner.add('id')
    if (agency.size + owner.size > 0) tables.set(name, { agency, owner: new Set([...agency, ...owner]) })
  }
  return tables
}
