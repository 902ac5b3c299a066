import { Badge } from '@/components/ui/badge'
import type { PublicRun } from '@/lib/rules/portal-listing'

/** Says why somebody cannot simply come along, or that it is going on or over. Nothing for what is just announced. */
export function AccessBadge({ run }: { run: PublicRun }) {
  if (run.mode === 'INVITE_ONLY') return <Badge tone="accent">By invitation</Badge>
  if (run.mode === 'CLOSED') return <Badge tone="warning">Closed</Badge>
  if (run.status === 'completed') return <Badge>Finished</Badge>
  if (run.status === 'in_progress') return <Badge tone="success">Under way</Badge>
  return null
}
