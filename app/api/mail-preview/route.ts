import { mailPreviewInput, renderPreview } from '@/lib/email/preview'
import { env } from '@/lib/env'
import { toAppError } from '@/lib/errors'
import { findMember, isStaff } from '@/lib/queries/members'
import { findRunTeaser } from '@/lib/queries/run-teasers'
import { currentSession, serverClient } from '@/lib/supabase/server'

const PRIVATE = { 'cache-control': 'private, no-store' }
const MAX_BODY_CHARACTERS = 20_000

/** Shows staff a mail before it is sent: {subject, html, text}. Sends and stores nothing. */
export async function POST(request: Request) {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return refuse(403, 'forbidden')
  const session = await currentSession()
  if (!session) return refuse(401, 'session_expired')
  const input = mailPreviewInput.safeParse(await readJson(request))
  if (!input.success) return refuse(400, 'invalid_input')
  try {
    const supabase = await serverClient()
    const member = await findMember(supabase, session.userId)
    if (!member || !isStaff(member)) return refuse(403, 'forbidden')
    const { runId } = input.data
    const run = runId ? await findRunTeaser(supabase, member.agency.id, runId) : null
    if (runId && !run) return refuse(404, 'run_not_found')
    const { subject, html, text } = await renderPreview(input.data, member, run, new Date(), env.siteUrl)
    return Response.json({ subject, html, text }, { headers: PRIVATE })
  } catch (error) {
    const { code } = toAppError(error)
    return refuse(code === 'session_expired' ? 401 : code === 'backend_unreachable' ? 503 : 500, code)
  }
}

async function readJson(request: Request): Promise<unknown> {
  const body = await request.text()
  if (body.length > MAX_BODY_CHARACTERS) return null
  try {
    return JSON.parse(body) as unknown
  } catch {
    return null
  }
}

function refuse(status: number, code: string): Response {
  return Response.json({ code }, { status, headers: PRIVATE })
}
