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
      <Skeleton className="mt-8 h-28" />
      <Skeleton className="mt-8 h-96" />
      <div className="mt-8 grid gap-4 md:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-72" />
      </div>
    </div>
  )
}
