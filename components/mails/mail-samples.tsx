import type { RenderedMail } from '@/lib/email/render-mail'

/** `text` is null for a mail that is HTML alone. */
type SampleMail = Pick<RenderedMail, 'from' | 'subject' | 'headers' | 'html'> & { text: string | null }

/** Mails below each other, as HTML in a frame that can run nothing, and as text. */
export function MailSamples({ mails }: { mails: readonly { name: string; mail: SampleMail }[] }) {
  return (
    <main className="mx-auto max-w-6xl px-4 py-8">
      <h1 className="text-2xl font-semibold">Mails</h1>
      <p className="mt-1 text-text-muted">Every mail this app can send, with made-up content.</p>
      {mails.map(({ name, mail }) => (
        <section key={name} className="mt-8">
          <h2 className="text-lg font-semibold">{name}</h2>
          <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 text-sm">
            <dt className="text-text-muted">From</dt>
            <dd>
              {mail.from.name} &lt;{mail.from.address}&gt;
            </dd>
            <dt className="text-text-muted">Subject</dt>
            <dd>{mail.subject}</dd>
            {Object.entries(mail.headers).map(([header, value]) => (
              <div key={header} className="contents">
                <dt className="text-text-muted">{header}</dt>
                <dd className="break-all">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-3 grid gap-4 lg:grid-cols-2">
            <iframe
              title={`${name}, HTML`}
              sandbox=""
              srcDoc={mail.html}
              className="h-[36rem] w-full rounded-md border border-border"
            />
            {mail.text === null ? null : (
              <pre
                aria-label={`${name}, text`}
                className="overflow-x-auto rounded-md border border-border bg-surface p-4 text-sm whitespace-pre-wrap"
              >
                {mail.text}
              </pre>
            )}
          </div>
        </section>
      ))}
    </main>
  )
}
