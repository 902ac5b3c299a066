import { toHref, type Block, type CompleteMail } from '@/lib/email/mail-body'

/** The text part of a mail, for people and programs that do not show HTML. */
export function renderText(mail: CompleteMail): string {
  const parts = mail.blocks.map((block) => blockText(block, mail.siteUrl))
  const footer = [
    '-- ',
    mail.reason,
    ...(mail.unsubscribePath ? [`Stop these mails: ${toHref(mail.siteUrl, mail.unsubscribePath)}`] : []),
  ]
  return `${[...parts, footer.join('\n')].join('\n\n')}\n`
}

function blockText(block: Block, siteUrl: string): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return block.text
    case 'quote':
      return `${block.by}:\n${block.text
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')}`
    case 'facts':
      return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
    case 'button':
      return `${block.label}:\n${toHref(siteUrl, block.path)}`
    case 'items':
      return block.items
        .map(({ title, text, path }) =>
          [
            `* ${title}`,
            ...(text ? [`  ${text}`] : []),
            ...(path ? [`  ${toHref(siteUrl, path)}`] : []),
          ].join('\n'),
        )
        .join('\n\n')
  }
}
