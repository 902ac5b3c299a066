import { startBackend, type BackendReady } from '../backend/backend'
import { runCommand } from '../backend/command'
import { Failure } from '../backend/failure'
import { freePort, requireFreePort } from '../backend/ports'
import { readSettings, type Settings } from '../backend/settings'
import { build, isBuilt } from './build'
import { startWeb, type WebEnv } from './web'
import { startWorkerProcess } from './worker'

/** `npm start` and `npm run dev`: the backend unless Supabase is configured, then the app, until Ctrl-C. */
export function launch(mode: 'start' | 'dev'): void {
  runCommand(process.stdout, async (tools, onStop) => {
    const settings = readSettings()
    const { port, host, supabase, siteUrl } = settings
    await requireFreePort('PORT', port, host)
    const backend = supabase ? null : await startBackend({ ...settings, ...tools }, onStop)
    const api = backend ?? supabase
    if (!api) throw new Failure('There is neither a backend nor a Supabase project.')
    const env: WebEnv = {
      NEXT_PUBLIC_SUPABASE_URL: api.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: api.publishableKey,
      NEXT_PUBLIC_SITE_URL: siteUrl,
    }
    if (mode === 'start') {
      if (isBuilt(env)) tools.log('build is up to date')
      else await tools.step('build', () => build(env, onStop))
    }
    // On Supabase the secret key has to be given for it; without one, `npm run worker` runs elsewhere.
    const secretKey = backend?.secretKey ?? process.env.SUPABASE_SECRET_KEY
    if (secretKey)
      startWorkerProcess(
        {
          SUPABASE_URL: api.url,
          SUPABASE_SECRET_KEY: secretKey,
          NEXT_PUBLIC_SITE_URL: siteUrl,
          DATA_DIR: settings.directory,
          WORKER_PORT: process.env.WORKER_PORT ?? String(await freePort()),
        },
        tools.log,
        onStop,
      )
    const web = await tools.step('app', () =>
      startWeb(mode, { env, port, host, isLoud: mode === 'dev' }, onStop),
    )
    void web.ended.then(() => tools.abort(new Failure('The app ended by itself: see above.')))
    process.stdout.write(summary(settings, backend))
  })
}

function summary(settings: Settings, backend: BackendReady | null): string {
  const lines = ['', 'AudienceOS is ready.', '', `  App       ${settings.siteUrl}`]
  if (backend) {
    lines.push(
      `  Mailbox   ${backend.mailboxUrl}   (every mail it sends arrives here)`,
      `  API       ${backend.url}`,
    )
    if (backend.demo.length > 0) {
      const width = (pick: (account: BackendReady['demo'][number]) => string) =>
        Math.max(...backend.demo.map((account) => pick(account).length))
      const emailWidth = width((account) => account.email)
      const passwordWidth = width((account) => account.password)
      const roleWidth = width((account) => account.role)
      lines.push('', `  Sign in with  ${'e-mail'.padEnd(emailWidth)}  ${'password'.padEnd(passwordWidth)}`)
      for (const { email, password, role, agency } of backend.demo)
        lines.push(
          `                ${email.padEnd(emailWidth)}  ${password.padEnd(passwordWidth)}  ${role.padEnd(roleWidth)}  ${agency ?? ''}`.trimEnd(),
        )
    }
  }
  return `${[...lines, '', '  Ctrl-C stops everything.', ''].join('\n')}\n`
}
