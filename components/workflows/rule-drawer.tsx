'use client'

import { Drawer, DrawerContent } from '@/components/ui/drawer'
import { RuleForm } from '@/components/workflows/rule-form'
import { useLeaveQuestion } from '@/components/ui/use-leave-question'
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

export function RuleDrawer(props: RuleDrawerProps) {
  const { rule, onClose } = props
  const leave = useLeaveQuestion(onClose)
  return (
    <Drawer {...leave.root}>
      <DrawerContent title={rule ? 'Edit rule' : 'New rule'} {...leave.content}>
        <RuleForm {...props} {...leave.form} />
      </DrawerContent>
    </Drawer>
  )
}
