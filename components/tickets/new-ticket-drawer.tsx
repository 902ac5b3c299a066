'use client'

import { useState } from 'react'
import { AskForm } from '@/components/tickets/ask-form'
import { NewTicketForm } from '@/components/tickets/new-ticket-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import type { TicketScope } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'

type NewTicketDrawerProps = {
  scope: TicketScope
  /** The closed ticket that a viewer carries on. */
  aboutNumber: number | null
  onClose: () => void
  onCreated: (number: number) => void
}

/** What every form in this drawer is given, so that leaving it with something typed asks once. */
export type DrawerForm = {
  scope: TicketScope
  isAsking: boolean
  onDirty: (isDirty: boolean) => void
  onKeep: () => void
  onClose: () => void
  onCancel: () => void
  onCreated: (number: number) => void
}

export function NewTicketDrawer({ scope, aboutNumber, onClose, onCreated }: NewTicketDrawerProps) {
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  const form: DrawerForm = {
    scope,
    isAsking,
    onDirty: setIsDirty,
    onKeep: () => setIsAsking(false),
    onClose,
    onCancel: requestClose,
    onCreated,
  }
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title="New ticket"
        description={
          aboutNumber !== null
            ? `About ${ticketNumber(aboutNumber)}, which stays closed.`
            : scope.isStaff
              ? undefined
              : 'Say what you need. You see here how far it is, and hear when somebody answers.'
        }
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        {scope.isStaff ? <NewTicketForm {...form} /> : <AskForm {...form} aboutNumber={aboutNumber} />}
      </DrawerContent>
    </Drawer>
  )
}
