import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { maybe, text } from '../variables'

export const invitationBounced = defineEvent({
  type: 'invitation.bounced',
  category: 'invitations',
  priority: 'high',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, run: text, reason: maybe }),
  subject: 'Your invitation to {{person}} did not arrive',
  body: 'The mail to {{person}} about {{run}} came back. Check the address, or copy the link and send it another way.\n\n{{reason}}',
  actionLabel: 'View invitations',
  because: 'you invited this person.',
})
