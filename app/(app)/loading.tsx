import { Skeleton } from '@/components/ui/skeleton'

export default function AppLoading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="mt-2 h-5 w-72 max-w-full" />
      <div className="mt-8 flex flex-col gap-2">
        {['w-full', 'w-full', 'w-11/12', 'w-full', 'w-10/12'].map((width, index) => (
          <Skeleton key={index} className={`h-12 ${width}`} />
        ))}
      </div>
    </div>
  )
}
