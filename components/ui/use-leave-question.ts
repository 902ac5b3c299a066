import { useState } from 'react'

/** What a form in a drawer or a dialog is given, so that leaving it with something typed asks once, in the form itself. */
export type LeaveQuestion = {
  /** Whether the form asks right now if what was typed may go. */
  isAsking: boolean
  onDirty: (isDirty: boolean) => void
  /** The answer: it stays. */
  onKeep: () => void
  /** Closes without a question: all is saved, or the answer was that it may go. */
  onClose: () => void
  /** Closes, but asks first when there is something to lose. */
  onCancel: () => void
}

/**
 * For the drawer or dialog around such a form: no stray click, Escape or Cancel loses what was typed. `isOtherDirty`: what is not
 * in the form that is told of here would be lost, too.
 */
export function useLeaveQuestion(onClose: () => void, isOtherDirty = false) {
  const [isFormDirty, setIsDirty] = useState(false)
  const isDirty = isFormDirty || isOtherDirty
  const [isAsking, setIsAsking] = useState(false)
  const onCancel = () => (isDirty ? setIsAsking(true) : onClose())
  const form: LeaveQuestion = {
    isAsking,
    onDirty: setIsDirty,
    onKeep: () => setIsAsking(false),
    onClose,
    onCancel,
  }
  return {
    isDirty,
    form,
    root: { open: true, onOpenChange: (isOpen: boolean) => !isOpen && onCancel() },
    content: { onInteractOutside: (event: Event) => isDirty && event.preventDefault() },
  }
}
