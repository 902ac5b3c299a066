import { expect, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

test('every page says what it may run, and no two pages share a nonce', async ({ request }) => {
  const nonces = new Set<string>()
  for (const address of ['/', '/sign-in', '/p/northquay', '/nothing/here']) {
    const headers = (await request.get(address)).headers()
    const policy = headers['content-security-policy'] ?? ''
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src')) ?? ''
    expect(scripts, address).toMatch(/^script-src 'self' 'nonce-[^']+' 'strict-dynamic'$/)
    for (const directive of [
      `object-src 'none'`,
      `base-uri 'none'`,
      `form-action 'self'`,
      `frame-ancestors 'none'`,
    ]) {
      expect(policy, address).toContain(directive)
    }
    nonces.add(scripts)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  }
  expect(nonces.size).toBe(4)
})

test('pages of signed-in people are kept by nobody', async ({ page, context, baseURL }) => {
  await signInAs(context, baseURL ?? '', 'olivia@harbour.example')
  for (const address of ['/home', '/settings/profile']) {
    const response = await page.goto(address)
    expect(response?.headers()['cache-control'], address).toMatch(/private.*no-store/)
  }
})

test('an injected script does not run, and ours do', async ({ page }) => {
  const blocked: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) blocked.push(message.text())
  })
  await page.goto('/sign-in')
  await page.evaluate(() => {
    const holder = document.createElement('div')
    holder.innerHTML = '<img src="data:," onerror="window.injected = true">'
    document.body.append(holder)
  })
  await expect.poll(() => blocked.length).toBeGreaterThan(0)
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
  // Hydrated: the form answers without leaving the page.
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('E-mail')).toBeFocused()
})
