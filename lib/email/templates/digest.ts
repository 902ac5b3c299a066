import { z } from 'zod'
import { cleanName, defineTemplate, news, ownPath } from '@/lib/email/templates/template'

// More than this nobody reads in a mail, and mail programs cut long ones off.
const SHOWN = 40

/** What happened since the last one, for people who do not want a mail for each. The database leaves out what was read. */
export const digest = defineTemplate({
  variables: z.object({
    items: z
      .array(
        z.object({
          subject: news,
          body: news.nullish(),
          action_url: ownPath.nullish(),
        }),
      )
      .min(1),
  }),
  build: ({ items }, context) => {
    const updates = `${items.length} update${items.length === 1 ? '' : 's'}`
    return {
      senderName: context.agencyName === null ? null : cleanName(context.agencyName, 'AudienceOS'),
      subject: `${updates} for you`,
      preview: items
        .slice(0, 3)
        .map((item) => item.subject)
        .join(' · '),
      blocks: [
        { kind: 'heading', text: `${updates} for you` },
        {
          kind: 'items',
          items: items.slice(0, SHOWN).map((item) => ({
            title: item.subject,
            text: item.body ?? null,
            path: item.action_url ?? null,
          })),
        },
        { kind: 'button', label: 'Open all notifications', path: '/notifications' },
      ],
      reason: 'You got this because you asked for a summary instead of single mails.',
    }
  },
})
