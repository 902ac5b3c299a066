import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

/** Edits within five minutes of each other merge into one; `changes` then names them all. */
export const runChanged = defineEvent({
  type: 'run.changed',
  category: 'runs',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ run: text, agency: text, changes: text }),
  subject: '{{run}} has changed',
  body: '{{agency}} changed {{run}}: {{changes}}.',
  actionLabel: 'Open the run',
  because: 'you take part in this run.',
})
