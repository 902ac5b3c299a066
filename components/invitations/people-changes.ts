import { formatDateTime } from '@/lib/dates'
import { errorMessage } from '@/lib/error-messages'
import { toAppError, type AppError } from '@/lib/errors'
import type { InvitedPerson } from '@/lib/rules/invitation-people'
import type { Refused } from '@/lib/rules/refused-people'

/** So many calls of one bulk action run at a time: quick, and no burst for the server. */
const AT_ONCE = 4

/** Does `work` for everybody, a few at a time. One that fails stops nobody else. */
export async function each(
  people: readonly InvitedPerson[],
  work: (person: InvitedPerson) => Promise<unknown>,
): Promise<{ done: InvitedPerson[]; refused: Refused[] }> {
  const done: InvitedPerson[] = []
  const refused: Refused[] = []
  const waiting = [...people]
  async function next(): Promise<void> {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      try {
        await work(person)
        done.push(person)
      } catch (error) {
        refused.push({ person, error: toAppError(error) })
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return { done, refused }
}

/** What went wrong, and what to do about it: when it is possible again where the database says so. */
export function refusalWords(error: AppError, timeZone: string): { title: string; advice: string } {
  const { title, advice } = errorMessage(error)
  const possibleAt = error.code === 'mailed_recently' ? error.details : null
  const again = possibleAt ? `Possible again at ${formatDateTime(possibleAt, timeZone, 'time')}. ` : ''
  return { title, advice: again + advice }
}
