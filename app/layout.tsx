import './globals.css'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { GeistSans } from 'geist/font/sans'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { env } from '@/lib/env'
import { readTheme, THEME_COOKIE } from '@/lib/theme'
import { cn } from '@/lib/utils'

// The package's own export would be preloaded on every page; codes and keys are rare, so this waits until it is used.
const GeistMono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
})

export const metadata: Metadata = {
  metadataBase: new URL(env.siteUrl),
  title: { default: 'AudienceOS', template: '%s · AudienceOS' },
  description: 'Plan service runs, publish them to your portals and look after the clients behind them.',
  applicationName: 'AudienceOS',
  // Pages for the public say otherwise themselves.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f8f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e0f12' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading a cookie here also makes every page dynamic, which a nonce in the content security policy requires.
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" data-theme={theme} className={cn(GeistSans.variable, GeistMono.variable)}>
      <body className="font-sans">{children}</body>
    </html>
  )
}
