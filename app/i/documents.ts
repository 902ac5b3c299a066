import 'server-only'

// What keeps the address from caches, lists and Referers is set by the proxy, for all of these pages alike.
const HEADERS = { 'content-type': 'text/html; charset=utf-8' }

const NO_SUCH_INVITATION = page(
  'This link leads to no invitation',
  'It may not have been copied whole, or the organiser has replaced it. Open it once more from the message you got. If you have an account, sign in: what waits for your address is shown there.',
)

/**
 * The one answer to every link that nobody made: unknown, malformed or somebody's invention. A document of its own without
 * scripts or nonces, so that all of them are the same to the byte. Colours repeat those of globals.css, whose file name is
 * not known here.
 */
export function noSuchInvitation(): Response {
  return new Response(NO_SUCH_INVITATION, { status: 404, headers: HEADERS })
}

/** For somebody who tries out links. `minutes` until the next try is answered, when that is known. */
export function tooManyLinks(minutes: number | null): Response {
  const wait = minutes === null ? 'Wait a minute' : `Wait ${minutes} minute${minutes === 1 ? '' : 's'}`
  return new Response(
    page(
      'Too many links were tried from here',
      `${wait}, then open the link from your message again. Your invitation is not lost.`,
    ),
    { status: 429, headers: { ...HEADERS, 'retry-after': String((minutes ?? 1) * 60) } },
  )
}

function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta property="og:title" content="An invitation">
<meta property="og:description" content="Open the link to see who invites you.">
<title>${title}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
  background: light-dark(#f8f8f9, #0e0f12); color: light-dark(#16181d, #eceef1); font: 15px/24px ui-sans-serif, system-ui, sans-serif; text-align: center }
h1 { margin: 0 auto; max-width: 22em; font-size: 22px; line-height: 30px; font-weight: 600; letter-spacing: -0.012em; text-wrap: balance }
p { margin: 8px auto 0; max-width: 30em; color: light-dark(#545964, #a9aeb9); text-wrap: pretty }
a { display: inline-block; padding: 6px 0; color: light-dark(#3553c8, #97a8ff); text-underline-offset: 4px }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/sign-in">Sign in</a></p>
</main>
</body>
</html>
`
}
