/**
 * Puts text on the clipboard that is still being fetched. Browsers allow it only in answer to a press, so those that can
 * are given the promise at once, while the press still counts. Returns false when the browser refused.
 */
export async function copyText(text: Promise<string>): Promise<boolean> {
  try {
    if (typeof ClipboardItem !== 'undefined' && 'write' in navigator.clipboard) {
      const blob = text.then((value) => new Blob([value], { type: 'text/plain' }))
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    } else await navigator.clipboard.writeText(await text)
    return true
  } catch {
    // That the text could not be had is an error of its own; that it could not be copied is not.
    await text
    return false
  }
}
