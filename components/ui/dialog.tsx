'use client'

import { X } from 'lucide-react'
import * as Primitive from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { useFocusReturn } from '@/components/ui/use-focus-return'
import { cn } from '@/lib/utils'

export const Dialog = Primitive.Root

const WIDTH = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl', xl: 'sm:max-w-4xl' }

type DialogContentProps = Omit<Primitive.DialogContentProps, 'title'> & {
  title: ReactNode
  description?: ReactNode
  size?: keyof typeof WIDTH
  /** Where a footer goes below a scrolling body: `DialogFooter`. */
  children: ReactNode
}

/** People open a dialog to fill it in, so the first field gets the focus instead of the button that closes it. */
export function focusFirstField(event: Event): void {
  const panel = event.currentTarget
  if (!(panel instanceof HTMLElement)) return
  const field = panel.querySelector<HTMLElement>(
    'input:not(:disabled), select:not(:disabled), textarea:not(:disabled)',
  )
  event.preventDefault()
  ;(field ?? panel).focus()
}

/**
 * A toast lies beside every dialog: pressing its button (undo, say) is no way of leaving the dialog. Radix would take it
 * for one, as for any press outside.
 */
export function keepOpenForToasts(
  onInteractOutside: Primitive.DialogContentProps['onInteractOutside'],
): NonNullable<Primitive.DialogContentProps['onInteractOutside']> {
  return (event) => {
    const { target } = event
    if (target instanceof Element && target.closest('[data-sonner-toaster]')) event.preventDefault()
    else onInteractOutside?.(event)
  }
}

/** A centred dialog with a title, which screen readers read out; on phones it rises from the bottom edge. */
export function DialogContent({
  title,
  description,
  size = 'md',
  className,
  children,
  onInteractOutside,
  onCloseAutoFocus,
  ...rest
}: DialogContentProps) {
  const focusReturn = useFocusReturn(onCloseAutoFocus)
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0" />
      <Primitive.Content
        // Without a description Radix wants to be told that this is meant.
        {...(description ? {} : { 'aria-describedby': undefined })}
        onOpenAutoFocus={focusFirstField}
        onInteractOutside={keepOpenForToasts(onInteractOutside)}
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-xl border border-border bg-surface-raised shadow-raised',
          'sm:inset-x-auto sm:top-[min(12dvh,7rem)] sm:bottom-auto sm:left-1/2 sm:max-h-[80dvh] sm:-translate-x-1/2 sm:rounded-xl',
          'data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-bottom-2 duration-150',
          WIDTH[size],
          className,
        )}
        {...rest}
        {...focusReturn}
      >
        <header className="flex shrink-0 items-start gap-3 px-5 pt-4 pb-3">
          <div className="min-w-0 flex-1">
            <Primitive.Title className="text-lg font-semibold">{title}</Primitive.Title>
            {description ? (
              <Primitive.Description className="mt-0.5 text-sm text-text-muted">
                {description}
              </Primitive.Description>
            ) : null}
          </div>
          <Primitive.Close
            aria-label="Close"
            className={buttonClass({ variant: 'ghost', size: 'icon', className: '-mt-1 -mr-2' })}
          >
            <X aria-hidden />
          </Primitive.Close>
        </header>
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  )
}

/** The scrolling middle of a dialog or drawer. */
export function DialogBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('min-h-0 flex-1 overflow-y-auto px-5 py-2', className)}>{children}</div>
}

/** Buttons at the end, always in view however long the body is. */
export function DialogFooter({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <footer
      className={cn(
        'flex shrink-0 flex-wrap items-center justify-end gap-2 border-t border-border px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]',
        className,
      )}
    >
      {children}
    </footer>
  )
}
