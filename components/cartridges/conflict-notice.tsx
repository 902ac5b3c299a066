import type { Conflict } from '@/components/cartridges/use-save-cartridge'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** What somebody else saved meanwhile. Nothing of either is lost: the next press saves what the form shows. */
export function ConflictNotice({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { isGone, changes, clashes } = conflict
  return (
    <Notice
      tone="warning"
      isAlert
      title={isGone ? 'It was deleted meanwhile' : 'Somebody saved this meanwhile'}
      className="mb-4"
      action={
        <Button size="sm" onClick={onClose}>
          Got it
        </Button>
      }
    >
      {isGone ? (
        <p>What you wrote is kept. Saving makes it again.</p>
      ) : (
        <>
          <ul className="list-disc pl-4">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <p className="mt-1.5">
            {clashes.length === 0
              ? 'Their changes and yours are both in the form now. Save to keep both.'
              : `You both changed ${clashes.join(', ')}: there the form shows yours. Save to keep it.`}
          </p>
        </>
      )}
    </Notice>
  )
}
