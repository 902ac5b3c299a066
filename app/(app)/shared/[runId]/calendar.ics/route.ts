import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { findSharedRun } from '@/lib/queries/shared-runs'
import { calendarFile } from '@/lib/rules/calendar-file'
import { currentSession, serverClient } from '@/lib/supabase/server'

type Context = { params: Promise<{ runId: string }> }

/** The run as a calendar file, for the people it is shared with. Everybody else is told what a made-up id is told. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { runId } = await params
  const run = (await currentSession())
    ? await findSharedRun(await serverClient(), runId).catch(() => null)
    : null
  const file =
    run === null
      ? null
      : calendarFile(
          { ...run, zone: run.zoneName },
          env.siteUrl + paths.sharedRun(run.id),
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
