'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { DryRunResult } from '@/components/workflows/dry-run-result'
import { RuleWords } from '@/components/workflows/rule-words'
import type { Rule } from '@/lib/queries/workflows'

type RuleTrialProps = { rule: Rule; timeZone: string; onSwitch: () => void; onClose: () => void }

/** What a rule would have done, before it is switched on and begins to do it. */
export function RuleTrial({ rule, timeZone, onSwitch, onClose }: RuleTrialProps) {
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={rule.isOn ? `Try “${rule.name}”` : `Switch on “${rule.name}”?`}
        description={<RuleWords rule={rule} names={rule.names} />}
        size="lg"
      >
        <DialogBody className="pb-4">
          <DryRunResult rule={rule} timeZone={timeZone} />
        </DialogBody>
        <DialogFooter>
          {rule.isOn ? (
            <Button onClick={onClose}>Close</Button>
          ) : (
            <>
              <p className="mr-auto text-sm text-text-muted">Nothing from before is touched.</p>
              <Button variant="ghost" onClick={onClose}>
                Leave it off
              </Button>
              <Button variant="primary" onClick={onSwitch}>
                Switch on
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
