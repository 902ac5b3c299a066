import { execFileSync } from 'node:child_process'
import { accessSync, chownSync, constants, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

export interface OsUser {
  uid: number
  gid: number
}

/** How to start a program that refuses to run as root: which user to become, and the words to put before the command. */
export interface RunAs {
  user: OsUser | null
  prefix: string[]
}

/**
 * Postgres refuses to run as root (containers, CI), so as root it runs as `postgres` where that user exists and as
 * `nobody`, who always does, elsewhere. No account is created. Anybody else runs it as themselves.
 */
export function databaseUser(): OsUser | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields?.[2] && fields[3]) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return null
}

/**
 * A project in root's own home is closed to every other user, so the database user could read neither its program nor its data.
 * Then it keeps root's right to pass closed folders, and no other right.
 */
export function runAs(user: OsUser | null, paths: string[]): RunAs {
  if (!user || paths.every((path) => canReach(user, path))) return { user, prefix: [] }
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (!setpriv) return { user, prefix: [] }
  const ids = [`--reuid=${String(user.uid)}`, `--regid=${String(user.gid)}`, '--clear-groups']
  // Postgres asks with access(2) whether it may run its own programs, which without the last flag looks at the user alone.
  const rights = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  return { user: null, prefix: [setpriv, ...ids, ...rights, '--'] }
}

/** Gives a file or folder to the database user. */
export function give(path: string, user: OsUser | null): void {
  if (user) chownSync(path, user.uid, user.gid)
}

/** Gives a folder with all that is in it to the database user, as after a copy made by root. */
export function giveTree(path: string, user: OsUser | null): void {
  if (user) execFileSync('chown', ['-R', `${String(user.uid)}:${String(user.gid)}`, path])
}

function canReach(user: OsUser, path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
