import { Ban, CircleCheck, CirclePlay, PencilLine } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { STATUS_WORDS } from '@/lib/rules/run-words'
import type { RunStatus } from '@/lib/rules/runs'

/** Only what a stakeholder would not expect: that a run is planned goes without saying. */
export function SharedRunState({ status }: { status: RunStatus | null }) {
  switch (status) {
    case 'cancelled':
      return (
        <Badge tone="danger" icon={<Ban aria-hidden />}>
          {STATUS_WORDS.cancelled}
        </Badge>
      )
    case 'in_progress':
      return (
        <Badge tone="success" icon={<CirclePlay aria-hidden />}>
          {STATUS_WORDS.in_progress}
        </Badge>
      )
    case 'completed':
      return <Badge icon={<CircleCheck aria-hidden />}>{STATUS_WORDS.completed}</Badge>
    case 'draft':
      return <Badge icon={<PencilLine aria-hidden />}>Still being planned</Badge>
    case 'scheduled':
    case null:
      return null
  }
}
