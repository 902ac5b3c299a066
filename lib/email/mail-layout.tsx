import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Row,
  Section,
  Text,
} from '@react-email/components'
import type { CSSProperties } from 'react'
import { toHref, type Block, type CompleteMail } from '@/lib/email/mail-body'

// Mail programs know no variables: the light colours of app/globals.css stand in the markup, the dark ones in DARK.
const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const COLOURS = {
  background: '#f8f8f9',
  surface: '#ffffff',
  sunken: '#f1f2f4',
  border: '#e3e5e9',
  text: '#16181d',
  muted: '#545964',
  accent: '#3553c8',
}
const DARK = `@media (prefers-color-scheme: dark) {
  .m-page { background-color: #0e0f12 !important; }
  .m-card { background-color: #15171b !important; border-color: #272a31 !important; }
  .m-sunken { background-color: #1c1f24 !important; border-color: #272a31 !important; }
  .m-line { border-color: #272a31 !important; }
  .m-text { color: #eceef1 !important; }
  .m-muted { color: #a9aeb9 !important; }
  .m-link { color: #97a8ff !important; }
  .m-button { background-color: #97a8ff !important; color: #10142b !important; }
}
@media (max-width: 480px) { .m-card { padding: 24px 20px !important; } }`

const text = (size: number, lineHeight: number, more: CSSProperties = {}): CSSProperties => ({
  margin: '0 0 16px',
  fontSize: size,
  lineHeight: `${lineHeight}px`,
  color: COLOURS.text,
  // Long words must not push the card off a phone's screen.
  overflowWrap: 'anywhere',
  ...more,
})
const LINES: CSSProperties = { whiteSpace: 'pre-line' }

/** One layout for every mail. No image, no script, nothing that is loaded from anywhere. */
export function MailLayout({ mail }: { mail: CompleteMail }) {
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <title>{mail.subject}</title>
        <style>{DARK}</style>
      </Head>
      <Body
        className="m-page"
        style={{ margin: 0, padding: '32px 12px', backgroundColor: COLOURS.background, fontFamily: FONT }}
      >
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden', opacity: 0 }}>{mail.preview}</div>
        <Container style={{ maxWidth: 520 }}>
          <Text className="m-text" style={text(15, 22, { margin: '0 0 16px 4px', fontWeight: 600 })}>
            AudienceOS
          </Text>
          <Section
            className="m-card"
            style={{
              padding: 32,
              backgroundColor: COLOURS.surface,
              border: `1px solid ${COLOURS.border}`,
              borderRadius: 10,
            }}
          >
            {mail.blocks.map((block, index) => (
              <MailBlock key={index} block={block} siteUrl={mail.siteUrl} />
            ))}
          </Section>
          <Section style={{ padding: '20px 4px 0' }}>
            <Text className="m-muted" style={text(13, 20, { color: COLOURS.muted, margin: 0 })}>
              {mail.reason}
              {mail.unsubscribePath ? (
                <>
                  {' '}
                  <Link
                    className="m-muted"
                    href={toHref(mail.siteUrl, mail.unsubscribePath)}
                    style={{ color: COLOURS.muted, textDecoration: 'underline' }}
                  >
                    Stop these mails
                  </Link>
                </>
              ) : null}
            </Text>
          </Section>
        </Container>
      </Body>
    </Html>
  )
}

function MailBlock({ block, siteUrl }: { block: Block; siteUrl: string }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Heading as="h1" className="m-text" style={text(20, 28, { margin: '0 0 12px', fontWeight: 600 })}>
          {block.text}
        </Heading>
      )
    case 'paragraph':
      return (
        <Text className="m-text" style={text(15, 24, LINES)}>
          {block.text}
        </Text>
      )
    case 'note':
      return (
        <Text className="m-muted" style={text(13, 20, { ...LINES, color: COLOURS.muted, margin: '0 0 8px' })}>
          {block.text}
        </Text>
      )
    case 'quote':
      return (
        <Section
          className="m-sunken"
          style={{
            margin: '0 0 20px',
            padding: '12px 16px',
            backgroundColor: COLOURS.sunken,
            borderRadius: 6,
          }}
        >
          <Text className="m-muted" style={text(13, 20, { color: COLOURS.muted, margin: '0 0 4px' })}>
            {block.by}
          </Text>
          <Text className="m-text" style={text(15, 24, { ...LINES, margin: 0 })}>
            {block.text}
          </Text>
        </Section>
      )
    case 'facts':
      return (
        <Section style={{ margin: '0 0 20px' }}>
          {block.facts.map(([label, value]) => (
            <Row key={label}>
              <Column
                className="m-muted"
                style={text(14, 24, { width: 96, color: COLOURS.muted, verticalAlign: 'top' })}
              >
                {label}
              </Column>
              <Column className="m-text" style={text(14, 24)}>
                {value}
              </Column>
            </Row>
          ))}
        </Section>
      )
    case 'button':
      return (
        <Section style={{ margin: '4px 0 20px' }}>
          <Button
            className="m-button"
            href={toHref(siteUrl, block.path)}
            style={{
              padding: '11px 20px',
              backgroundColor: COLOURS.accent,
              color: '#ffffff',
              borderRadius: 6,
              fontSize: 15,
              fontWeight: 600,
              textDecoration: 'none',
            }}
          >
            {block.label}
          </Button>
        </Section>
      )
    case 'items':
      return (
        <Section style={{ margin: '0 0 12px' }}>
          {block.items.map(({ title, text: words, path }, index) => (
            <Section key={index}>
              {index > 0 ? (
                <Hr className="m-line" style={{ margin: '0 0 12px', borderColor: COLOURS.border }} />
              ) : null}
              <Text className="m-text" style={text(15, 22, { margin: '0 0 2px', fontWeight: 600 })}>
                {path ? (
                  <Link className="m-link" href={toHref(siteUrl, path)} style={{ color: COLOURS.accent }}>
                    {title}
                  </Link>
                ) : (
                  title
                )}
              </Text>
              <Text
                className="m-muted"
                style={text(14, 20, { ...LINES, color: COLOURS.muted, margin: '0 0 12px' })}
              >
                {words}
              </Text>
            </Section>
          ))}
        </Section>
      )
  }
}
