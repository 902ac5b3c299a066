import { isBackendReachable } from '@/lib/queries/health'

export const dynamic = 'force-dynamic'

/** Whether pages would get their data now. Asked by pages that wait for the backend to come back. */
export async function GET() {
  const isReachable = await isBackendReachable()
  return Response.json(
    { ok: isReachable },
    { status: isReachable ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
