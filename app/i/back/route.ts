import { paths } from '@/lib/paths'

/**
 * A step between signing in and the invitation. The action that signs in cannot lead straight to the page: Next would make it
 * there and then, in a request that the browser sent to another address and therefore without this page's cookie. A plain
 * document makes the browser ask by itself.
 */
export function GET(): Response {
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${paths.invitation()}"><title>Invitation</title></head>
<body><p><a href="${paths.invitation()}">Continue to the invitation</a></p></body>
</html>
`
  return new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
