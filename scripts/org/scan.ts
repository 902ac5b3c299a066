import { readFileSync } from 'node:fs'
import { readSources, scan } from '../../lib/provisioning/scan'
import { LEAK_RULES } from '../../lib/provisioning/scan-sources'
import { emptyReport, settle, type Found, type Report } from '../../lib/provisioning/report'

const TYPES = 'lib/supabase/database.types.ts'

/** Looks for isolation leaks in the code of this repository. */
export function scanRepository(): Report {
  const began = performance.now()
  const sources = readSources('.')
  const leaks = scan(sources, readFileSync(TYPES, 'utf8'))
  return settle({
    ...emptyReport('this repository'),
    findings: leaks.map(({ rule, path, line, snippet }): Found => ({
      schema: 'public',
      // Without the line, which changes with whatever is written above.
      id: `scan:${rule}:${path}`,
      class: 'leak',
      severity: 'isolation',
      kind: 'rule',
      table: null,
      subject: `${path}:${String(line)}`,
      says: `${path}:${String(line)}  ${LEAK_RULES[rule]}  ${snippet}`,
      expected: null,
      actual: snippet,
      mend: { by: 'person', sql: [] },
      facts: [],
      folded: 0,
    })),
    counts: { files: sources.length },
    durationMs: performance.now() - began,
  })
}
