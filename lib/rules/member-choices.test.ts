import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/queries/members'
import { memberChoices } from '@/lib/rules/member-choices'

const person = (id: string, role: Role) => ({ id, role })
const OLIVIA = person('olivia', 'agency_owner')
const ADAM = person('adam', 'agency_admin')
const TARA = person('tara', 'team_member')
const VERA = person('vera', 'client_viewer')
const TEAM = [OLIVIA, ADAM, TARA]

describe('memberChoices', () => {
  it('lets owners change everybody but themselves', () => {
    expect(memberChoices(ADAM, TEAM, OLIVIA)).toMatchObject({
      canRemove: true,
      roles: ['team_member', 'agency_admin', 'agency_owner'],
    })
    expect(memberChoices(VERA, [VERA], OLIVIA)).toMatchObject({ canRemove: true, roles: ['client_viewer'] })
  })

  it('keeps the last owner and says why', () => {
    expect(memberChoices(OLIVIA, TEAM, OLIVIA)).toMatchObject({
      roles: ['agency_owner'],
      note: expect.stringContaining('only owner') as unknown,
    })
    expect(memberChoices(OLIVIA, TEAM, ADAM)).toMatchObject({ canRemove: false })
  })

  it('lets one of two owners leave, and each change the other', () => {
    const other = person('oscar', 'agency_owner')
    expect(memberChoices(OLIVIA, [...TEAM, other], OLIVIA)).toMatchObject({
      canRemove: true,
      roles: ['agency_owner'],
      note: null,
    })
    expect(memberChoices(other, [...TEAM, other], OLIVIA).roles).toHaveLength(3)
    expect(memberChoices(other, [...TEAM, other], ADAM)).toMatchObject({
      canRemove: false,
      note: 'Only owners change owners.',
    })
  })

  it('never lets admins make owners', () => {
    expect(memberChoices(TARA, TEAM, ADAM).roles).toEqual(['team_member', 'agency_admin'])
  })

  it('lets team members look only', () => {
    for (const one of TEAM) {
      expect(memberChoices(one, TEAM, TARA)).toEqual({ roles: [one.role], canRemove: false, note: null })
    }
  })
})
