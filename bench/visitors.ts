import type { Browser, BrowserContext } from '@playwright/test'
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

/** Asks the backend as the agency's owner: GET without a body, POST with one. */
export async function askAsOwner(backend: BackendReady) {
  const ask = async (path: string, body?: object, token = backend.publishableKey): Promise<unknown> => {
    const answer = await fetch(backend.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        apikey: backend.publishableKey,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}: ${await answer.text()}`)
    return answer.json()
  }
  const { access_token: token } = (await ask('/auth/v1/token?grant_type=password', owner(backend))) as {
    access_token: string
  }
  return (path: string, body?: object) => ask(path, body, token)
}

/** Somebody who followed the link of an open invitation to a run and has no account. */
export async function openInvitation(
  browser: Browser,
  siteUrl: string,
  backend: BackendReady,
): Promise<Session> {
  const ask = await askAsOwner(backend)
  const open = `context_type=eq.service_run&status=in.(pending,sent,viewed)&claim_token_expires_at=gt.${new Date().toISOString()}`
  const [invitation] = (await ask(`/rest/v1/cc_invitations?select=id&limit=1&${open}`)) as { id: string }[]
  if (!invitation) throw new Error('The demo data has no open invitation.')
  const [link] = (await ask('/rest/v1/rpc/invitation_link', { invitation_id: invitation.id })) as {
    token: string
  }[]
  if (!link) throw new Error('The invitation has no link.')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${siteUrl}/i/${link.token}`)
  const session = await context.storageState()
  await context.close()
  return session
}
