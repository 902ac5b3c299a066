import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const runCancelled = defineEvent({
  type: 'run.cancelled',
  category: 'runs',
  priority: 'high',
  isRequired: true,
  requiredBecause: 'Otherwise you might set out for something that no longer takes place.',
  channels: ['in_app', 'email'],
  variables: z.object({ run: text, agency: text }),
  subject: '{{run}} is cancelled',
  body: '{{agency}} has cancelled {{run}}. It will not take place.',
  actionLabel: 'Open the run',
  because: 'you take part in this run.',
})
