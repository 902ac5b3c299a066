import 'server-only'
import { cookies } from 'next/headers'
import { env } from '@/lib/env'
import { isClaimToken } from '@/lib/rules/claim'

const TOKEN_COOKIE = 'audienceos-invitation'
const TOKEN_SECONDS = 30 * 60

/**
 * Where the link's secret waits once it has left the address. Only these pages get it back, no script can read it, and it
 * ends after half an hour; whoever holds the browser also holds the link it came with, so nothing is gained by sealing it.
 */
const OPTIONS = {
  path: '/i',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: env.siteUrl.startsWith('https:'),
}

/** The secret of the link that this browser opened last; null when there is none. */
export async function readToken(): Promise<string | null> {
  const value = (await cookies()).get(TOKEN_COOKIE)?.value ?? ''
  return isClaimToken(value) ? value : null
}

export async function keepToken(token: string): Promise<void> {
  ;(await cookies()).set(TOKEN_COOKIE, token, { ...OPTIONS, maxAge: TOKEN_SECONDS })
}

export async function dropToken(): Promise<void> {
  ;(await cookies()).set(TOKEN_COOKIE, '', { ...OPTIONS, expires: new Date(0) })
}
