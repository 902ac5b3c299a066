'use client'

import { useId, useState } from 'react'
import { hasSingleKeys, isShortcutActive, setSingleKeys } from '@/components/ui/use-shortcut'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Switch } from '@/components/ui/switch'
import { SHORTCUTS, writtenKeys, type Shortcut } from '@/lib/shortcuts'

const GROUPS: readonly Shortcut['group'][] = ['Everywhere', 'Go to', 'On this page']

/** Lists the shortcuts that do something on the page behind it. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  const [isOn, setIsOn] = useState(hasSingleKeys)
  const switchId = useId()
  const active = SHORTCUTS.filter((shortcut) => isShortcutActive(shortcut.id))

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Keyboard shortcuts">
        <DialogBody className="flex flex-col gap-5 pb-5">
          {GROUPS.map((group) => {
            const shortcuts = active.filter((shortcut) => shortcut.group === group)
            if (shortcuts.length === 0) return null
            return (
              <section key={group}>
                <h3 className="mb-1 text-xs font-medium text-text-subtle">{group}</h3>
                <dl>
                  {shortcuts.map((shortcut) => (
                    <div key={shortcut.id} className="flex min-h-8 items-center justify-between gap-4">
                      <dt>{shortcut.label}</dt>
                      <dd className="flex gap-1">
                        {writtenKeys(shortcut.keys, isMac).map((key, index) => (
                          <Kbd key={index}>{key}</Kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          })}
        </DialogBody>
        <DialogFooter>
          <label htmlFor={switchId} className="mr-auto text-sm text-text-muted">
            Shortcuts of a single key
          </label>
          <Switch
            id={switchId}
            checked={isOn}
            onChange={(event) => {
              setSingleKeys(event.target.checked)
              setIsOn(event.target.checked)
            }}
          />
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
