import type { Browser } from '@playwright/test'
import type { BackendReady } from '../scripts/backend/backend'
import type { Figure } from './measure'
import { longestSequence, type RequestLog } from './request-log'
import { askAsOwner, type Session } from './visitors'

const VISITS = 3
const MAX_REQUESTS = 2

/** What each page that staff work on asks of the backend when it is opened: the most of a few visits. */
export async function benchPageRequests(
  browser: Browser,
  session: Session,
  siteUrl: string,
  backend: BackendReady,
  log: RequestLog,
): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const path of await pathsOfStaff(backend)) {
    let count = 0
    let sequence = 0
    // The first visit of all brings the server up to speed, and what is late there may look as if it followed.
    for (let round = 0; round <= VISITS; round++) {
      const asked = await requestsOf(browser, session, siteUrl + path, log)
      if (round === 0) continue
      count = Math.max(count, asked.length)
      sequence = Math.max(sequence, longestSequence(asked))
    }
    figures.push({
      name: path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…'),
      setting: 'requests to the backend a view',
      value: count,
      unit: '',
      target: {
        text: `≤ ${String(MAX_REQUESTS)}, none in sequence (longest chain ${String(sequence)})`,
        isMet: count <= MAX_REQUESTS && sequence <= 1,
      },
    })
  }
  return figures
}

async function pathsOfStaff(backend: BackendReady): Promise<string[]> {
  const ask = await askAsOwner(backend)
  const first = async (table: string, select: string, where = ''): Promise<Record<string, string>> => {
    const [row] = (await ask(`/rest/v1/${table}?select=${select}&limit=1${where}`)) as Record<
      string,
      string
    >[]
    if (!row) throw new Error(`The demo data has nothing in ${table}.`)
    return row
  }
  const { client_id: client = '', number = '' } = await first('tickets', 'client_id,number')
  const { id: alert } = await first('alerts', 'id', '&status=eq.open')
  const { id: run } = await first('cc_n3_runs', 'id')
  return [
    '/home',
    '/clients',
    ...[
      '/overview',
      '/tickets',
      '/tickets?view=board',
      '/alerts',
      '/communications',
      '/documents',
      '/invoices',
      '/people',
    ].map((page) => `/clients/${client}${page}`),
    '/tickets',
    '/tickets?view=board',
    '/tickets?tab=overdue',
    `/tickets?ticket=${number}`,
    '/alerts',
    `/alerts?alert=${alert ?? ''}`,
    `/provider/runs/${run ?? ''}`,
    '/provider/portals',
    '/settings/billing',
    '/notifications',
    '/settings/cartridges',
    '/settings/team',
  ]
}

/** Everything that is asked with a cold cache, also what is loaded lazily soon after. */
async function requestsOf(browser: Browser, storageState: Session, url: string, log: RequestLog) {
  const context = await browser.newContext({ storageState })
  try {
    const page = await context.newPage()
    log.take()
    await page.goto(url, { waitUntil: 'networkidle' })
    return log.take()
  } finally {
    await context.close()
  }
}
