/** maildev has no types; these are the two modules of it that are used. */
declare module 'maildev/lib/mailserver' {
  interface MailServer {
    create(port: number, host: string, mailDirectory: string): void
    listen(): Promise<void>
    loadMailsFromDirectory(): void
    close(callback: () => void): void
    smtp: {
      on(event: 'error', listener: (error: Error) => void): void
      removeAllListeners(event: 'error'): void
    }
  }
  const mailServer: MailServer
  export default mailServer
}

declare module 'maildev/lib/web' {
  import type { Server } from 'node:http'
  import type mailServer from 'maildev/lib/mailserver'
  interface Web {
    start(
      port: number,
      host: string,
      mail: typeof mailServer,
      user: undefined,
      password: undefined,
      base: string,
      secure: object,
    ): void
    close(callback: () => void): void
    server: Server
  }
  const web: Web
  export default web
}

declare module 'maildev/lib/logger' {
  const logger: { setLevel(level: number): void }
  export default logger
}
