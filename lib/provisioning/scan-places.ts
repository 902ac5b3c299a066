import ts from 'typescript'
import { leakAt, nodesOf, type CodeFile, type Leak, type Tenancy } from '@/lib/provisioning/scan-sources'

const FILE_VERBS = new Set(['upload', 'createSignedUploadUrl', 'uploadToSignedUrl', 'move', 'copy'])
const STATEMENT = /\b(?:from|into|update|join)\s+(?:only\s+)?(?:public\.)?"?(\w+)"?/gi
const VERB = /^\s*(?:select|insert|update|delete|with)\b/i

/** Ways around the queries: SQL written out, places of files, and channels. */
export function scanPlaces(file: CodeFile, tables: ReadonlyMap<string, Tenancy>): Leak[] {
  const leaks: Leak[] = []
  for (const node of nodesOf(file.tree)) {
    if (isSql(node) && namesTenantTable(node, tables))
      leaks.push(leakAt('raw-sql-without-tenant', file, node))
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) continue
    const method = node.expression.name.text
    const on = node.expression.expression.getText()
    if (FILE_VERBS.has(method) && /\bstorage\b/.test(on)) {
      const place = node.arguments[method === 'move' || method === 'copy' ? 1 : 0]
      if (place && !beginsWithAgency(place)) leaks.push(leakAt('file-outside-tenant', file, place))
    }
    if (method === 'channel' && /supabase|client|realtime/i.test(on)) {
      const settings = node.arguments[1]?.getText() ?? ''
      if (!/private:\s*true/.test(settings)) leaks.push(leakAt('open-channel', file, node))
    }
  }
  return leaks
}

function isSql(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
  return isText && VERB.test(node.getText().slice(1))
}

function namesTenantTable(node: ts.Node, tables: ReadonlyMap<string, Tenancy>): boolean {
  const text = node.getText()
  return [...text.matchAll(STATEMENT)].some(([, name]) => {
    const tenancy = tables.get((name ?? '').toLowerCase())
    return tenancy && ![...tenancy.owner].some((column) => new RegExp(`\\b${column}\\b`).test(text))
  })
}

/** The first part of a path is the agency: written so, or in the constant or property that is handed over. */
function beginsWithAgency(place: ts.Expression): boolean {
  if (ts.isTemplateExpression(place))
    return place.head.text === '' && /agency|tenant/i.test(place.templateSpans[0]?.expression.getText() ?? '')
  if (ts.isIdentifier(place))
    for (const node of nodesOf(place.getSourceFile()))
      if (ts.isVariableDeclaration(node) && node.name.getText() === place.text && node.initializer)
        return beginsWithAgency(node.initializer)
  // What the database keeps as the place of a file has been checked by it.
  return /storage_?path/i.test(place.getText())
}
