import { readFile } from 'node:fs/promises'

const codeMail = (file: string, subject: string) => ({
  subject,
  content_path: `supabase/templates/${file}.html`,
})

/** The mails of Supabase Auth, each with a code: by the names and with the subjects that supabase/config.toml has. */
export const CODE_MAILS = {
  /** Proves an address; also sent once more on request. */
  confirmation: codeMail('confirmation', 'Your code to confirm your address: {{ .Token }}'),
  magic_link: codeMail('magic_link', 'Your sign-in code: {{ .Token }}'),
  recovery: codeMail('recovery', 'Your code to choose a new password: {{ .Token }}'),
  email_change: codeMail('email_change', 'Your code to confirm your new address: {{ .Token }}'),
} as const

/** The words of one of them with its code; `hash` is what the link carries instead. Reads its template from the disk. */
export async function fillCodeMail(
  mail: (typeof CODE_MAILS)[keyof typeof CODE_MAILS],
  { code, hash, siteUrl }: { code: string; hash: string; siteUrl: string },
): Promise<{ subject: string; html: string }> {
  const fill = (text: string) =>
    text
      .replaceAll('{{ .Token }}', code)
      .replaceAll('{{ .TokenHash }}', hash)
      .replaceAll('{{ .SiteURL }}', siteUrl)
  return { subject: fill(mail.subject), html: fill(await readFile(mail.content_path, 'utf8')) }
}
