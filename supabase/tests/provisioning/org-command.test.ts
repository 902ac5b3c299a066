import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOrgStage, type OrgStage } from './org-stage'

/** The command as an operator starts it: what it prints, where, and what it ends with. */

let stage: OrgStage
let directory: string
beforeAll(async () => {
  stage = await openOrgStage()
  directory = mkdtempSync(join(tmpdir(), 'org-'))
}, 120_000)
afterAll(async () => {
  await stage.stop()
  rmSync(directory, { recursive: true, force: true })
})

function org(...argv: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/org.ts', ...argv], {
      env: { ...process.env, DATABASE_URL: stage.url, DATA_DIR: directory },
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, out, err }))
  })
}

test('a clean database is 0, in JSON of a known form, without colours and without a password', async () => {
  const { code, out } = await org('audit', '--json', '--dry-run')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    schema: 'audienceos.org/1',
    command: 'audit',
    layout: 'shared',
    dryRun: true,
    exitCode: 0,
    reports: [
      { target: 'database', findings: [] },
      { target: 'harbour-and-main' },
      { target: 'linden-property' },
    ],
  })
  expect(out).not.toContain('\u001b')
  expect(out).not.toContain(decodeURIComponent(new URL(stage.url).password))
}, 90_000)

test('drift is 3, 4 or 5 by what it needs, and the mending is printed', async () => {
  await stage.sql`drop index alerts_asleep`
  const repairable = await org('provision', '--all', '--dry-run')
  expect(repairable.out).toMatch(/create index alerts_asleep on public\.alerts/)
  expect((await org('health', '--dry-run')).code).toBe(3)
  await stage.sql`create index surplus on tickets (agency_id, title)`
  const person = await org('audit', '--dry-run', '--verbose')
  expect(person.code).toBe(4)
  expect(person.out).toMatch(/by hand\s+drop index public\.surplus;/)
  await stage.sql`grant select on tickets to anon`
  expect((await org('audit', '--dry-run')).code).toBe(5)
}, 120_000)

test('what cannot be meant is 2, with a word about what could; help is 0, with examples', async () => {
  // Every way to mistype it stands in the tests of the options; this is how the command ends then.
  const mistyped = await org('provision')
  expect(mistyped.code).toBe(2)
  expect(mistyped.err).toMatch(/--help/)
  const elsewhere = await org('audit', '--database', 'postgresql://somebody@db.example.test/app')
  expect(elsewhere.code).toBe(2)
  expect(elsewhere.err).toMatch(/is not this machine/)
  const help = await org('provision', '--help')
  expect(help.code).toBe(0)
  expect(help.out).toMatch(/Examples:\n {2}npm run org -- provision/)
  expect((await org('audit', '--org', 'nobody')).code).toBe(1)
}, 120_000)
