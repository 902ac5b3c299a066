import { generateKeyPairSync } from 'node:crypto'
import nodemailer from 'nodemailer'
import { expect, test } from 'vitest'
import { SIGNED_HEADERS } from '@/lib/email/transport'

test('DKIM signs both headers of one-click unsubscription', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    dkim: {
      domainName: 'example.org',
      keySelector: 'test',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      headerFieldNames: SIGNED_HEADERS,
    },
  })
  const { message } = await transport.sendMail({
    from: 'a@example.org',
    to: 'b@example.org',
    subject: 'Signed',
    text: 'Hello',
    headers: {
      'List-Unsubscribe': '<https://app.example/unsubscribe/x>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
  const signature =
    /^dkim-signature:[\s\S]*?\bh=([^;]*);/im.exec(
      Buffer.isBuffer(message) ? message.toString('latin1') : '',
    )?.[1] ?? ''
  const signed = signature.replace(/\s/g, '').toLowerCase().split(':')
  for (const name of [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
  ])
    expect(signed).toContain(name)
})
