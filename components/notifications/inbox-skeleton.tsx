import { Skeleton } from '@/components/ui/skeleton'

export function InboxSkeleton() {
  return (
    <div aria-busy className="divide-y divide-border">
      <span className="sr-only">Loading notifications</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="flex gap-3 px-4 py-3">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="mt-2 h-4 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
