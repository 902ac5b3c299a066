import { Skeleton } from '@/components/ui/skeleton'

const NAME_WIDTHS = ['w-56', 'w-40', 'w-64', 'w-48', 'w-52']

export function DocumentListSkeleton() {
  return (
    <div aria-busy="true" className="divide-y divide-border">
      <p role="status" className="sr-only">
        Loading documents
      </p>
      {NAME_WIDTHS.map((width) => (
        <div key={width} className="flex h-15 items-center gap-3 px-4">
          <Skeleton className="size-9" />
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="ml-auto hidden h-4 w-32 sm:block" />
        </div>
      ))}
    </div>
  )
}
