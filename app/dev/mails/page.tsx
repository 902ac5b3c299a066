import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailSamples } from '@/components/mails/mail-samples'
import { renderMail } from '@/lib/email/render-mail'
import { MAIL_SAMPLES } from '@/lib/email/samples'
import { env } from '@/lib/env'

export const metadata: Metadata = { title: 'Mails' }

/** Every mail the app can send, with made-up content. Not there in production unless AUDIENCEOS_DEV=1. */
export default async function MailsPage() {
  if (env.isProduction && !env.isDevelopmentPageOn) notFound()
  const mails = await Promise.all(
    MAIL_SAMPLES.map(async ({ name, delivery }) => ({
      name,
      mail: await renderMail(delivery, env.siteUrl, 'no-reply@audienceos.example'),
    })),
  )
  return <MailSamples mails={mails} />
}
