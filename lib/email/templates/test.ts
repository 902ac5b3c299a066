import { z } from 'zod'
import { defineTemplate } from '@/lib/email/templates/template'

/** What "Send me a test" sends. */
export const test = defineTemplate({
  variables: z.object({}),
  build: () => ({
    senderName: null,
    subject: 'Test message from AudienceOS',
    preview: 'Mails reach you.',
    blocks: [
      { kind: 'heading', text: 'Mails reach you' },
      {
        kind: 'paragraph',
        text: 'This is the test message you asked for. Notifications arrive the same way, as your settings say.',
      },
      { kind: 'button', label: 'Open notification settings', path: '/settings/notifications' },
    ],
    reason: 'You got this because you pressed “Send me a test”.',
  }),
})
