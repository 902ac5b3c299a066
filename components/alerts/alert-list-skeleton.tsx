import { Skeleton } from '@/components/ui/skeleton'

const TITLE_WIDTHS = ['w-64', 'w-48', 'w-72', 'w-56', 'w-60', 'w-40']

export function AlertListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border">
      <p role="status" className="sr-only">
        Loading alerts
      </p>
      {TITLE_WIDTHS.map((width) => (
        <div key={width} className="flex h-15 items-center gap-6 px-4">
          <Skeleton className="h-4 w-18" />
          <Skeleton className={`h-4 max-w-full ${width}`} />
          <Skeleton className="ml-auto hidden h-4 w-24 sm:block" />
        </div>
      ))}
    </div>
  )
}
