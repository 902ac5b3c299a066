/** So long one slice of work may take: half of what a person begins to notice, and far below a long task (50 ms). */
const SLICE_MS = 12

/** Lets the page paint and answer the keyboard before more is done. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

/**
 * Does `work` for each of `items`, however many, a few milliseconds at a time, so that the page stays responsive.
 * `onProgress` hears after each slice how many are done. A short list is done within the first slice, without any wait.
 */
export async function inSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  onProgress?: (done: number) => void,
): Promise<void> {
  let done = 0
  let end = performance.now() + SLICE_MS
  for (const item of items) {
    work(item)
    done++
    if (performance.now() < end) continue
    onProgress?.(done)
    await nextTask()
    end = performance.now() + SLICE_MS
  }
}
