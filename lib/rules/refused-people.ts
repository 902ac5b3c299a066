import type { AppError } from '@/lib/errors'
import type { InvitedPerson } from '@/lib/rules/invitation-people'

/** Somebody for whom something could not be done, and why. */
export type Refused = { person: InvitedPerson; error: AppError }

/** The same reason for many is one reason. Of several moments the last one is told: then it is possible for all of them. */
export function groupRefused(refused: readonly Refused[]): { error: AppError; people: InvitedPerson[] }[] {
  const groups = new Map<string, { error: AppError; people: InvitedPerson[] }>()
  for (const { person, error } of refused) {
    const group = groups.get(error.code)
    if (!group) groups.set(error.code, { error, people: [person] })
    else {
      group.people.push(person)
      if ((error.details ?? '') > (group.error.details ?? '')) group.error = error
    }
  }
  return [...groups.values()]
}
