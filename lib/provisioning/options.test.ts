import { describe, expect, test } from 'vitest'
import { accept, readExceptions } from '@/lib/provisioning/exceptions'
import { helpText } from '@/lib/provisioning/help'
import { COMMANDS, parseOptions, UsageError } from '@/lib/provisioning/options'

describe('what is typed', () => {
  test.each([
    [
      ['audit', '--org', 'harbour', '--json'],
      { command: 'audit', org: 'harbour', isJson: true, layout: 'shared' },
    ],
    [['provision', '--all', '--dry-run'], { command: 'provision', org: null, isDryRun: true }],
    [['rollback', '--to', 'abc'], { command: 'rollback', run: 'abc' }],
    [
      ['audit', '--layout', 'schema-per-org', '--reference', 'blueprint'],
      { layout: 'schema-per-org', reference: 'blueprint' },
    ],
    [
      ['provision', '--org', 'quay', '--name', 'Quay', '--owner', 'a@b.test'],
      { name: 'Quay', owner: 'a@b.test' },
    ],
    [[], { help: null }],
    [['--help'], { help: null }],
    [['audit', '--help'], { help: 'audit' }],
    [['help', 'erase'], { help: 'erase' }],
  ])('%j is understood', (argv, wanted) => {
    expect(parseOptions(argv)).toMatchObject(wanted)
  })

  test.each([
    [['dance']],
    [['audit', 'harbour']],
    [['audit', '--org']],
    [['audit', '--unknown']],
    [['audit', '--org', 'a', '--all']],
    [['audit', '--layout', 'other']],
    [['audit', '--layout', 'schema-per-org']],
    [['audit', '--reference', 'blueprint']],
    [['provision']],
    [['rollback']],
    [['provision', '--org', 'quay', '--name', 'Quay']],
    [['audit', '--json', '--name', 'Quay', '--owner', 'a@b.test']],
  ])('%j is not', (argv) => {
    expect(() => parseOptions(argv)).toThrow(UsageError)
  })
})

test('every command has help with an example that can be typed', () => {
  for (const command of COMMANDS) {
    const examples = helpText(command).match(/^ {2}npm run org -- .*?(?= {2}#| +#)/gm) ?? []
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      const argv = example
        .replace(/^ *npm run org -- /, '')
        .replace(/ > .*$/, '')
        .trim()
      const words = [...argv.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
      expect(parseOptions(words)).toMatchObject({ command })
    }
  }
})

describe('reviewed exceptions', () => {
  const exception = { id: 'extra:index:a', target: '*', reason: 'tried', owner: 'Ann', expires: '2027-01-31' }

  test('are whole or refused', () => {
    expect(readExceptions(JSON.stringify([exception]))).toEqual([exception])
    for (const part of ['id', 'reason', 'owner', 'expires'])
      expect(() => readExceptions(JSON.stringify([{ ...exception, [part]: '' }]))).toThrow(
        part === 'expires' ? /expires/ : part,
      )
    expect(() => readExceptions(JSON.stringify([{ ...exception, expires: 'never' }]))).toThrow(/expire/)
    expect(() => readExceptions('{}')).toThrow(/list/)
  })

  test('count until their last day, for the organisation they name', () => {
    const finding = { id: exception.id } as Parameters<typeof accept>[0][number]
    const left = (target: string, of: string, day: string) =>
      accept([finding], [{ ...exception, target: of }], target, new Date(`${day}T23:00:00Z`)).findings.length
    expect(left('harbour', '*', '2027-01-31')).toBe(0)
    expect(left('harbour', 'harbour', '2027-01-31')).toBe(0)
    expect(left('harbour', 'linden', '2027-01-31')).toBe(1)
    expect(left('harbour', '*', '2027-02-01')).toBe(1)
  })
})
