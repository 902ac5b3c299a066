import type { ReactNode } from 'react'
import { paths } from '@/lib/paths'

type PortalFrameProps = {
  /** What stands in the band at the top: the portal's name, or the way back to it. */
  header: ReactNode
  children: ReactNode
}

/**
 * The sheet on which every page of a portal is printed. Plain links throughout: these pages need no script, so they are
 * quick on an old phone and whole without JavaScript.
 */
export function PortalFrame({ header, children }: PortalFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-md focus:bg-surface-raised focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <header className="border-b bg-surface">
        <div className="mx-auto w-full max-w-3xl px-5 sm:px-8">{header}</div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-3xl flex-1 px-5 pb-20 outline-none sm:px-8"
      >
        {children}
      </main>
      <footer className="border-t">
        <p className="mx-auto flex w-full max-w-3xl flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-6 text-xs text-text-subtle sm:px-8">
          <span>Times are those of the place where each run happens.</span>
          <a href={paths.landing()} className="inline-flex min-h-6 items-center hover:text-text">
            Published with AudienceOS
          </a>
        </p>
      </footer>
    </div>
  )
}
