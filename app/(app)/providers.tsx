'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { signInAgain } from '@/app/(auth)/actions'
import { SessionGuard } from '@/components/auth/session-guard'
import { ToastHost } from '@/components/ui/toast-host'
import { getQueryClient } from '@/lib/query-client'

/** What only signed-in pages need; public pages and sign-in stay light without it. */
export function Providers({
  email,
  userId,
  children,
}: {
  email: string
  userId: string
  children: ReactNode
}) {
  return (
    <QueryClientProvider client={getQueryClient()}>
      {children}
      <ToastHost />
      <SessionGuard email={email} userId={userId} action={signInAgain} />
    </QueryClientProvider>
  )
}
