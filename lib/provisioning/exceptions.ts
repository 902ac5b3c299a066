import type { Found } from '@/lib/provisioning/report'

/** A finding that somebody looked at and takes responsibility for, until a day. */
export interface Exception {
  id: string
  /** The organisation it is about; `*` for all. */
  target: string
  reason: string
  owner: string
  /** Last day on which it counts, as 2027-01-31. */
  expires: string
}

/**
 * Reads a file of exceptions. Each names a finding's id, an organisation or `*`, a reason, an owner and a last day; anything less is
 * refused, because an exception that nobody owns or that never ends hides a fault for good.
 */
export function readExceptions(text: string): Exception[] {
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) throw new Error('The file of exceptions is not a list.')
  return list.map((entry: unknown, index) => {
    const field = (name: string, fallback?: string): string => {
      const value: unknown =
        typeof entry === 'object' && entry !== null ? Reflect.get(entry, name) : undefined
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
      if (fallback !== undefined) return fallback
      throw new Error(`Exception ${String(index + 1)} has no ${name}.`)
    }
    const expires = field('expires')
    if (!/^\d{4}-\d{2}-\d{2}$/.test(expires) || Number.isNaN(Date.parse(expires)))
      throw new Error(`Exception ${String(index + 1)} does not expire on a day such as 2027-01-31.`)
    return {
      id: field('id'),
      target: field('target', '*'),
      reason: field('reason'),
      owner: field('owner'),
      expires,
    }
  })
}

/** Takes out of the findings what is accepted today. What has expired counts again. */
export function accept(
  findings: readonly Found[],
  exceptions: readonly Exception[],
  target: string,
  now: Date,
): { findings: Found[]; accepted: { finding: Found; exception: Exception }[] } {
  const today = now.toISOString().slice(0, 10)
  const accepted: { finding: Found; exception: Exception }[] = []
  const left = findings.filter((finding) => {
    const exception = exceptions.find(
      ({ id, target: of, expires }) => id === finding.id && (of === '*' || of === target) && expires >= today,
    )
    if (exception) accepted.push({ finding, exception })
    return !exception
  })
  return { findings: left, accepted }
}
