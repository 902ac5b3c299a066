import { render } from '@react-email/components'
import { createElement } from 'react'
import { type z } from 'zod'
import { oneLine, withoutLinks } from '@/lib/email/clean-text'
import type { CompleteMail, MailBody } from '@/lib/email/mail-body'
import { MailLayout } from '@/lib/email/mail-layout'
import { renderText } from '@/lib/email/mail-text'
import { digest } from '@/lib/email/templates/digest'
import { invitation, invitationReminder } from '@/lib/email/templates/invitation'
import { notification } from '@/lib/email/templates/notification'
import { SUBJECT_LENGTH, type MailContext, type MailTemplate } from '@/lib/email/templates/template'
import { test } from '@/lib/email/templates/test'

/** The part of a delivery that a mail is made of. */
export interface MailDelivery {
  deliveryId: string
  address: string
  category: string
  template: string
  payload: unknown
  agencyName: string | null
  createdByName: string | null
  replyTo: string | null
  /** The raw token of this mail's claim link; null where there is no invitation. */
  invitationToken: string | null
  unsubscribeToken: string | null
  isRequired: boolean
}

export interface RenderedMail {
  from: { name: string; address: string }
  to: string
  replyTo: string | null
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  messageId: string
}

/** A row whose mail cannot be made, now or later: sending it again would not help. */
export class MailCannotBeMade extends Error {}

const BUILDERS = {
  invitation: builder(invitation),
  'invitation.reminder': builder(invitationReminder),
  notification: builder(notification),
  digest: builder(digest),
  test: builder(test),
}
export type TemplateName = keyof typeof BUILDERS
// What a row names may be anything, also what every object has.
const TEMPLATES = new Map<
  string,
  (payload: unknown, context: MailContext) => MailBody & { senderName: string | null }
>(Object.entries(BUILDERS))

// One address, no list, no display name, nothing that could end a header or begin another.
const ONE_ADDRESS = /^[^\s\p{Cc}<>()[\],;:"\\@]{1,64}@[^\s\p{Cc}<>()[\],;:"\\@]{1,255}$/u
const TOKEN = /^[\w.~-]{1,512}$/

/**
 * The mail of a delivery, complete and the same each time. `siteUrl` is the app's origin, `fromAddress` the sender's
 * address. Raises MailCannotBeMade for an unknown template, a missing variable or an address that is none.
 */
export async function renderMail(
  delivery: MailDelivery,
  siteUrl: string,
  fromAddress: string,
): Promise<RenderedMail> {
  const build = TEMPLATES.get(delivery.template)
  if (!build) throw new MailCannotBeMade('unknown_template')
  if (!ONE_ADDRESS.test(delivery.address)) throw new MailCannotBeMade('invalid_address')
  // The queue marks a summary as required because its parts were let through one by one; it can be stopped all the same.
  const isLocked = delivery.isRequired && delivery.template !== 'digest'
  const unsubscribePath = isLocked ? null : tokenPath('/unsubscribe/', delivery.unsubscribeToken)
  const body = build(delivery.payload, {
    agencyName: delivery.agencyName,
    createdByName: delivery.createdByName,
    invitationPath: tokenPath('/i/', delivery.invitationToken),
    category: delivery.category,
    isRequired: delivery.isRequired,
  })
  const subject = oneLine(body.subject, SUBJECT_LENGTH) || 'AudienceOS'
  const mail: CompleteMail = {
    ...body,
    subject,
    preview: oneLine(body.preview, 150),
    siteUrl,
    unsubscribePath,
  }
  const replyTo = delivery.replyTo !== null && ONE_ADDRESS.test(delivery.replyTo) ? delivery.replyTo : null
  return {
    from: { name: senderName(body.senderName), address: fromAddress },
    to: delivery.address,
    replyTo,
    subject,
    text: renderText(mail),
    html: await render(createElement(MailLayout, { mail })),
    headers: headersOf(delivery.deliveryId, siteUrl, unsubscribePath),
    messageId: `<${delivery.deliveryId}@${new URL(siteUrl).hostname}>`,
  }
}

function headersOf(
  deliveryId: string,
  siteUrl: string,
  unsubscribePath: string | null,
): Record<string, string> {
  return {
    // Nobody's absence note should answer a machine, and mail programs must not fold different messages into one.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Entity-Ref-ID': deliveryId,
    ...(unsubscribePath === null
      ? {}
      : {
          'List-Unsubscribe': `<${new URL(unsubscribePath, siteUrl).href}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
  }
}

function tokenPath(prefix: string, token: string | null): string | null {
  if (token === null) return null
  if (!TOKEN.test(token)) throw new MailCannotBeMade('invalid_token')
  return prefix + token
}

function senderName(name: string | null): string {
  const clean = name === null ? '' : withoutLinks(name, 60)
  return clean === '' ? 'AudienceOS' : `${clean} via AudienceOS`
}

function builder<Variables extends z.ZodType>(template: MailTemplate<Variables>) {
  return (payload: unknown, context: MailContext) => {
    const variables = template.variables.safeParse(payload)
    if (!variables.success) throw new MailCannotBeMade(`invalid_variables: ${fieldsOf(variables.error)}`)
    try {
      return template.build(variables.data, context)
    } catch (error) {
      throw new MailCannotBeMade('invalid_variables', { cause: error })
    }
  }
}

/** Names of the variables that are wrong; never their values, which are people's data. */
function fieldsOf(error: z.ZodError): string {
  return [...new Set(error.issues.map((issue) => issue.path.join('.')))].slice(0, 5).join(', ')
}
