import { expect, test } from 'vitest'
import { masked } from '@/lib/delivery/mask'
import { outcomeOfFailure } from '@/lib/delivery/smtp-answers'

test.each([
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'failed', 'smtp_550', false],
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, 'retry', 'smtp_451', false],
  [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'failed', 'smtp_554', false],
  [{ code: 'EMESSAGE', command: 'DATA', responseCode: 421 }, 'retry', 'smtp_421', true],
  [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530 }, 'retry', 'smtp_auth', true],
  [{ code: 'EENVELOPE', command: 'API' }, 'failed', 'smtp_envelope', false],
  [{ code: 'EABORT' }, 'retry', 'smtp_timeout', false],
  [{ code: 'ETIMEDOUT', command: 'CONN' }, 'retry', 'smtp_timeout', true],
  [{ code: 'ECONNECTION', command: 'CONN' }, 'retry', 'smtp_connection', true],
  [{ code: 'ESOCKET', command: 'CONN' }, 'retry', 'smtp_connection', true],
  // Nobody's mailbox is to blame for our password or for a server that greets with 554.
  [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'retry', 'smtp_auth', true],
  [{ code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, 'retry', 'smtp_connection', true],
  [{ code: 'EDNS', command: 'CONN' }, 'retry', 'smtp_unreachable', true],
  [new Error('no code'), 'retry', 'smtp_connection', true],
  ['not even an error', 'retry', 'smtp_connection', true],
])('%o means %s', (error, outcome, code, mayBeUnreachable) => {
  expect(outcomeOfFailure(error)).toMatchObject({ outcome, code, mayBeUnreachable })
})

test('what is written down names nobody and holds no secret', () => {
  const id = '9d04064a-5cbb-4679-9c4a-9d196ed7be90'
  const token = 'QKG4IWtHpepMQ3QHqbgR98EOpd2a-lPDTVsIqUUgJIs'
  expect(
    masked(`550 <mara.l+x@example.org>: unknown (${id}) http://x/i/${token} +46 70 123 45 67\r\nBcc: x`),
  ).toBe(`550 <[address]>: unknown (${id}) http://x/i/[token] [phone] Bcc: x`)
})

test('a text that is cut in the middle of an emoji can still be written down', () => {
  expect(masked(`${'word '.repeat(59)}1234😀`).isWellFormed()).toBe(true)
})
