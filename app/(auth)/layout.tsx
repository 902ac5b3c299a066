import Link from 'next/link'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { paths } from '@/lib/paths'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="px-6 py-5">
        <Link prefetch={false} href={paths.landing()} className="rounded-md">
          <Brand />
        </Link>
      </header>
      <main className="flex flex-1 justify-center px-4 pt-[8vh] pb-16">
        <div className="w-full max-w-sm">{children}</div>
      </main>
    </div>
  )
}
