'use client'

import dynamic from 'next/dynamic'
import { useCallback, useEffect, useState } from 'react'
import type { FormAction } from '@/components/auth/form-state'
import type { SignInAgainStep } from '@/components/auth/session-dialog'
import { paths } from '@/lib/paths'
import { onSessionExpired } from '@/lib/session-events'

const SessionDialog = dynamic(
  () => import('@/components/auth/session-dialog').then((module) => module.SessionDialog),
  {
    ssr: false,
  },
)

type SessionGuardProps = { email: string; userId: string; action: FormAction<SignInAgainStep> }

/** Waits for a request to find that the session has ended, and then asks for the password over the page as it stands. */
export function SessionGuard({ email, userId, action }: SessionGuardProps) {
  const [isExpired, setIsExpired] = useState(false)
  useEffect(() => onSessionExpired(() => setIsExpired(true)), [])

  const checkSession = useCallback(async (): Promise<boolean> => {
    const response = await fetch(paths.token(), { cache: 'no-store' }).catch(() => null)
    if (!response?.ok) return false
    const { userId: present } = (await response.json()) as { userId: string }
    // Another person signed in meanwhile: nothing of this page may be shown to them, or saved in their name.
    if (present !== userId) location.assign(paths.home())
    return present === userId
  }, [userId])

  if (!isExpired) return null
  return (
    <SessionDialog
      email={email}
      action={action}
      checkSession={checkSession}
      onSignedIn={() => setIsExpired(false)}
    />
  )
}
