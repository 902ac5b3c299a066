import { z } from 'zod'
import { cleanName, defineTemplate, line, nameOr, ownPath } from '@/lib/email/templates/template'

const PERIOD_WORDS = { daily: 'today', weekly: 'this week' } as const

/** What happened since the last one, for people who do not want a mail for each. The database leaves out what was read. */
export const digest = defineTemplate({
  variables: z.object({
    period: z.enum(['daily', 'weekly']),
    items: z
      .array(
        z.object({
          subject: nameOr('News'),
          body: line.nullish(),
          action_url: ownPath.nullish(),
        }),
      )
      .min(1),
    /** How many there are when `items` does not hold all of them. */
    total: z.number().int().nullish(),
  }),
  build: ({ period, items, total }, context) => {
    const count = Math.max(total ?? 0, items.length)
    const updates = `${count} update${count === 1 ? '' : 's'}`
    return {
      senderName: context.agencyName === null ? null : cleanName(context.agencyName, 'AudienceOS'),
      subject: `${updates} ${PERIOD_WORDS[period]}`,
      preview: items
        .slice(0, 3)
        .map((item) => item.subject)
        .join(' · '),
      blocks: [
        { kind: 'heading', text: `${updates} ${PERIOD_WORDS[period]}` },
        {
          kind: 'items',
          items: items.map((item) => ({
            title: item.subject,
            text: item.body ?? null,
            path: item.action_url ?? null,
          })),
        },
        { kind: 'button', label: 'Open all notifications', path: '/notifications' },
      ],
      reason: `You got this because you asked for a ${period} summary instead of single mails.`,
    }
  },
})
