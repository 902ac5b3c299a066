import nodemailer from 'nodemailer'
import type { RenderedMail } from '@/lib/email/render-mail'

/** How mails leave. Every field comes from the environment of the worker. */
export interface SmtpSettings {
  host: string
  port: number
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  isSecure: boolean
  /** Refuse to go on without STARTTLS. */
  requireTls: boolean
  user: string | null
  password: string | null
  /** Address that mails come from. */
  from: string
  dkim: { domain: string; selector: string; privateKey: string } | null
  connections: number
}

export interface MailTransport {
  /** Resolves with the server's answer once it has taken the mail; rejects with what nodemailer says otherwise. */
  send: (mail: RenderedMail, signal: AbortSignal) => Promise<string>
  /** Whether the server can be reached and signed in to right now; callers at the same moment share one attempt. */
  isReachable: () => Promise<boolean>
  close: () => void
}

const CONNECT_TIMEOUT_MS = 10_000
/** Longest silence of the server in the middle of a mail. */
const SOCKET_TIMEOUT_MS = 20_000
const IDLE_TIMEOUT_MS = 30_000
const MAILS_PER_CONNECTION = 500

/**
 * What DKIM signs. One-click unsubscription counts only when both of its headers are signed (RFC 8058), and the one with
 * the method is not among nodemailer's own.
 */
export const SIGNED_HEADERS =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post'

/** A pool of SMTP connections. */
export function openTransport(settings: SmtpSettings): MailTransport {
  const pool = nodemailer.createTransport({
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.isSecure,
    requireTLS: settings.requireTls,
    ...(settings.user === null ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    ...(settings.dkim === null
      ? {}
      : {
          dkim: {
            domainName: settings.dkim.domain,
            keySelector: settings.dkim.selector,
            privateKey: settings.dkim.privateKey,
            headerFieldNames: SIGNED_HEADERS,
          },
        }),
    maxConnections: settings.connections,
    maxMessages: MAILS_PER_CONNECTION,
    // A connection that broke may have delivered: whether to try again is decided by the queue, which counts and waits.
    maxRequeues: 0,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    idleTimeout: IDLE_TIMEOUT_MS,
    // Content is made here from variables: nothing in it may make this process read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // The pool reports what a delivery already reports as its own failure; without a listener it would end the process.
  pool.on('error', () => undefined)
  let probe: Promise<boolean> | null = null
  return {
    isReachable: () =>
      (probe ??= pool
        .verify()
        .then(
          () => true,
          () => false,
        )
        .finally(() => (probe = null))),
    send: async (mail, signal) => {
      const { response } = await pool.sendMail({ ...messageOf(mail), signal })
      return response
    },
    close: () => pool.close({ force: true }),
  }
}

/** A rendered mail as nodemailer takes it. */
export function messageOf(mail: RenderedMail) {
  return {
    from: mail.from,
    to: { name: '', address: mail.to },
    ...(mail.replyTo === null ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    // Stated apart from the headers, so that whatever stands there, exactly one mailbox gets it.
    envelope: { from: mail.from.address, to: [mail.to] },
    messageId: mail.messageId,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // Prepared: a folded address in List-Unsubscribe would not be one any more.
    headers: Object.entries(mail.headers).map(([key, value]) => ({ key, value: { prepared: true, value } })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
