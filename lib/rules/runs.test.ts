import { expect, it } from 'vitest'
import { duplicateName, isUuid, RUN_NAME_MAX_LENGTH } from '@/lib/rules/runs'

it('a duplicate says what it is, once', () => {
  expect(duplicateName('Walk')).toBe('Copy of Walk')
  expect(duplicateName('Copy of Walk')).toBe('Copy of Walk')
})

it('a duplicate of the longest name can still be saved, without half a character at its end', () => {
  const name = duplicateName('🎪'.repeat(RUN_NAME_MAX_LENGTH))
  expect(Array.from(name)).toHaveLength(RUN_NAME_MAX_LENGTH)
  expect(name.endsWith('🎪')).toBe(true)
})

it.each([
  '',
  '1',
  'not-an-id',
  '60000000-0000-4000-8000-00000001002',
  "60000000-0000-4000-8000-000000010021'",
])('%j is no id that the database would take', (value) => expect(isUuid(value)).toBe(false))
