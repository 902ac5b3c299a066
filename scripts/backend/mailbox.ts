import { mkdirSync } from 'node:fs'
import mailServer from 'maildev/lib/mailserver'
import web from 'maildev/lib/web'
import logger from 'maildev/lib/logger'

export interface Mailbox {
  stop: () => Promise<void>
}

/**
 * Catches every mail that would go out: SMTP on `smtpPort`, a page to read them on `webPort` (its JSON is at /email).
 * Nothing leaves the machine. Mails are kept in `directory`.
 */
export async function startMailbox(options: {
  webPort: number
  smtpPort: number
  host: string
  directory: string
}): Promise<Mailbox> {
  mkdirSync(options.directory, { recursive: true })
  logger.setLevel(0)
  mailServer.create(options.smtpPort, options.host, options.directory)
  // Its own listener throws, and a mail client that hangs up would take the whole backend down.
  mailServer.smtp.removeAllListeners('error')
  mailServer.smtp.on('error', (error) => console.error(`mailbox: ${error.message}`))
  await mailServer.listen()
  mailServer.loadMailsFromDirectory()
  web.start(options.webPort, options.host, mailServer, undefined, undefined, '/', {})
  await new Promise<void>((resolve, reject) => {
    web.server.once('listening', resolve)
    web.server.once('error', reject)
  })
  return {
    stop: async () => {
      await new Promise<void>((resolve) => web.close(resolve))
      await new Promise<void>((resolve) => mailServer.close(resolve))
    },
  }
}
