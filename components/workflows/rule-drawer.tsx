'use client'

import { useState } from 'react'
import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { RuleForm } from '@/components/workflows/rule-form'
import type { Rule } from '@/lib/queries/workflows'

export type RuleDrawerProps = {
  agencyId: string
  timeZone: string
  /** The rule to change; null makes a new one. */
  rule: Rule | null
  onClose: () => void
  onCreated: (ruleId: string) => void
  onChanged: (before: Rule, version: number) => void
}

/** Closing with unsaved changes asks once, in the drawer itself; nothing typed is lost by a stray click. */
export function RuleDrawer(props: RuleDrawerProps) {
  const { rule, onClose } = props
  const [isDirty, setIsDirty] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const requestClose = () => (isDirty ? setIsAsking(true) : onClose())
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && requestClose()}>
      <DrawerContent
        title={rule ? 'Edit rule' : 'New rule'}
        onInteractOutside={(event) => isDirty && event.preventDefault()}
      >
        <RuleForm
          {...props}
          isAsking={isAsking}
          onDirty={setIsDirty}
          onKeep={() => setIsAsking(false)}
          onCancel={requestClose}
        />
      </DrawerContent>
    </Drawer>
  )
}
