import ts from 'typescript'
import { above, nodesOf } from '@/lib/provisioning/scan-sources'

/** An expression that may hold nothing, or whose type was talked away. */
export function isUncertain(value: ts.Expression): boolean {
  const bare = ts.isParenthesizedExpression(value) ? value.expression : value
  if (ts.isAsExpression(bare) || ts.isNonNullExpression(bare)) return true
  if (ts.isBinaryExpression(bare))
    return [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken].includes(bare.operatorToken.kind)
  if (ts.isConditionalExpression(bare)) return isUncertain(bare.whenTrue) || isUncertain(bare.whenFalse)
  if (ts.isPropertyAccessExpression(bare) && (bare.questionDotToken ?? false)) return true
  if (ts.isStringLiteral(bare)) return bare.text === ''
  return declaredTypes(bare).some(canBeNothing)
}

const canBeNothing = ({ type, isOptional }: { type: ts.TypeNode | undefined; isOptional: boolean }) =>
  isOptional || /\b(undefined|null|any|unknown)\b/.test(type?.getText() ?? '')

/** What is declared of a name, or of a property of a named object, in the functions around it. */
function declaredTypes(value: ts.Expression): { type: ts.TypeNode | undefined; isOptional: boolean }[] {
  const isProperty = ts.isPropertyAccessExpression(value) && ts.isIdentifier(value.expression)
  const name = ts.isIdentifier(value) ? value.text : isProperty ? value.expression.getText() : null
  if (name === null) return []
  const declaration = declarationOf(name, value)
  if (!declaration) return []
  if (ts.isBindingElement(declaration)) {
    const type = parameterOf(declaration)?.type
    return declaration.initializer
      ? []
      : member(type, (declaration.propertyName ?? declaration.name).getText())
  }
  if (isProperty) return member(declaration.type, value.name.text)
  if (ts.isVariableDeclaration(declaration) && declaration.initializer)
    return isUncertain(declaration.initializer) ? [{ type: undefined, isOptional: true }] : []
  return [{ type: declaration.type, isOptional: ts.isParameter(declaration) && !!declaration.questionToken }]
}

function member(type: ts.TypeNode | undefined, name: string) {
  if (!type || !ts.isTypeLiteralNode(type)) return []
  return type.members
    .filter(ts.isPropertySignature)
    .filter((signature) => signature.name.getText() === name)
    .map((signature) => ({ type: signature.type, isOptional: !!signature.questionToken }))
}

const INPUT = /^(searchParams|params|formData|body|payload|query)$/

/** Whether a value was sent: read from an address, a form or a body, and not from who is signed in. */
export function comesFromInput(value: ts.Expression, depth = 0): boolean {
  if (depth > 4) return false
  const root = rootOf(value)
  const text = value.getText()
  if (/\.(json|formData)\(\)|\.searchParams\b|\bheaders\b.*\.get\(|\bcookies\b.*\.get\(/.test(text))
    return true
  if (!ts.isIdentifier(root)) return false
  const declaration = declarationOf(root.text, value)
  if (root !== value && INPUT.test(root.text) && /\.(get|\w*(agency|tenant)\w*)\b/i.test(text))
    return !declaration || !/\b(Scope|Input|Member)\b/.test(declaration.getText())
  if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
    return comesFromInput(declaration.initializer, depth + 1)
  if (declaration && ts.isBindingElement(declaration)) {
    const source = declaration.parent.parent
    if (ts.isVariableDeclaration(source) && source.initializer) {
      const from = source.initializer
      const bare = ts.isAwaitExpression(from) ? from.expression : from
      return (ts.isIdentifier(bare) && INPUT.test(bare.text)) || comesFromInput(bare, depth + 1)
    }
  }
  return false
}

function rootOf(value: ts.Expression): ts.Expression {
  if (ts.isPropertyAccessExpression(value) || ts.isCallExpression(value) || ts.isAwaitExpression(value))
    return rootOf(value.expression)
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isNonNullExpression(value))
    return rootOf(value.expression)
  if (ts.isBinaryExpression(value)) return rootOf(value.left)
  return value
}

type Declaration = ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement

/** The nearest declaration of a name around a place. */
function declarationOf(name: string, place: ts.Node): Declaration | undefined {
  const isIt = (node: ts.Node): node is Declaration =>
    (ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node)) &&
    ts.isIdentifier(node.name) &&
    node.name.text === name
  const isScope = (node: ts.Node): node is ts.Node =>
    ts.isSourceFile(node) || ((ts.isFunctionLike(node) || ts.isBlock(node)) && nodesOf(node).some(isIt))
  const scope = above(place.parent, isScope)
  return scope && nodesOf(scope).find(isIt)
}

function parameterOf(node: ts.Node): ts.ParameterDeclaration | undefined {
  return above(node, ts.isParameter)
}
