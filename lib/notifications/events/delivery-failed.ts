import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { maybe, text } from '../variables'

export const deliveryFailed = defineEvent({
  type: 'delivery.failed',
  category: 'delivery',
  priority: 'high',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, subject: text, reason: maybe }),
  subject: 'A message to {{person}} could not be delivered',
  body: 'We stopped trying to deliver “{{subject}}” to {{person}}. You can send it again once the address is right.\n\n{{reason}}',
  actionLabel: 'See what happened',
  because: 'the message was sent in your name.',
})
