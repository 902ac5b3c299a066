import 'server-only'

const RETRY_SECONDS = 5

// Looks whether the page is back and goes there only then, so that nobody's reading is cut short by a reload.
const LOOK_AGAIN = `
const back = document.querySelector('a').href
const look = async () => {
  const answer = await fetch(back, { redirect: 'manual', cache: 'no-store' }).catch(() => null)
  if (answer && answer.type !== 'opaqueredirect' && answer.status < 500) location.replace(back)
  else setTimeout(look, ${RETRY_SECONDS * 1000})
}
setTimeout(look, ${RETRY_SECONDS * 1000})
`

/**
 * What a visitor sees while the backend does not answer. A page of the app can only answer 200, 404 or 500, and search
 * engines would then forget or keep the wrong thing; so this is a document of its own, with the status that says
 * "later", which finds its way back to `path` by itself, without scripts too. `nonce` is the request's own. Colours
 * repeat those of globals.css, whose file name is not known here.
 */
export function unavailable(path: string, nonce: string): Response {
  const address = escape(path)
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<noscript><meta http-equiv="refresh" content="${RETRY_SECONDS};url=${address}"></noscript>
<title>Back in a moment</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-content: center; padding: 24px; box-sizing: border-box;
  background: light-dark(#f8f8f9, #0e0f12); color: light-dark(#16181d, #eceef1); font: 15px/24px ui-sans-serif, system-ui, sans-serif; text-align: center }
h1 { margin: 0; font-size: 22px; line-height: 30px; font-weight: 600; letter-spacing: -0.012em }
p { margin: 8px auto 0; max-width: 26em; color: light-dark(#545964, #a9aeb9) }
a { display: inline-block; padding: 6px 0; color: light-dark(#3553c8, #97a8ff); text-underline-offset: 4px }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px }
</style>
</head>
<body>
<main>
<h1>This page cannot be reached right now</h1>
<p>It tries again every few seconds and carries on by itself.</p>
<p><a href="${address}">Try now</a></p>
</main>
<script nonce="${escape(nonce)}">${LOOK_AGAIN}</script>
</body>
</html>
`
  return new Response(body, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': String(RETRY_SECONDS),
      'cache-control': 'private, no-store',
    },
  })
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
