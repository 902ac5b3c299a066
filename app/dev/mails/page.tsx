import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailSamples } from '@/components/mails/mail-samples'
import { CODE_MAILS, fillCodeMail } from '@/lib/email/code-mails'
import { renderMail } from '@/lib/email/render-mail'
import { MAIL_SAMPLES } from '@/lib/email/samples'
import { env } from '@/lib/env'

const FROM = 'no-reply@audienceos.example'

export const metadata: Metadata = { title: 'Mails' }

/** Every mail the app can send, with made-up content. Not there in production unless AUDIENCEOS_DEV=1. */
export default async function MailsPage() {
  if (env.isProduction && !env.isDevelopmentPageOn) notFound()
  const codes = Object.entries(CODE_MAILS).map(async ([name, mail]) => ({
    name: `Code: ${name.replace('_', ' ')}`,
    mail: {
      from: { name: 'AudienceOS', address: FROM },
      headers: {},
      text: null,
      ...(await fillCodeMail(mail, { code: '123456', hash: 'an-example-of-a-hash', siteUrl: env.siteUrl })),
    },
  }))
  const others = MAIL_SAMPLES.map(async ({ name, delivery }) => ({
    name,
    mail: await renderMail(delivery, env.siteUrl, FROM),
  }))
  return <MailSamples mails={await Promise.all([...codes, ...others])} />
}
