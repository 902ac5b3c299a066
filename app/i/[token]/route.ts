import { noSuchInvitation, tooManyLinks } from '@/app/i/documents'
import { keepToken } from '@/app/i/token'
import { AppError } from '@/lib/errors'
import { paths } from '@/lib/paths'
import { findInvitation } from '@/lib/queries/claims'
import { isClaimToken, minutesUntil } from '@/lib/rules/claim'
import { visitorClient } from '@/lib/supabase/server'

type Context = { params: Promise<{ token: string }> }

/**
 * Moves the secret out of the address before anything is shown, so that no history, screenshot or Referer holds it.
 * Changes nothing: mail scanners open every link.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  if (!isClaimToken(token)) return noSuchInvitation()
  try {
    if (!(await findInvitation(await visitorClient(), token))) return noSuchInvitation()
  } catch (error) {
    if (error instanceof AppError && error.code === 'too_many_unknown_links')
      return tooManyLinks(minutesUntil(error.details, new Date()))
    // While nobody can say what the link is, the page behind it says so, and carries on by itself without the link.
  }
  await keepToken(token)
  return new Response(null, { status: 303, headers: { location: paths.invitation() } })
}
