import * as z from 'zod/mini'
import { defineEvent } from '../define-event'
import { text } from '../variables'

export const invitationLinkRequested = defineEvent({
  type: 'invitation.link_requested',
  category: 'invitations',
  priority: 'normal',
  isRequired: false,
  requiredBecause: null,
  channels: ['in_app', 'email'],
  variables: z.object({ person: text, run: text }),
  subject: '{{person}} asks for a new link',
  body: 'The link of {{person}} to {{run}} no longer works, and they asked for another. Extend or renew the invitation if you still want them on board.',
  actionLabel: 'View invitations',
  because: 'you invited this person.',
})
