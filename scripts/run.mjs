// Runs scripts/<name>.ts for `npm run <name>`. Until the packages are there only what Node brings can be imported here.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))

const [name = '', ...args] = process.argv.slice(2)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 9))
  fail(`Node.js 20.9 or newer is needed, this is ${process.versions.node}: see https://nodejs.org.`)
if (!/^[a-z-]+$/.test(name) || !existsSync(join('scripts', `${name}.ts`)))
  fail(`There is no command "${name}".`)

install()

// Nothing stands between this process and the one that does the work, so that a signal reaches it; the channel tells it
// when this process is gone without having sent one.
const child = spawn(process.execPath, ['--import', 'tsx', join('scripts', `${name}.ts`), ...args], {
  stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', LITE_TELEMETRY: '0' },
})
filterStderr(child.stderr)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm, asked to end, ends the shell between it and this process, which hears nothing of it but has lost its parent then.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 300).unref()
}
child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

/** Installs the locked packages when node_modules is not already what the lock file says. */
function install() {
  const lock = readFileSync('package-lock.json', 'utf8')
  const hash = createHash('sha256').update(lock).digest('hex')
  const stamp = join('node_modules', '.install-stamp')
  const began = Date.now()
  const isStamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (!isStamped && !isInstalled(JSON.parse(lock))) {
    process.stderr.write('  installing packages (half a minute the first time)\n')
    const result = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    if (result.status !== 0) {
      process.stderr.write(`${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`)
      fail('The packages could not be installed: npm says why above.')
    }
  }
  if (!isStamped) writeFileSync(stamp, hash)
  // `npm run backend` keeps stdout for its line of JSON, and nobody waits for it to be installed twice.
  if (name === 'start' || !isStamped)
    process.stderr.write(
      `✓ ${'install'.padEnd(16)} ${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s\n`,
    )
}

/** True when every package of the lock file is there in its version: then somebody ran `npm install`, and that is as good. */
function isInstalled(lock) {
  if (!existsSync('node_modules') || !statSync('node_modules').isDirectory()) return false
  return Object.entries(lock.packages ?? {}).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true
    const manifest = join(path, 'package.json')
    // Optional packages are for other platforms, except the ones that are here.
    if (!existsSync(manifest)) return optional === true
    return JSON.parse(readFileSync(manifest, 'utf8')).version === version
  })
}

/** Drops supabase-js's note about Node 20, which every process that loads it prints; everything else passes unchanged. */
function filterStderr(stream) {
  let rest = ''
  const isNoise = (line) => /Node\.js \d+ and below are deprecated/.test(line)
  stream.setEncoding('utf8')
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    // A line that is not finished may be a prompt or a progress bar: it is shown at once unless it may yet become noise.
    if (rest !== '' && !/^⚠/.test(rest)) {
      lines.push(rest)
      rest = ''
      process.stderr.write(lines.filter((line) => !isNoise(line)).join('\n'))
    } else
      process.stderr.write(
        lines
          .filter((line) => !isNoise(line))
          .map((line) => `${line}\n`)
          .join(''),
      )
  })
  stream.on('end', () => process.stderr.write(isNoise(rest) ? '' : rest))
}

function fail(sentence) {
  process.stderr.write(`✗ ${sentence}\n`)
  process.exit(1)
}
