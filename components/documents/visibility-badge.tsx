import { Eye, Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { Visibility } from '@/lib/rules/document-list-params'
import { VISIBILITY_WORDS } from '@/lib/rules/document-words'

export function VisibilityBadge({ visibility }: { visibility: Visibility }) {
  return (
    <Badge
      tone={visibility === 'client' ? 'accent' : 'neutral'}
      icon={visibility === 'client' ? <Eye aria-hidden /> : <Lock aria-hidden />}
    >
      {VISIBILITY_WORDS[visibility]}
    </Badge>
  )
}
