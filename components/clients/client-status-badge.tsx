import { Archive, CircleCheck, Pause } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { ClientStatus } from '@/lib/queries/clients'

export function ClientStatusBadge({ status }: { status: ClientStatus }) {
  switch (status) {
    case 'active':
      return (
        <Badge tone="success" icon={<CircleCheck aria-hidden />}>
          Active
        </Badge>
      )
    case 'paused':
      return (
        <Badge tone="warning" icon={<Pause aria-hidden />}>
          Paused
        </Badge>
      )
    case 'archived':
      return <Badge icon={<Archive aria-hidden />}>Archived</Badge>
  }
}
