import { describe, expect, it } from 'vitest'
import {
  addRows,
  chunked,
  correctRow,
  isSendable,
  MOST_ROWS,
  resultCsv,
  toInvitationRow,
  verdictOf,
  type DraftRow,
} from '@/lib/rules/invitation-draft'
import { grantableRoles, readRole, RUN_ROLES, TEAM_ROLES } from '@/lib/rules/invitation-roles'
import { parseRecipients } from '@/lib/rules/recipients'

let last = 0
const newId = () => `row-${++last}`
const rowsOf = (text: string) => addRows([], parseRecipients(text).recipients, RUN_ROLES, newId).rows
const firstOf = (text: string): DraftRow => {
  const [row] = rowsOf(text)
  if (!row) throw new Error(`No row in "${text}".`)
  return row
}

describe('addRows', () => {
  it('adds nobody twice', () => {
    const rows = rowsOf('ann@x.io, bob@x.io')
    const added = addRows(rows, parseRecipients('BOB@x.io, cat@x.io').recipients, RUN_ROLES, newId)
    expect(added.rows.map((row) => row.value)).toEqual(['ann@x.io', 'bob@x.io', 'cat@x.io'])
    expect(added.duplicates).toBe(1)
  })

  it('stops at the limit and says how many were left out', () => {
    const many = Array.from({ length: MOST_ROWS + 3 }, (_, index) => `p${index}@x.io`).join('\n')
    const { rows, cut } = addRows([], parseRecipients(many).recipients, RUN_ROLES, newId)
    expect([rows.length, cut]).toEqual([MOST_ROWS, 3])
  })

  it('takes a role from the file, and asks when there is no such role', () => {
    const person = { kind: 'email', value: 'ann@x.io', name: null, problem: null } as const
    const [known] = addRows([], [{ ...person, role: 'Contractor' }], RUN_ROLES, newId).rows
    const [unknown] = addRows([], [{ ...person, role: 'boss' }], RUN_ROLES, newId).rows
    expect(known).toMatchObject({ role: 'contractor', unknownRole: null })
    expect(unknown && verdictOf(unknown, undefined)).toMatchObject({ kind: 'fix', words: 'Unknown role' })
  })
})

describe('a row', () => {
  it('is put right in place and keeps its name', () => {
    const corrected = correctRow(firstOf('Ann <ann@x>'), 'ann@x.io')
    expect(corrected).toMatchObject({ value: 'ann@x.io', name: 'Ann', problem: null })
    expect(isSendable(corrected)).toBe(true)
    expect(isSendable(correctRow(corrected, ''))).toBe(false)
  })

  it('is judged by the parser first, then by the database', () => {
    expect(verdictOf(firstOf('ann@x'), 'invited')).toMatchObject({ kind: 'fix' })
    expect(verdictOf(firstOf('ann@x.io'), undefined)).toBeNull()
    expect(verdictOf(firstOf('ann@x.io'), 'invited')).toMatchObject({ kind: 'good' })
    expect(verdictOf(firstOf('ann@x.io'), 'suppressed')).toMatchObject({ kind: 'skip' })
  })

  it('says when its message is cut, and never cuts a character in two', () => {
    const person = { kind: 'email', value: 'ann@x.io', name: null, problem: null } as const
    const [whole, long] = ['🏮'.repeat(500), `${'🏮'.repeat(500)}!`].map((message) => {
      const [row] = addRows([], [{ ...person, message }], RUN_ROLES, newId).rows
      if (!row) throw new Error('No row.')
      return { words: verdictOf(row, 'invited')?.words, sent: toInvitationRow(row, 'observer', '').message }
    })
    expect(whole).toEqual({ words: 'Ready', sent: '🏮'.repeat(500) })
    expect(long).toEqual({ words: 'Message cut', sent: '🏮'.repeat(500) })
  })

  it('is sent with its own role and message before those of everybody', () => {
    const row = firstOf('Ann <ann@x.io>')
    expect(toInvitationRow(row, 'observer', ' Hello ')).toEqual({
      email: 'ann@x.io',
      name: 'Ann',
      role: 'observer',
      message: 'Hello',
    })
    expect(
      toInvitationRow({ ...row, role: 'contractor', message: 'Own' }, 'observer', 'Hello'),
    ).toMatchObject({ role: 'contractor', message: 'Own' })
    expect(toInvitationRow(firstOf('+44 20 7946 0018'), 'observer', '')).toEqual({
      phone: '+442079460018',
      role: 'observer',
    })
  })
})

it('writes links into the result only when asked to, and no formulas', () => {
  const sent = [
    { row: firstOf('"=1+1" <ann@x.io>'), outcome: 'invited', invitationId: 'i', link: 'https://x/i/t' },
  ] as const
  expect(resultCsv(sent, 'observer', false)).not.toContain('https://')
  expect(resultCsv(sent, 'observer', true)).toContain('https://x/i/t')
  expect(resultCsv(sent, 'observer', false)).toContain("'=1+1")
})

it('cuts a list into parts that together are the list', () => {
  expect(chunked([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(chunked([], 2)).toEqual([])
})

describe('roles', () => {
  it('never go above one’s own', () => {
    expect(grantableRoles(TEAM_ROLES, 'agency_admin')).toEqual(['team_member', 'agency_admin'])
    expect(grantableRoles(TEAM_ROLES, 'agency_owner')).toEqual([...TEAM_ROLES])
    expect(grantableRoles(RUN_ROLES, 'team_member')).toEqual([...RUN_ROLES])
  })

  it('are read as people write them', () => {
    expect(readRole(TEAM_ROLES, ' Team Member ')).toBe('team_member')
    expect(readRole(TEAM_ROLES, 'admin')).toBe('agency_admin')
    expect(readRole(RUN_ROLES, 'agency_owner')).toBeNull()
  })
})
