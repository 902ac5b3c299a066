/** The tabs come first in the dialog, but people open it to type. */
export function focusFirstText(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  const box = event.currentTarget.querySelector<HTMLElement>('textarea, input[type="text"]')
  ;(box ?? event.currentTarget).focus()
}
