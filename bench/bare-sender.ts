import { randomUUID } from 'node:crypto'
import nodemailer from 'nodemailer'
import { renderMail } from '../lib/email/render-mail'
import { messageOf } from '../lib/email/transport'

/**
 * What the worker is held against: nodemailer's pool alone, in a process of its own, sending mails that were made before. No
 * queue, no rendering, no record of what was sent. Arguments: port of the SMTP server, number of mails, connections.
 */
const [port, count, connections] = process.argv.slice(2).map(Number)
if (!port || !count || !connections) throw new Error('usage: bare-sender <port> <mails> <connections>')
const SITE = 'https://app.audienceos.example'

async function send(): Promise<void> {
  const mail = await renderMail(
    {
      deliveryId: randomUUID(),
      address: 'bare@example.org',
      category: 'runs',
      template: 'notification',
      payload: { type: 'run.update', subject: 'News of the run', body: 'It begins at six.' },
      agencyName: 'Measured',
      createdByName: null,
      replyTo: null,
      invitationToken: null,
      unsubscribeToken: '0'.repeat(64),
      isRequired: false,
    },
    SITE,
    'no-reply@app.audienceos.example',
  )
  const pool = nodemailer.createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    secure: false,
    maxConnections: connections,
    maxMessages: 500,
  })
  const messageId = () => `<${randomUUID()}@app.audienceos.example>`
  await Promise.all(
    Array.from({ length: count ?? 0 }, () => pool.sendMail(messageOf({ ...mail, messageId: messageId() }))),
  )
  pool.close()
}

void send()
