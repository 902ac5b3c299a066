import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'

// Pages for people who are signed in, and links that are meant for one person.
const NOT_FOR_ROBOTS = [
  '/alerts',
  '/api/',
  '/auth/',
  '/clients',
  '/home',
  '/i/',
  '/notifications',
  '/provider/',
  '/settings/',
  '/shared',
  '/tickets',
  '/unsubscribe/',
]

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: NOT_FOR_ROBOTS },
    sitemap: `${env.siteUrl}/sitemap.xml`,
  }
}
