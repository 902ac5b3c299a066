import type { Browser, BrowserContext } from '@playwright/test'
import { createClient } from '@supabase/supabase-js'
import type { Database } from '../lib/supabase/database.types'
import type { BackendReady } from '../scripts/backend/backend'

export type Session = Awaited<ReturnType<BrowserContext['storageState']>>

function owner(backend: BackendReady): { email: string; password: string } {
  const account = backend.demo.find((demo) => demo.role === 'agency_owner')
  if (!account) throw new Error('The demo data has no agency owner.')
  return account
}

export async function signIn(browser: Browser, siteUrl: string, backend: BackendReady): Promise<Session> {
  const account = owner(backend)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${siteUrl}/sign-in`)
  await page.getByLabel('E-mail').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/home')
  const session = await context.storageState()
  await context.close()
  return session
}

/** The live portal with the most to show. */
export async function findPortal(backend: BackendReady): Promise<string> {
  const answer = await fetch(`${backend.url}/rest/v1/rpc/portal_sitemap`, {
    method: 'POST',
    headers: { apikey: backend.publishableKey, 'content-type': 'application/json' },
    body: '{}',
  })
  const rows = (await answer.json()) as { portal_slug: string }[]
  const counts = new Map<string, number>()
  for (const { portal_slug: slug } of rows) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  const [busiest] = [...counts].sort((a, b) => b[1] - a[1])
  if (!busiest) throw new Error('The demo data has no live portal.')
  return busiest[0]
}

/** Somebody who followed the link of an open invitation to a run and has no account. */
export async function openInvitation(
  browser: Browser,
  siteUrl: string,
  backend: BackendReady,
): Promise<Session> {
  const supabase = createClient<Database>(backend.url, backend.publishableKey)
  const { email, password } = owner(backend)
  const signedIn = await supabase.auth.signInWithPassword({ email, password })
  if (signedIn.error) throw signedIn.error
  const invitations = await supabase
    .from('cc_invitations')
    .select('id')
    .eq('context_type', 'service_run')
    .in('status', ['pending', 'sent', 'viewed'])
    .gt('claim_token_expires_at', new Date().toISOString())
    .limit(1)
    .single()
  if (invitations.error) throw invitations.error
  const link = await supabase.rpc('invitation_link', { invitation_id: invitations.data.id }).single()
  if (link.error) throw link.error
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${siteUrl}/i/${link.data.token}`)
  const session = await context.storageState()
  await context.close()
  return session
}
