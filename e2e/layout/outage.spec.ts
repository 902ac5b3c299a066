import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { backend } from '../fixtures/backend'
import { makeFollower, signInFollower } from '../fixtures/followers'
import { expect, expectListening, test } from '../fixtures/test'
import { signInAs } from '../fixtures/visitor'

// A second copy of the app, whose way to the backend can be cut without disturbing the other journeys.
let line: Server
let app: ChildProcess
let origin: string
let isCut = false

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  const upstream = new URL(backend().url)
  const sockets = new Set<Socket>()
  line = createServer((incoming, outgoing) => {
    if (isCut) return void incoming.socket.destroy()
    const { method, url, headers } = incoming
    const onward = request(
      { host: upstream.hostname, port: upstream.port, method, path: url, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  line.on('connection', (socket: Socket) => sockets.add(socket))
  const linePort = await listen(line)
  const spare = createServer()
  const port = await listen(spare)
  await new Promise((resolve) => spare.close(resolve))
  origin = `http://localhost:${port}`
  app = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', '127.0.0.1'],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_PUBLIC_SUPABASE_URL: `http://127.0.0.1:${linePort}`,
        NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: backend().publishableKey,
        NEXT_PUBLIC_SITE_URL: origin,
      },
    },
  )
  await expect
    .poll(
      () =>
        fetch(`${origin}/api/health`).then(
          (answer) => answer.ok,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true)
})

test.afterAll(async () => {
  app.kill('SIGTERM')
  line.closeAllConnections()
  await new Promise((resolve) => line.close(resolve))
})

test.beforeEach(() => {
  isCut = false
})

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

test('while the backend is down a page says so, keeps the session, and recovers by itself', async ({
  page,
  context,
}) => {
  await signInAs(context, origin, 'olivia@harbour.example')
  isCut = true
  await page.goto(`${origin}/home`)
  await expect(page.getByRole('heading', { name: 'We cannot reach the server' })).toBeVisible()
  expect((await context.cookies(origin)).map(({ name }) => name)).toContain('audienceos-auth')
  isCut = false
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible({ timeout: 30_000 })
})

test('a page opened from inside the app during an outage keeps its frame and recovers in place', async ({
  page,
  context,
}) => {
  await signInAs(context, origin, 'olivia@harbour.example')
  await page.goto(`${origin}/settings/profile`)
  isCut = true
  await page.getByRole('link', { name: 'Home', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'We cannot reach the server' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  isCut = false
  await expect(page.getByRole('region', { name: 'Next runs' })).toBeVisible({ timeout: 30_000 })
})

test('signing in during an outage says what is wrong and keeps what was typed', async ({ page }) => {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('E-mail').fill('olivia@harbour.example')
  await page.getByLabel('Password', { exact: true }).fill('Harbour-lantern-42')
  isCut = true
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.locator('[data-form-message]')).toContainText('We cannot reach the server')
  isCut = false
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`${origin}/home`)
})

test('an outage while a token is due for renewal signs nobody out', async ({ page, context }) => {
  await signInAs(context, origin, 'olivia@harbour.example')
  const [session] = await context.cookies(origin)
  const stored = JSON.parse(Buffer.from((session?.value ?? '').slice(7), 'base64url').toString()) as object
  const due = Buffer.from(
    JSON.stringify({ ...stored, expires_at: Math.floor(Date.now() / 1000) + 20 }),
  ).toString('base64url')
  await context.addCookies([
    { name: 'audienceos-auth', value: `base64-${due}`, url: origin, httpOnly: true, sameSite: 'Lax' },
  ])
  isCut = true
  await page.goto(`${origin}/home`)
  await expect(page.getByRole('heading', { name: 'We cannot reach the server' })).toBeVisible()
  isCut = false
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible({ timeout: 30_000 })
})

test('saving during an outage keeps the form and says so', async ({ page, context, baseURL }) => {
  // Somebody of this test's own: other journeys know the people of the demo data by their names.
  await signInFollower(context, baseURL, await makeFollower())
  await page.goto('/settings/profile')
  const name = page.getByRole('region', { name: 'Profile' }).getByLabel('Name')
  const typed = `Nora ${Date.now()}`
  await expectListening(name)
  await name.fill(typed)
  await page.route('**/rest/v1/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('We cannot reach the server')).toBeVisible()
  await expect(name).toHaveValue(typed)
  await page.unroute('**/rest/v1/**')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Your name is saved')).toBeVisible()
})
