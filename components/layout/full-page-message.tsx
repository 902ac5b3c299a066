import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'

/** A page that has only one thing to say: not found, out of reach. */
export function FullPageMessage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="px-6 py-5">
        <Brand />
      </div>
      <main className="flex flex-1 items-center justify-center pb-24">{children}</main>
    </div>
  )
}
