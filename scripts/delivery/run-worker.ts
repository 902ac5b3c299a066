import { hostname } from 'node:os'
import { emailChannel } from '../../lib/delivery/email-channel'
import { adoptJournals, openJournal, type Journal } from '../../lib/delivery/journal'
import { offChannel } from '../../lib/delivery/off-channel'
import { deliveryQueue } from '../../lib/delivery/queue'
import { startWebhookServer } from '../../lib/delivery/webhooks/server'
import { startWorker } from '../../lib/delivery/worker'
import { openTransport } from '../../lib/email/transport'
import { recordDeliveryEvent } from '../../lib/mutations/deliveries'
import { objectRemover, serviceClient } from '../../lib/supabase/service'
import type { CommandTools } from '../backend/command'
import { startDocumentSweep } from './document-sweep'
import { readWorkerSettings } from './settings'

/** Sends, and listens for what providers say, until it is stopped. */
export async function runWorker(
  _tools: CommandTools,
  onStop: (stop: () => Promise<void>) => void,
): Promise<void> {
  const settings = readWorkerSettings()
  const log = (line: string) => process.stdout.write(`${new Date().toISOString()} worker: ${line}\n`)
  const supabase = serviceClient(settings.supabaseUrl, settings.secretKey)
  const queue = deliveryQueue(supabase, `${hostname()}:${String(process.pid)}`)
  const transport = openTransport(settings.smtp)
  const journal = journalIn(settings.directory, log)
  const worker = startWorker({
    queue,
    channels: {
      email: emailChannel(transport, settings.siteUrl, settings.smtp.from),
      sms: offChannel(),
      push: offChannel(),
    },
    parallel: settings.parallel,
    leaseSeconds: settings.leaseSeconds,
    journal,
    adopt: () => adoptJournals(settings.directory, journal?.file ?? null),
    log,
  })
  onStop(worker.stop)
  onStop(
    startDocumentSweep(supabase, objectRemover(settings.supabaseUrl, settings.secretKey, 'documents'), log),
  )
  log(
    `sends through ${settings.smtp.host}:${String(settings.smtp.port)}, ${String(settings.parallel)} at once`,
  )
  if (settings.webhooks) {
    const { host, port, generic, resend } = settings.webhooks
    const server = await startWebhookServer({
      host,
      port,
      secrets: { generic, resend },
      record: (event) => recordDeliveryEvent(supabase, event),
      isHealthy: worker.isHealthy,
      log,
    })
    onStop(server.stop)
    log(`listens for providers on http://${host}:${String(server.port)}`)
  }
}

/** Without a folder to write to the worker works all the same; a killed one then repeats what it could not report. */
function journalIn(directory: string, log: (line: string) => void): Journal | null {
  const onFault = (error: unknown) =>
    log(`keeps no journal: ${error instanceof Error ? error.message : String(error)}`)
  try {
    return openJournal(directory, onFault)
  } catch (error) {
    onFault(error)
    return null
  }
}
