import {
  Ban,
  CheckCheck,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  Eye,
  Hourglass,
  Inbox,
  Link as LinkIcon,
  MailCheck,
  MailWarning,
  MailX,
  Send,
  UserMinus,
  type LucideIcon,
} from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { DeliveryState, PersonState } from '@/lib/rules/invitation-people'

type Look = { word: string; tone: BadgeTone; icon: LucideIcon }

const STATES: Record<PersonState, Look> = {
  pending: { word: 'Pending', tone: 'neutral', icon: CircleDashed },
  sent: { word: 'Sent', tone: 'accent', icon: Send },
  viewed: { word: 'Opened', tone: 'accent', icon: Eye },
  joined: { word: 'Joined', tone: 'success', icon: CircleCheck },
  left: { word: 'Left', tone: 'neutral', icon: UserMinus },
  declined: { word: 'Declined', tone: 'warning', icon: CircleX },
  expired: { word: 'Expired', tone: 'warning', icon: Hourglass },
  revoked: { word: 'Revoked', tone: 'neutral', icon: Ban },
}

const DELIVERIES: Record<DeliveryState, Look> = {
  link_only: { word: 'Link only', tone: 'neutral', icon: LinkIcon },
  queued: { word: 'Queued', tone: 'neutral', icon: Clock },
  sent: { word: 'Mail sent', tone: 'neutral', icon: MailCheck },
  digest: { word: 'In digest', tone: 'neutral', icon: Inbox },
  delivered: { word: 'Delivered', tone: 'success', icon: CheckCheck },
  bounced: { word: 'Bounced', tone: 'danger', icon: MailX },
  complained: { word: 'Marked as spam', tone: 'danger', icon: MailWarning },
  failed: { word: 'Failed', tone: 'danger', icon: MailX },
  skipped: { word: 'Not sent', tone: 'warning', icon: MailWarning },
  cancelled: { word: 'Cancelled', tone: 'neutral', icon: CircleSlash },
}

export const stateWord = (state: PersonState) => STATES[state].word
export const deliveryWord = (state: DeliveryState) => DELIVERIES[state].word

/** Where the invitation stands; `detail` says when and why. */
export function StateBadge({ state, detail }: { state: PersonState; detail: string | null }) {
  return <LookBadge {...STATES[state]} subject="Invitation" detail={detail} />
}

/** Where its mail stands, which is another question: an invitation can be open and its mail have come back. */
export function DeliveryBadge({ state, detail }: { state: DeliveryState; detail: string | null }) {
  return <LookBadge {...DELIVERIES[state]} subject="Mail" detail={detail} />
}

type LookBadgeProps = Look & { subject: string; detail: string | null }

function LookBadge({ word, tone, icon: Icon, subject, detail }: LookBadgeProps) {
  return (
    <span title={detail ?? undefined} className="inline-flex">
      <Badge tone={tone} icon={<Icon aria-hidden />}>
        <span className="sr-only">{subject}: </span>
        {word}
      </Badge>
    </span>
  )
}
