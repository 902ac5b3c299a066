import {
  Ban,
  ChevronDown,
  ChevronUp,
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePlay,
  CircleSlash,
  Clock,
  Ellipsis,
  Equal,
  Globe,
  Lock,
  Mail,
  MapPin,
  RadioTower,
} from 'lucide-react'

const SHEET = {
  ban: Ban,
  'chevron-down': ChevronDown,
  'chevron-up': ChevronUp,
  circle: Circle,
  'circle-alert': CircleAlert,
  'circle-check': CircleCheck,
  'circle-dashed': CircleDashed,
  'circle-dot': CircleDot,
  'circle-play': CirclePlay,
  'circle-slash': CircleSlash,
  clock: Clock,
  ellipsis: Ellipsis,
  equal: Equal,
  globe: Globe,
  lock: Lock,
  mail: Mail,
  'map-pin': MapPin,
  'radio-tower': RadioTower,
}

export type SheetIconName = keyof typeof SHEET

/** The drawings that `SheetIcon` repeats. The shell holds them, once a page. */
export function IconSheet() {
  return (
    <svg aria-hidden className="hidden">
      {Object.entries(SHEET).map(([name, Icon]) => (
        <Icon key={name} id={`icon-${name}`} />
      ))}
    </svg>
  )
}

/**
 * An icon that stands in every row of a list. Drawn anew each time, the same ten icons were half of all elements of the
 * run list and a third of the time that the server took for it.
 */
export function SheetIcon({ name, className }: { name: SheetIconName; className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className}>
      <use href={`#icon-${name}`} />
    </svg>
  )
}
