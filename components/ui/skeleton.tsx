import { cn } from '@/lib/utils'

/** The shape of something that is still loading. Decorative: the region around it is marked `aria-busy`. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block animate-pulse rounded-md bg-hover', className)} />
}
