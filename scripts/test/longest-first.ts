import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest or wait most, longest first: begun last they would be waited for when all others are done. */
const LONGEST = [
  'delivery-worker',
  'model',
  'function-reach',
  'functions',
  'org-command',
  'erasure',
  'shown-numbers',
  'pglite',
  'schema-per-org',
  'quiet-hours',
  'automation',
  'ticket-pages',
  'advisors',
  'claims-race',
  'lost-connection',
  'generated',
  'stored-files',
  'presence-plans',
  'audit',
  'killed',
  'provision',
  'columns',
  'mutants',
  'auth',
  'tickets',
  'storage',
  'plans',
  'overview',
  'scan',
  'render-mail',
]

/** Begins with the files that are known to take long; the others follow in the order that vitest gives them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted
      .map((file, index) => ({ file, index, rank: rankOf(file) }))
      .sort((one, other) => one.rank - other.rank || one.index - other.index)
      .map(({ file }) => file)
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const name = /([^/\\]+)\.test\.ts$/.exec(moduleId)?.[1] ?? ''
  const rank = LONGEST.indexOf(name)
  return rank < 0 ? LONGEST.length : rank
}
