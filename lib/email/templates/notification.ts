import { z } from 'zod'
import type { Block } from '@/lib/email/mail-body'
import { findEvent } from '@/lib/notifications/registry'
import { cleanName, defineTemplate, label, news, ownPath, words } from '@/lib/email/templates/template'

/** Every in-app event as a mail: its words were made by the database when the event happened. */
export const notification = defineTemplate({
  variables: z.object({
    subject: news,
    body: words.nullish(),
    action_url: ownPath.nullish(),
    action_label: label.nullish(),
    /** Of the event, which knows why people hear of it. */
    type: z.string().nullish(),
  }),
  build: (variables, context) => {
    const agency = cleanName(context.agencyName, 'AudienceOS')
    const blocks: Block[] = [{ kind: 'heading', text: variables.subject }]
    if (variables.body) blocks.push({ kind: 'paragraph', text: variables.body })
    if (variables.action_url)
      blocks.push({ kind: 'button', label: variables.action_label || 'Open', path: variables.action_url })
    return {
      senderName: context.agencyName === null ? null : agency,
      subject: variables.subject,
      preview: variables.body ?? variables.subject,
      blocks,
      reason: [
        reasonOf(variables.type ?? '', agency),
        ...(context.isRequired ? ['This kind of message cannot be switched off.'] : []),
      ].join(' '),
    }
  },
})

function reasonOf(type: string, agency: string): string {
  const event = findEvent(type)
  return event
    ? `You got this because ${event.because}`
    : `You got this because of your account with ${agency}.`
}
