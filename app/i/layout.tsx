import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'

// The same for every invitation: what a chat program shows of a link must not tell a whole channel what it is about.
export const metadata: Metadata = {
  title: 'Invitation',
  description: 'Open the link to see who invites you.',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
  openGraph: { title: 'An invitation', description: 'Open the link to see who invites you.' },
}

export default function InvitationLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="px-5 py-5 sm:px-6">
        <Brand />
      </header>
      <main className="flex flex-1 justify-center px-4 pt-2 pb-16 sm:pt-[5vh]">
        <div className="w-full max-w-lg min-w-0">{children}</div>
      </main>
    </div>
  )
}
