import { outcomeOf, type Channel } from '@/lib/delivery/delivery'
import { masked } from '@/lib/delivery/mask'
import { outcomeOfFailure } from '@/lib/delivery/smtp-answers'
import { MailCannotBeMade, renderMail } from '@/lib/email/render-mail'
import type { MailTransport } from '@/lib/email/transport'

/** E-mail over SMTP. `from` is the sender's address, `siteUrl` the app's origin. */
export function emailChannel(transport: MailTransport, siteUrl: string, from: string): Channel {
  return {
    send: async (delivery, signal) => {
      let mail
      try {
        mail = await renderMail(delivery, siteUrl, from)
      } catch (error) {
        // A mail that cannot be made never will be: this row ends here, and no other one notices.
        const message = error instanceof MailCannotBeMade ? error.message : 'unexpected'
        return outcomeOf('failed', 'mail_cannot_be_made', { message: masked(message) })
      }
      try {
        const response = await transport.send(mail, signal)
        return outcomeOf('sent', null, {
          provider: 'smtp',
          providerMessageId: mail.messageId.slice(1, -1),
          message: masked(response),
        })
      } catch (error) {
        const { mayBeUnreachable, ...outcome } = outcomeOfFailure(error)
        // While nothing can be sent at all, waiting must not use up the attempts of every mail in the queue.
        const isUnreachable = mayBeUnreachable && !(await transport.isReachable())
        return isUnreachable ? { ...outcome, outcome: 'released', isUnreachable } : outcome
      }
    },
    close: () => transport.close(),
  }
}
