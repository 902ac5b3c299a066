import { unavailable } from '@/app/p/unavailable'
import { loadRun } from '@/app/p/load'
import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { calendarFile } from '@/lib/rules/calendar-file'

type Context = { params: Promise<{ portalSlug: string; runId: string }> }

/** The run as a calendar file. A teaser has none, and says so in the same words as an id that nobody has. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { portalSlug, runId } = await params
  const found = await loadRun(portalSlug, runId)
  if (found === 'unavailable')
    return unavailable(paths.publicRun(portalSlug, runId), request.headers.get('x-nonce') ?? '')
  const file =
    found === 'missing' || !found.run.hasDetails
      ? null
      : calendarFile(
          found.run,
          env.siteUrl + paths.publicRun(found.slug, found.run.id),
          new URL(env.siteUrl).hostname,
        )
  if (file === null)
    return new Response('There is nothing at this address.\n', { status: 404, headers: HEADERS })
  return new Response(file, {
    headers: {
      ...HEADERS,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${runId}.ics"`,
    },
  })
}

const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex',
}
