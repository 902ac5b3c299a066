'use client'

import { AskForm } from '@/components/tickets/ask-form'
import { NewTicketForm } from '@/components/tickets/new-ticket-form'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { useLeaveQuestion, type LeaveQuestion } from '@/components/ui/use-leave-question'
import type { TicketScope } from '@/lib/queries/tickets'
import { ticketNumber } from '@/lib/rules/tickets'

type NewTicketDrawerProps = {
  scope: TicketScope
  /** The closed ticket that a viewer carries on. */
  aboutNumber: number | null
  onClose: () => void
  onCreated: (number: number) => void
}

/** What every form in this drawer is given. */
export type DrawerForm = LeaveQuestion & { scope: TicketScope; onCreated: (number: number) => void }

export function NewTicketDrawer({ scope, aboutNumber, onClose, onCreated }: NewTicketDrawerProps) {
  const leave = useLeaveQuestion(onClose)
  const form: DrawerForm = {
    scope,
    ...leave.form,
    onCreated,
  }
  return (
    <Drawer {...leave.root}>
      <DrawerContent
        title="New ticket"
        description={
          aboutNumber !== null
            ? `About ${ticketNumber(aboutNumber)}, which stays closed.`
            : scope.isStaff
              ? undefined
              : 'Say what you need. You see here how far it is, and hear when somebody answers.'
        }
        {...leave.content}
      >
        {scope.isStaff ? <NewTicketForm {...form} /> : <AskForm {...form} aboutNumber={aboutNumber} />}
      </DrawerContent>
    </Drawer>
  )
}
