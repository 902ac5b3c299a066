/**
 * Whether two texts of the server say the same. It writes `a between 1 and 2 and b` with one pair of brackets more than it writes when it
 * reads its own text back, so brackets that only group an AND within an AND, or an OR within an OR, do not count. All others do.
 */
export function isSameExpression(a: string, b: string): boolean {
  return a === b || canonical(a) === canonical(b)
}

type Node = string | Node[]

function canonical(text: string): string {
  return render(flatten(parse(text)))
}

/** Text and bracketed groups in turn; quoted text and names are never looked into. */
function parse(text: string): Node[] {
  const root: Node[] = []
  const open: Node[][] = [root]
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|[^'"()]+|['"]/g)) {
    const current = open.at(-1) ?? root
    if (token === '(') {
      const group: Node[] = []
      current.push(group)
      open.push(group)
    } else if (token === ')') {
      open.pop()
      // Brackets that do not pair are no expression: the text then equals only itself.
      if (open.length === 0) return [text]
    } else current.push(token)
  }
  return open.length === 1 ? root : [text]
}

function flatten(nodes: Node[]): Node[] {
  const inner = nodes.map((node) => (typeof node === 'string' ? node : flatten(node)))
  const word = joinedBy(inner)
  return word === null
    ? inner
    : inner.flatMap((node) => (typeof node !== 'string' && joinedBy(node) === word ? node : [node]))
}

/** ` AND ` or ` OR ` when a group is nothing but brackets joined by that word. */
function joinedBy(nodes: readonly Node[]): string | null {
  const words = nodes.filter((node) => typeof node === 'string')
  const [first] = words
  const isJoin = (first === ' AND ' || first === ' OR ') && words.every((word) => word === first)
  return isJoin && nodes.length === words.length * 2 + 1 ? first : null
}

function render(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : `(${render(node)})`)).join('')
}
