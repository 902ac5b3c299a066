import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const memberJoined = defineEvent({
  type: 'member.joined',
  category: 'team',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, agency: text, role: text }),
  subject: '{{person}} joined {{agency}}',
  body: '{{person}} accepted the invitation to {{agency}}. Their role: {{role}}.',
  actionLabel: 'View the team',
  because: 'you look after the people of this agency.',
})
