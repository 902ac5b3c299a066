/**
 * What a mail says, without how it looks: the one source of which `mail-layout.tsx` makes HTML and `mail-text.ts` text.
 * Texts are plain; links are paths of this app and nothing else, so no template can lead elsewhere.
 */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'note'; text: string }
  /** Words of a person, shown as theirs. */
  | { kind: 'quote'; text: string; by: string }
  | { kind: 'facts'; facts: readonly (readonly [label: string, value: string])[] }
  | { kind: 'button'; label: string; path: string }
  | { kind: 'items'; items: readonly { title: string; text: string | null; path: string | null }[] }

export interface MailBody {
  subject: string
  /** What mail programs show beside the subject. */
  preview: string
  blocks: readonly Block[]
  /** Why this person got this mail, in a sentence. */
  reason: string
}

/** The body with what every mail ends with. */
export interface CompleteMail extends MailBody {
  siteUrl: string
  /** Where to stop mails like this one; null for those that cannot be stopped. */
  unsubscribePath: string | null
}

/** A path of this app as an address. Throws for anything that would lead away from `siteUrl`. */
export function toHref(siteUrl: string, path: string): string {
  if (!isOwnPath(path)) throw new Error('a link of a mail does not lead to this app')
  const url = new URL(path, siteUrl)
  if (url.origin !== new URL(siteUrl).origin) throw new Error('a link of a mail does not lead to this app')
  return url.href
}

/** Whether `path` is one of this app: begins with exactly one slash and has nothing that browsers read as another host. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(path)
}
