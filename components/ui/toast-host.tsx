'use client'

import { useEffect, useRef, useState, type ComponentType } from 'react'
import type { ToasterProps } from 'sonner'
import { registerToastHost } from '@/components/ui/toast'

/** Mounted once in the signed-in layout. Renders nothing until the first toast asks for it. */
export function ToastHost() {
  const [Toaster, setToaster] = useState<ComponentType<ToasterProps> | null>(null)
  // Toasts sent before the toaster listens are lost, so senders wait until this is mounted.
  const isMounted = useRef(false)
  const waiting = useRef<(() => void)[]>([])

  useEffect(
    () =>
      registerToastHost(async () => {
        const sonner = await import('sonner')
        if (isMounted.current) return sonner
        setToaster(() => sonner.Toaster)
        await new Promise<void>((resolve) => waiting.current.push(resolve))
        return sonner
      }),
    [],
  )

  useEffect(() => {
    // Effects of children run first, so the toaster listens by now.
    if (!Toaster) return
    isMounted.current = true
    for (const resolve of waiting.current.splice(0)) resolve()
  }, [Toaster])

  if (!Toaster) return null
  return (
    // Whoever presses a toast has not gone there. The focus stays where it was: the toaster would give it back as it goes,
    // taking it from a menu or a field that has been opened since.
    <div role="presentation" onMouseDown={(event) => event.preventDefault()}>
      <Toaster
        position="bottom-right"
        closeButton
        // The toaster brings a font of its own.
        className="font-sans!"
        toastOptions={{
          unstyled: true,
          classNames: {
            // An open dialog switches off whatever lies outside of it; what a toast offers stays within reach.
            toast:
              'pointer-events-auto flex w-full items-center gap-3 rounded-lg border border-border bg-surface-raised p-3 pr-9 text-sm text-text shadow-raised sm:w-90',
            content: 'min-w-0 flex-1',
            title: 'font-medium',
            description: 'text-text-muted',
            success: '[&_[data-icon]]:text-success',
            error: '[&_[data-icon]]:text-danger',
            info: '[&_[data-icon]]:text-accent',
            actionButton:
              'h-8 shrink-0 rounded-md border border-border-strong px-2.5 font-medium text-text hover:bg-hover',
            closeButton:
              'absolute top-2 right-2 flex size-6 items-center justify-center rounded-sm text-text-subtle hover:bg-hover hover:text-text',
          },
        }}
      />
    </div>
  )
}
