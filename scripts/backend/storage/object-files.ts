import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, rmSync, type ReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** The body grew past what its bucket takes. */
export class TooLarge extends Error {}

export interface ArrivedFile {
  size: number
  /** Gives the file its lasting place, under the version that its row names. */
  keep: (version: string) => Promise<void>
  discard: () => Promise<void>
}

/**
 * Files on disk, each under a random version that its row in `storage.objects` names. No part of an object's path ever becomes
 * part of a file's path, so there is nothing to traverse.
 */
export function openFiles(directory: string) {
  const arriving = join(directory, 'arriving')
  const kept = join(directory, 'objects')
  // What was arriving when the last process ended will never be whole.
  rmSync(arriving, { recursive: true, force: true })
  mkdirSync(arriving, { recursive: true })
  mkdirSync(kept, { recursive: true })
  const place = (version: string) => {
    if (!/^[0-9a-f-]{36}$/.test(version)) throw new Error('A version is a uuid.')
    return join(kept, version)
  }
  return {
    /** Writes a body to disk and counts it; raises TooLarge as soon as it is past `maxBytes`, whatever its sender announced. */
    receive: async (body: Readable, maxBytes: number): Promise<ArrivedFile> => {
      const file = join(arriving, randomUUID())
      let size = 0
      const count = new Transform({
        transform: (chunk: Buffer, _encoding, done) => {
          size += chunk.length
          if (size > maxBytes) done(new TooLarge())
          else done(null, chunk)
        },
      })
      const discard = () => rm(file, { force: true })
      try {
        await pipeline(body, count, createWriteStream(file, { mode: 0o600 }))
      } catch (error) {
        await discard()
        throw error
      }
      return { size, keep: (version) => rename(file, place(version)), discard }
    },
    read: (version: string): ReadStream => createReadStream(place(version)),
    remove: (version: string) => rm(place(version), { force: true }),
  }
}
