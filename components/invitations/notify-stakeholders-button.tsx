'use client'

import { UserPlus } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useAddressQuery } from '@/components/ui/use-address-query'
import { useShortcut } from '@/components/ui/use-shortcut'

/** Opens the dialog that `StakeholdersPanel` renders on the same page. */
export function NotifyStakeholdersButton() {
  const { setQuery } = useAddressQuery()
  const open = () => setQuery({ notify: 'invite' })
  useShortcut('invite', open)
  return (
    <Button onClick={open}>
      <UserPlus aria-hidden />
      Invite
    </Button>
  )
}
