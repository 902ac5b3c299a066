import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import type { InvitedPerson } from '@/lib/rules/invitation-people'
import { groupRefused } from '@/lib/rules/refused-people'

const refused = (name: string, error: AppError) => ({ person: { id: name, name } as InvitedPerson, error })
const told = (...all: ReturnType<typeof refused>[]) =>
  groupRefused(all).map(({ error, people }) => [error.code, error.details, people.map(({ name }) => name)])

describe('reasons why something was refused for some of many', () => {
  it('are told once each, in the order of the list, with everybody they hold for', () => {
    const ten = new AppError('too_many_resends')
    const gone = new AppError('invitation_revoked')
    expect(told(refused('Ann', ten), refused('Bob', gone), refused('Cat', ten))).toEqual([
      ['too_many_resends', ten.details, ['Ann', 'Cat']],
      ['invitation_revoked', gone.details, ['Bob']],
    ])
    expect(told()).toEqual([])
  })

  it('name the moment from which it is possible for all of them', () => {
    const at = (time: string) => new AppError('mailed_recently', `2026-11-22T${time}:00Z`)
    expect(
      told(refused('Ann', at('10:05')), refused('Bob', at('10:09')), refused('Cat', at('10:01'))),
    ).toEqual([['mailed_recently', '2026-11-22T10:09:00Z', ['Ann', 'Bob', 'Cat']]])
  })
})
