import { Skeleton } from '@/components/ui/skeleton'

const NAME_WIDTHS = ['w-56', 'w-40', 'w-64', 'w-48', 'w-52', 'w-36']

export function RunListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border">
      <p role="status" className="sr-only">
        Loading runs
      </p>
      {NAME_WIDTHS.map((width) => (
        <div key={width} className="flex h-16 items-center gap-6 px-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="ml-auto h-4 w-20" />
          <Skeleton className="hidden h-4 w-32 sm:block" />
        </div>
      ))}
    </div>
  )
}
