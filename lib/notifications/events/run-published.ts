import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const runPublished = defineEvent({
  type: 'run.published',
  category: 'runs',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ run: text, agency: text }),
  subject: '{{run}} is published',
  body: '{{agency}} has published {{run}}. Have a look at how it is announced.',
  actionLabel: 'Open the run',
  because: 'you take part in this run.',
})
