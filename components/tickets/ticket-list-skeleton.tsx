import { Skeleton } from '@/components/ui/skeleton'

const TITLE_WIDTHS = ['w-64', 'w-48', 'w-72', 'w-56', 'w-60', 'w-44']

export function TicketListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border">
      <p role="status" className="sr-only">
        Loading tickets
      </p>
      {TITLE_WIDTHS.map((width) => (
        <div key={width} className="flex h-13 items-center gap-6 px-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="ml-auto h-4 w-20" />
          <Skeleton className="hidden h-4 w-32 sm:block" />
        </div>
      ))}
    </div>
  )
}
