'use client'

import type { Route } from 'next'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { DiscardQuestion } from '@/components/ui/discard-question'

/** While something is unsaved, a link that leads away asks first. */
export function LeaveGuard({ isDirty, onDiscard }: { isDirty: boolean; onDiscard: () => void }) {
  const router = useRouter()
  const pathname = usePathname()
  const [wanted, setWanted] = useState<string | null>(null)

  useEffect(() => {
    if (!isDirty) return
    function handleClick(event: MouseEvent): void {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (
        !(link instanceof HTMLAnchorElement) ||
        event.button !== 0 ||
        link.target !== '' ||
        link.download !== ''
      )
        return
      // A new tab leaves this one as it is; other addresses leave the app, and then the browser asks.
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      if (link.origin !== location.origin || link.pathname === pathname) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(`${link.pathname}${link.search}`)
    }
    // Before React sees it, which would already follow the link.
    document.addEventListener('click', handleClick, true)
    return () => document.removeEventListener('click', handleClick, true)
  }, [isDirty, pathname])

  if (wanted === null) return null
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && setWanted(null)}>
      <DialogContent title="You have unsaved changes" size="sm">
        <DialogBody className="pb-4 text-sm text-text-muted">
          What you wrote here is not saved. Leaving throws it away.
        </DialogBody>
        <DialogFooter>
          <DiscardQuestion
            onKeep={() => setWanted(null)}
            onDiscard={() => {
              setWanted(null)
              onDiscard()
              router.push(wanted as Route)
            }}
          />
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
