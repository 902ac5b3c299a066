'use client'

import { ArrowDown, ArrowUp, ArrowUpToLine } from 'lucide-react'
import { StatusIcon } from '@/components/tickets/ticket-badges'
import { PickDialog, type PickOption } from '@/components/ui/pick-dialog'
import type { BoardTicket, TicketBoard } from '@/lib/queries/ticket-board'
import { canMoveTo, placeOf, stepMove, type CardMove } from '@/lib/rules/ticket-board'
import { STATUS_WORDS, ticketNumber, TICKET_STATUSES } from '@/lib/rules/tickets'

type Option = PickOption<CardMove | null>

type MovePickerProps = {
  ticket: BoardTicket
  columns: TicketBoard['columns']
  isManual: boolean
  onMove: (move: CardMove) => void
  onClose: () => void
}

/** Everything that dragging does, as choices: for phones, for one press of a pointer, and for whoever types `m`. */
export function MovePicker({ ticket, columns, isManual, onMove, onClose }: MovePickerProps) {
  const ticketId = ticket.id
  const { status, index = 0 } = placeOf(columns, ticketId) ?? { status: ticket.status }
  const how = { statuses: TICKET_STATUSES, from: status, isManual }
  const up = stepMove(columns, ticketId, 'up', how)
  const down = stepMove(columns, ticketId, 'down', how)
  const option = (label: string, move: CardMove | null, icon: Option['icon']) => ({
    key: label,
    value: move,
    label,
    icon,
  })
  const options: Option[] = [
    ...TICKET_STATUSES.filter((one) => canMoveTo(status, one)).map((one) => ({
      // The column that it is in already is no move.
      ...option(
        STATUS_WORDS[one],
        one === status ? null : { ticketId, status: one, afterId: null },
        <StatusIcon status={one} />,
      ),
      isSelected: one === status,
    })),
    ...(up && index > 1
      ? [option('To the top', { ticketId, status, afterId: null }, <ArrowUpToLine aria-hidden />)]
      : []),
    ...(up ? [option('One up', up, <ArrowUp aria-hidden />)] : []),
    ...(down ? [option('One down', down, <ArrowDown aria-hidden />)] : []),
  ]
  return (
    <PickDialog
      title={`Move ${ticketNumber(ticket.number)}`}
      placeholder="Move to"
      options={options}
      onPick={(move) => {
        onClose()
        if (move) onMove(move)
      }}
      onClose={onClose}
    />
  )
}
