import { Button } from '@/components/ui/button'

type DiscardQuestionProps = { onKeep: () => void; onDiscard: () => void }

/** Stands in a dialog's footer once somebody is about to leave it with something unsaved. */
export function DiscardQuestion({ onKeep, onDiscard }: DiscardQuestionProps) {
  return (
    <>
      <p role="alert" className="mr-auto text-sm">
        Leave without saving?
      </p>
      <Button onClick={onKeep}>Keep editing</Button>
      <Button variant="danger" onClick={onDiscard}>
        Discard
      </Button>
    </>
  )
}
