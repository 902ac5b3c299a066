import { z } from 'zod'
import type { Block } from '@/lib/email/mail-body'
import {
  cleanName,
  defineTemplate,
  label,
  line,
  nameOr,
  ownPath,
  words,
} from '@/lib/email/templates/template'

/** Every in-app event as a mail: its words were made by the database when the event happened. */
export const notification = defineTemplate({
  variables: z.object({
    subject: nameOr('News'),
    body: words.nullish(),
    action_url: ownPath.nullish(),
    action_label: label.nullish(),
    /** Why this person got it, a sentence; by default what the category says. */
    reason: line.nullish(),
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
        variables.reason || reasonOf(context.category, agency),
        ...(context.isRequired ? ['This kind of message cannot be switched off.'] : []),
      ].join(' '),
    }
  },
})

const REASONS: Record<string, (agency: string) => string> = {
  invitations: (agency) => `You got this because you invite people for ${agency}.`,
  runs: (agency) => `You got this because you follow this run of ${agency}.`,
  team: (agency) => `You got this because you belong to ${agency}.`,
  delivery: (agency) => `You got this because you send messages for ${agency}.`,
}

function reasonOf(category: string, agency: string): string {
  return REASONS[category]?.(agency) ?? `You got this because of your account with ${agency}.`
}
