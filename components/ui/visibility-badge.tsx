import { Eye, Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'

/** Who reads it, in a word: staff alone, or people of the client as well. */
export function VisibilityBadge({ visibility }: { visibility: 'internal' | 'client' }) {
  return visibility === 'client' ? (
    <Badge tone="accent" icon={<Eye aria-hidden />}>
      Shared with client
    </Badge>
  ) : (
    <Badge icon={<Lock aria-hidden />}>Internal</Badge>
  )
}
