import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const invitationClaimed = defineEvent({
  type: 'invitation.claimed',
  category: 'invitations',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, run: text, role: text }),
  subject: '{{person}} joined {{run}}',
  body: '{{person}} accepted your invitation to {{run}}. Their role: {{role}}.',
  actionLabel: 'See who is on board',
  because: 'you invited this person.',
})
