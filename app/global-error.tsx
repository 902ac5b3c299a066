'use client'

import './globals.css'

/** Only when the root layout itself fails, so it brings its own document and leans on nothing that may have failed. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center font-sans">
        <title>Something went wrong · AudienceOS</title>
        <h1 className="text-xl font-semibold">Something went wrong</h1>
        <p className="max-w-sm text-sm text-text-muted">
          The page could not be shown. Try again; if it keeps happening, tell whoever runs this server.
        </p>
        <button
          type="button"
          onClick={() => retry()}
          className="mt-2 h-9 rounded-md border border-border-strong bg-surface px-3.5 font-medium hover:bg-hover"
        >
          Try again
        </button>
      </body>
    </html>
  )
}
