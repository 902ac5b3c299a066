import { cn } from '@/lib/utils'

/** The mark: somebody in the middle, and those who listen around them. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <circle cx="16" cy="16" r="3" className="fill-accent-text" />
      <path
        d="M9.6 9.6a9 9 0 0 0 0 12.8M22.4 9.6a9 9 0 0 1 0 12.8"
        fill="none"
        className="stroke-accent-text"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}

export function Brand({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold tracking-tight', className)}>
      <BrandMark />
      AudienceOS
    </span>
  )
}
