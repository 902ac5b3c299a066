import type * as sonner from 'sonner'

type Sonner = typeof sonner
type ToastOptions = {
  description?: string
  action?: { label: string; onClick: () => void }
  /** Milliseconds on screen; a toast with an undo deserves longer. */
  duration?: number
}

let openHost: (() => Promise<Sonner>) | null = null

/** `ToastHost` says how to bring the toaster onto the page. Returns the function that takes it back. */
export function registerToastHost(open: () => Promise<Sonner>): () => void {
  openHost = open
  return () => {
    openHost = null
  }
}

/** A drawer's last line is where one writes and saves: what a toast says then stands where the drawer is not. */
function placeBeside(): sonner.ExternalToast {
  if (!document.querySelector('[data-drawer][data-state="open"]')) return {}
  return { position: window.matchMedia('(min-width: 64rem)').matches ? 'bottom-left' : 'top-center' }
}

/** The toaster's code is fetched with the first toast; a page that never says anything never loads it. */
function show(kind: 'success' | 'error' | 'info', message: string, options: ToastOptions = {}): void {
  const external: sonner.ExternalToast = {
    ...options,
    ...placeBeside(),
    duration: options.duration ?? (kind === 'error' ? 8000 : 5000),
  }
  // Losing a toast must not break what was done: the result is on the page as well.
  openHost?.().then(
    (loaded) => loaded.toast[kind](message, external),
    () => undefined,
  )
}

export const toast = {
  success: (message: string, options?: ToastOptions) => show('success', message, options),
  error: (message: string, options?: ToastOptions) => show('error', message, options),
  info: (message: string, options?: ToastOptions) => show('info', message, options),
}
