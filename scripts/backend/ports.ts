import { createServer } from 'node:net'
import { errorCode, Failure } from './failure'

/** Resolves to true when nothing listens on `port` of this host. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(false)
      else reject(new Failure(`Port ${String(port)} cannot be used: ${error.message}.`))
    })
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

/** A port that was free a moment ago, chosen by the operating system. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** Reads a port from the environment variable `name`; refuses anything that is not a port. */
export function portFromEnv(name: string, fallback: number): number {
  const text = process.env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Failure(`${name} must be a port number from 1 to 65535, not "${text}".`)
  return port
}

/** Refuses a taken port with a sentence that says which variable to change. */
export async function requireFreePort(name: string, port: number, host = '127.0.0.1'): Promise<void> {
  if (await isPortFree(port, host)) return
  throw new Failure(
    `Port ${String(port)} is already in use: stop what uses it, or set ${name} to another port.`,
  )
}
