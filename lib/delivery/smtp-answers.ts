import { masked } from '@/lib/delivery/mask'
import { outcomeOf, type Outcome } from '@/lib/delivery/delivery'

interface SmtpFailure {
  code?: unknown
  command?: unknown
  responseCode?: unknown
  message?: unknown
}

/**
 * What nodemailer's rejection means for the row. The server's first digit decides: 5 is for ever, 4 is for now. Without
 * an answer to this mail the connection failed, and whether the server had taken it nobody knows: it is tried again.
 */
export function outcomeOfFailure(error: unknown): Outcome & { mayBeUnreachable: boolean } {
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {}
  const code = typeof failure.code === 'string' ? failure.code : ''
  const command = typeof failure.command === 'string' ? failure.command : ''
  const answer = typeof failure.responseCode === 'number' ? failure.responseCode : null
  const message = typeof failure.message === 'string' ? masked(failure.message) : null
  const outcome = (kind: 'retry' | 'failed', reason: string, mayBeUnreachable = false) => ({
    ...outcomeOf(kind, reason, { provider: 'smtp', message }),
    mayBeUnreachable,
  })

  // A wrong password or a refused greeting says nothing about this mail.
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return outcome('retry', 'smtp_auth', true)
  if (code === 'EDNS' || code === 'ETLS' || code === 'EPROXY')
    return outcome('retry', 'smtp_unreachable', true)
  // "Authenticate first" and "I am closing" may come instead of an answer to the mail.
  if (answer === 530 || answer === 535) return outcome('retry', 'smtp_auth', true)
  if (answer === 421) return outcome('retry', 'smtp_421', true)
  const isAboutMail = /^(MAIL FROM|RCPT TO|DATA)$/.test(command)
  if (answer !== null && isAboutMail)
    return outcome(answer >= 500 && answer < 600 ? 'failed' : 'retry', `smtp_${String(answer)}`)
  if (code === 'EENVELOPE') return outcome('failed', 'smtp_envelope')
  if (code === 'EMESSAGE' && answer === null) return outcome('failed', 'smtp_message')
  if (code === 'EABORT') return outcome('retry', 'smtp_timeout')
  if (code === 'ETIMEDOUT') return outcome('retry', 'smtp_timeout', true)
  return outcome('retry', 'smtp_connection', true)
}
