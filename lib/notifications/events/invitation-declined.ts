import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { maybe, text } from '../variables'

export const invitationDeclined = defineEvent({
  type: 'invitation.declined',
  category: 'invitations',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, run: text, reason: maybe }),
  subject: '{{person}} declined {{run}}',
  body: '{{person}} cannot join {{run}}. Their link still works, in case they change their mind.\n\n{{reason}}',
  actionLabel: 'View invitations',
  because: 'you invited this person.',
})
