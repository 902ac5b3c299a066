import { Skeleton } from '@/components/ui/skeleton'

/** The shape of the overview, so that nothing jumps when it arrives. */
export default function HomeLoading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-7 w-24" />
      <Skeleton className="mt-2 h-5 w-64 max-w-full" />
      <div className="mt-8 grid gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Skeleton className="h-96" />
        <div className="flex flex-col gap-8">
          <Skeleton className="h-40" />
          <Skeleton className="h-40" />
        </div>
      </div>
    </div>
  )
}
