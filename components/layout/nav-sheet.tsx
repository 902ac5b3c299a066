'use client'

import type { ReactNode } from 'react'
import { Drawer, DrawerBody, DrawerContent } from '@/components/ui/drawer'

type NavSheetProps = { place: string; onClose: () => void; footer: ReactNode; children: ReactNode }

/** The sidebar on screens too narrow to keep it open. */
export function NavSheet({ place, onClose, footer, children }: NavSheetProps) {
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DrawerContent title={place} side="left">
        <DrawerBody className="px-3">{children}</DrawerBody>
        <div className="border-t border-border p-3">{footer}</div>
      </DrawerContent>
    </Drawer>
  )
}
