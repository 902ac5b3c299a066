/** Whether this web process answers. Says nothing of the backend, so that it can be watched for itself. */
export function GET() {
  return Response.json({ ok: true }, { headers: { 'cache-control': 'no-store' } })
}
