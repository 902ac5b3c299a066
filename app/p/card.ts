import type { Metadata } from 'next'

type Card = { title: string; description: string; path: string; siteName: string }

const PICTURE = {
  url: '/portal-card.png',
  width: 1200,
  height: 630,
  alt: 'A calendar sheet with three entries, one of them marked',
}

/**
 * How a public page introduces itself where its link is shared, and the one address it wants to be known by. The picture
 * is the same for all of them: drawing names on it would need fonts for every script, or a stranger's server.
 */
export function portalCard({ title, description, path, siteName }: Card): Metadata {
  return {
    title: { absolute: title === siteName ? title : `${title} · ${siteName}` },
    description,
    alternates: { canonical: path },
    openGraph: { type: 'website', title, description, url: path, siteName, images: [PICTURE] },
    twitter: { card: 'summary_large_image', title, description, images: [PICTURE] },
  }
}
