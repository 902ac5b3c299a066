import { env } from '@/lib/env'

/** Holds access and refresh token. Read by lib/supabase/session.ts, written by @supabase/ssr and the proxy. */
export const SESSION_COOKIE = 'audienceos-auth'

/**
 * Holds the id of the person's agency: a hint that lets a page ask for its data and for the member at the same time.
 * It authorises nothing; the database looks up the membership itself on every statement.
 */
export const AGENCY_COOKIE = 'audienceos-agency'

/** The same hint for people of a client, who have other pages than staff and so other data to ask for. */
export const VIEWER_COOKIE = 'audienceos-viewer'

/** Says that this browser has just proved by a mailed code or link that it may choose a new password. */
export const RECOVERY_COOKIE = 'audienceos-recovery'
export const RECOVERY_SECONDS = 15 * 60

const YEAR_SECONDS = 60 * 60 * 24 * 365

/** No script may read our cookies, and no other site's request carries them, except a plain link. */
const SHARED_OPTIONS = {
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: env.siteUrl.startsWith('https:'),
}

export const COOKIE_OPTIONS = { ...SHARED_OPTIONS, maxAge: YEAR_SECONDS }

/** Takes a cookie away. By date: Next loses a `maxAge` of 0 when it copies a cookie from the proxy to a redirect. */
export const REMOVED_COOKIE_OPTIONS = { ...SHARED_OPTIONS, expires: new Date(0) }
