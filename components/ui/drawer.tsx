'use client'

import { X } from 'lucide-react'
import * as Primitive from 'radix-ui/dialog'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { DialogBody, DialogFooter, focusFirstField, keepOpenForToasts } from '@/components/ui/dialog'
import { useFocusReturn } from '@/components/ui/use-focus-return'
import { cn } from '@/lib/utils'

export const Drawer = Primitive.Root
export const DrawerBody = DialogBody
export const DrawerFooter = DialogFooter

type DrawerContentProps = Omit<Primitive.DialogContentProps, 'title'> & {
  title: ReactNode
  description?: ReactNode
  side?: 'right' | 'left'
  children: ReactNode
}

/** A dialog that slides in from the side and leaves the list it came from in view; it fills a phone's screen. */
export function DrawerContent({
  title,
  description,
  side = 'right',
  className,
  children,
  onInteractOutside,
  onCloseAutoFocus,
  ...rest
}: DrawerContentProps) {
  const focusReturn = useFocusReturn(onCloseAutoFocus)
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-50 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0" />
      <Primitive.Content
        {...(description ? {} : { 'aria-describedby': undefined })}
        onOpenAutoFocus={focusFirstField}
        data-drawer=""
        onInteractOutside={keepOpenForToasts(onInteractOutside)}
        className={cn(
          'fixed inset-y-0 z-50 flex w-full flex-col border-border bg-surface-raised shadow-raised data-[state=open]:animate-in duration-200',
          side === 'right'
            ? 'right-0 sm:max-w-xl sm:border-l data-[state=open]:slide-in-from-right-8'
            : 'left-0 max-w-72 border-r data-[state=open]:slide-in-from-left-8',
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
