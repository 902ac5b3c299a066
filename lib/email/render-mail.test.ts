import fc from 'fast-check'
import nodemailer from 'nodemailer'
import PostalMime, { type Email } from 'postal-mime'
import { describe, expect, test } from 'vitest'
import { MailCannotBeMade, renderMail, type MailDelivery } from '@/lib/email/render-mail'
import { MAIL_SAMPLES } from '@/lib/email/samples'
import { messageOf } from '@/lib/email/transport'

const SITE = 'https://app.audienceos.example'
const FROM = 'no-reply@audienceos.example'
const CASES = Number(process.env.CASES ?? 400)

const stream = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

/** What a mail program sees of a mail. */
async function received(delivery: MailDelivery) {
  const mail = await renderMail(delivery, SITE, FROM)
  const info = await stream.sendMail(messageOf(mail))
  return { mail, info, email: await PostalMime.parse(info.message as Buffer) }
}

const links = (text: string) => text.match(/[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]+/giu) ?? []
const hrefs = (html: string) =>
  [...html.matchAll(/(?:href|src|action|background)\s*=\s*"([^"]*)"/giu)].map(([, href]) => href ?? '')

function expectOnlyOwnLinks(email: Email): void {
  for (const href of hrefs(email.html ?? ''))
    expect(href.replaceAll('&amp;', '&').startsWith(`${SITE}/`), href).toBe(true)
  // The doctype's own name is an address that nobody opens.
  const body = (email.html ?? '').replace(/^<!DOCTYPE[^>]*>/i, '')
  for (const link of [...links(body), ...links(email.text ?? '')])
    expect(link.startsWith(`${SITE}/`), link).toBe(true)
  expect(email.html).not.toMatch(/<(img|script|iframe|object|embed|form|link|base)\b/i)
}

describe('every mail', () => {
  test.each(MAIL_SAMPLES.map(({ name, delivery }) => [name, delivery] as const))(
    '%s: text and HTML say the same, and lead only to us',
    async (_name, delivery) => {
      const { email, mail } = await received(delivery)
      expect(email.subject).toBe(mail.subject)
      expect(email.messageId).toBe(`<${delivery.deliveryId}@app.audienceos.example>`)
      expect(email.to).toEqual([{ address: delivery.address, name: '' }])
      expect(email.from?.address).toBe(FROM)
      expect(email.from?.name).toMatch(/AudienceOS$/)
      expectOnlyOwnLinks(email)
      const inHtml = new Set(hrefs(email.html ?? ''))
      for (const link of links(email.text ?? '')) expect(inHtml).toContain(link)
      expect(inHtml.size).toBe(new Set(links(email.text ?? '')).size)
    },
  )

  test('can be stopped with one click unless it is required', async () => {
    for (const { delivery } of MAIL_SAMPLES) {
      const { email } = await received(delivery)
      const header = (key: string) => email.headers.find((entry) => entry.key === key)?.value
      expect(header('list-unsubscribe')).toBe(
        delivery.isRequired ? undefined : `<${SITE}/unsubscribe/${delivery.unsubscribeToken ?? ''}>`,
      )
      expect(header('list-unsubscribe-post')).toBe(
        delivery.isRequired ? undefined : 'List-Unsubscribe=One-Click',
      )
    }
  })

  test('is the same each time it is made', async () => {
    for (const { delivery } of MAIL_SAMPLES)
      expect(await renderMail(delivery, SITE, FROM)).toEqual(await renderMail(delivery, SITE, FROM))
  })
})

describe('what cannot be made', () => {
  const [first] = MAIL_SAMPLES
  const good = first?.delivery as MailDelivery
  test.each([
    ['an unknown template', { template: 'nothing' }],
    ['a missing variable', { payload: { context_type: 'service_run' } }],
    ['no variables', { payload: null }],
    ['an invitation without its link', { invitationToken: null }],
    ['a token that is none', { invitationToken: 'a/../b?c' }],
    ['two addresses', { address: 'a@example.org, b@example.org' }],
    ['an address with a line break', { address: 'a@example.org\r\nBcc: b@example.org' }],
    [
      'a link to another site',
      { template: 'notification', payload: { subject: 'x', action_url: '//evil.example' } },
    ],
  ])('%s is refused', async (_name, change) => {
    await expect(renderMail({ ...good, ...change }, SITE, FROM)).rejects.toThrow(MailCannotBeMade)
  })

  test('the refusal names variables, never their values', async () => {
    const payload = { context_type: 'service_run', context_name: 'secret', expires_at: 'mara@example.org' }
    await expect(renderMail({ ...good, payload }, SITE, FROM)).rejects.toThrow(
      'invalid_variables: expires_at',
    )
  })
})

const NASTY = [
  'x\r\nBcc: victim@example.net',
  'x\nContent-Type: text/html\n\n<b>',
  '=?utf-8?q?=0d=0aBcc:_v@example.net?=',
  '" <victim@example.net>, "',
  '<script>alert(1)</script><img src=https://evil.example/x>',
  '[press](https://evil.example) https://evil.example/?a=b www.evil.example evil.example',
  'hthttps://ttps://evil.example http:/x:///evil.example',
  'javascript://evil.example/%0aalert(1)',
  '\u202egnp.exe\u202c \u200f\u2066',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '\ud800 lone',
  'a'.repeat(65_536),
  '\0\u0007\u001b[31m\u2028\u2029\u0085',
  "');--",
  '.\r\n.\r\nMAIL FROM:<x@y>',
]
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string()), { maxLength: 4 })
  .map((parts) => parts.join(' '))

test(
  `nothing that people type becomes a header, a recipient or a link (${CASES} cases)`,
  { timeout: 30_000 + CASES * 100 },
  async () => {
    const [invite, , , , reminder, note] = MAIL_SAMPLES
    const bases = [invite, reminder, note].flatMap((sample) => (sample ? [sample.delivery] : []))
    const expectedKeys = new Map<string, string>()
    const keysOf = (email: Email) =>
      email.headers
        .map(({ key }) => key)
        .sort()
        .join()
    for (const base of bases) expectedKeys.set(base.template, keysOf((await received(base)).email))

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...bases),
        nasty,
        nasty,
        nasty,
        async (base, name, subject, message) => {
          const payload =
            base.template === 'notification'
              ? { ...(base.payload as object), subject, body: message, action_label: name }
              : {
                  ...(base.payload as object),
                  context_name: subject,
                  inviter_name: name,
                  invitee_name: name,
                  zone_name: subject,
                  message,
                }
          const { email, info, mail } = await received({
            ...base,
            payload,
            agencyName: name,
            createdByName: name,
          })
          expect(keysOf(email)).toBe(expectedKeys.get(base.template))
          expect(info.envelope).toEqual({ from: FROM, to: [base.address] })
          expect(email.to).toEqual([{ address: base.address, name: '' }])
          expect(email.from?.address).toBe(FROM)
          expect([email.cc, email.bcc]).toEqual([undefined, undefined])
          expect(email.attachments).toEqual([])
          expect(email.messageId).toBe(mail.messageId)
          expect(email.subject).toBe(mail.subject)
          expect(Array.from(mail.subject).length).toBeLessThanOrEqual(140)
          expect(`${mail.subject}${mail.from.name}`).not.toMatch(/[\p{Cc}\u202a-\u202e]|:\/\/|www\./u)
          expect(mail.html.length).toBeLessThan(60_000)
          expectOnlyOwnLinks(email)
        },
      ),
      { numRuns: CASES },
    )
  },
)
