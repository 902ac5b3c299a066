import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const invitationExpiring = defineEvent({
  type: 'invitation.expiring',
  category: 'invitations',
  priority: 'low',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app'],
  variables: z.object({ person: text, run: text, expires: text }),
  subject: 'The invitation of {{person}} expires soon',
  body: '{{person}} has not answered the invitation to {{run}}. It ends on {{expires}}; extend it if you still want them on board.',
  actionLabel: 'View invitations',
  because: 'you invited this person.',
})
