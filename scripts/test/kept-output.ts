import { appendFileSync, writeFileSync } from 'node:fs'

type Keep = (from: string, text: string) => void

/**
 * Keeps what web and worker print in `file`, each line with its name before it, and what this process prints as well: the API
 * runs in it. Journeys read there whether a secret was written down.
 */
export function keepOutput(file: string): { keep: Keep; stop: () => void } {
  writeFileSync(file, '')
  const keep: Keep = (from, text) => appendFileSync(file, text.replaceAll(/^(?=.)/gm, `${from}: `))
  const restore = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream)
    const copying: typeof write = (chunk: string | Uint8Array, ...rest: never[]) => {
      keep('api', Buffer.from(chunk).toString())
      return write(chunk, ...rest)
    }
    stream.write = copying
    return () => void (stream.write = write)
  })
  return { keep, stop: () => restore.forEach((put) => put()) }
}
