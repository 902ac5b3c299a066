import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'

/** A page that has only one thing to say: not found, out of reach. */
export function FullPageMessage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="px-6 py-5">
        <Brand />
      </header>
      <main className="flex flex-1 items-center justify-center pb-24">{children}</main>
    </div>
  )
}
