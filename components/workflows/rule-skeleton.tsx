import { Skeleton } from '@/components/ui/skeleton'

export function RuleSkeleton() {
  return (
    <div aria-busy className="divide-y divide-border">
      <span className="sr-only">Loading</span>
      {['first', 'second', 'third'].map((row) => (
        <div key={row} className="flex gap-3 px-4 py-3.5">
          <Skeleton className="h-6 w-10 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-56 max-w-full" />
            <Skeleton className="mt-2 h-3.5 w-96 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  )
}
