import { refusalWords } from '@/components/invitations/people-changes'
import { Notice } from '@/components/ui/notice'
import { personLabel } from '@/lib/rules/invitation-people'
import { groupRefused, type Refused } from '@/lib/rules/refused-people'
import { countOf } from '@/lib/rules/run-words'

const NAMES_SHOWN = 5

/** Whom something could not be done for, by reason. They are still selected, so that another button can be tried. */
export function PeopleRefused({ refused, timeZone }: { refused: readonly Refused[]; timeZone: string }) {
  const title = refused.length === 1 ? 'Not done for 1 person' : `Not done for ${refused.length} people`
  return (
    <Notice
      tone="warning"
      isAlert
      title={`${title}, still selected`}
      className="rounded-none border-t border-border"
    >
      <ul aria-label="Why not" className="flex flex-col gap-1.5">
        {groupRefused(refused).map(({ error, people }) => {
          const { title: reason, advice } = refusalWords(error, timeZone)
          const more = people.length - NAMES_SHOWN
          return (
            <li key={error.code}>
              <span className="text-text">{reason}: </span>
              {people.slice(0, NAMES_SHOWN).map((person, index) => (
                <span key={person.id}>
                  {index > 0 ? ', ' : ''}
                  <bdi>{personLabel(person)}</bdi>
                </span>
              ))}
              {more > 0 ? ` and ${countOf(more, 'other')}` : ''}. {advice}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}
