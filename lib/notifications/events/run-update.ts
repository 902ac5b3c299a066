import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const runUpdate = defineEvent({
  type: 'run.update',
  category: 'runs',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ run: text, agency: text, subject: text, body: text, person: text }),
  subject: '{{run}}: {{subject}}',
  body: '{{body}}\n\n{{person}}, {{agency}}',
  actionLabel: 'Open the run',
  because: 'you take part in this run, and the people who plan it wrote to everybody on it.',
})
