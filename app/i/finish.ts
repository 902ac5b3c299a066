import 'server-only'
import { redirect } from 'next/navigation'
import { beginSession } from '@/app/(auth)/enter'
import type { SignedIn } from '@/lib/mutations/auth'
import type { Claimed } from '@/lib/mutations/claims'
import { paths } from '@/lib/paths'

/** After a claim: the session learns where its person belongs now, and the next page says so. */
export async function finishClaim(
  claimed: Claimed,
  session: Pick<SignedIn, 'tokens' | 'userId'>,
): Promise<never> {
  await beginSession(session)
  return redirect(paths.welcome(claimed.kind === 'run' ? { run: claimed.contextId } : {}))
}
