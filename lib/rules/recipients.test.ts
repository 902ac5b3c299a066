import { describe, expect, it } from 'vitest'
import { parseRecipients, readRecipients, recipientKey, toEmail, toPhone } from '@/lib/rules/recipients'

/** `Name <value>` for a good row, with the problem after it for a bad one. */
function found(text: string): string[] {
  return parseRecipients(text).recipients.map(({ name, value, problem }) =>
    [name ? `${name} <${value}>` : value, problem].filter(Boolean).join(' !'),
  )
}

const CASES: [about: string, text: string, expected: string[]][] = [
  ['nothing', ' \n\t ;, ', []],
  ['one address', 'ann@example.com', ['ann@example.com']],
  [
    'commas, semicolons, blanks and lines',
    'a@x.io, b@x.io; c@x.io d@x.io\r\ne@x.io',
    ['a@x.io', 'b@x.io', 'c@x.io', 'd@x.io', 'e@x.io'],
  ],
  ['a name in front', 'Ann Example <ann@example.com>', ['Ann Example <ann@example.com>']],
  [
    'a quoted name with a comma',
    '"Example, Ann" <ann@example.com>, bob@x.io',
    ['Ann Example <ann@example.com>', 'bob@x.io'],
  ],
  [
    'Outlook without quotes',
    'Doe, Jane <jane@x.io>; Roe, Rik <rik@x.io>',
    ['Jane Doe <jane@x.io>', 'Rik Roe <rik@x.io>'],
  ],
  [
    'Outlook separated by commas',
    'Doe, Jane <jane@x.io>, Roe, Rik <rik@x.io>',
    ['Jane Doe <jane@x.io>', 'Rik Roe <rik@x.io>'],
  ],
  [
    'a title after a comma is no given name',
    '"Ann Example, PhD" <ann@x.io>',
    ['Ann Example, PhD <ann@x.io>'],
  ],
  ['a calendar list', 'Ann Example (ann@x.io)\nBob (bob@x.io)', ['Ann Example <ann@x.io>', 'Bob <bob@x.io>']],
  ['the name as a comment', 'ann@x.io (Ann Example)', ['Ann Example <ann@x.io>']],
  ['old Outlook', 'Ann Example [mailto:ann@x.io]', ['Ann Example <ann@x.io>']],
  ['mailto links', 'mailto:ann@x.io?subject=Hi, <mailto:bob@x.io>', ['ann@x.io', 'bob@x.io']],
  [
    'header lines',
    'To: Ann <ann@x.io>, bob@x.io\nCc: "Roe, Cat" <cat@x.io>\nSubject: lunch, tomorrow',
    ['Ann <ann@x.io>', 'bob@x.io', 'Cat Roe <cat@x.io>'],
  ],
  ['headers on one line', 'To: ann@x.io; Cc: bob@x.io', ['ann@x.io', 'bob@x.io']],
  [
    'folded header lines',
    'To: Ann <ann@x.io>,\n Bob <bob@x.io>,\n\tcat@x.io',
    ['Ann <ann@x.io>', 'Bob <bob@x.io>', 'cat@x.io'],
  ],
  [
    'attendees of a calendar file',
    'ATTENDEE;CN="Example; Ann";ROLE=REQ-PARTICIPANT:mailto:an\n n@x.io\nORGANIZER;CN=Bob:mailto:bob@x.io',
    ['Example; Ann <ann@x.io>', 'Bob <bob@x.io>'],
  ],
  [
    'cells of a spreadsheet',
    'Ann\tExample\tann@x.io\nbob@x.io\tBob Roe\ncat@x.io\tdan@x.io',
    ['Ann Example <ann@x.io>', 'Bob Roe <bob@x.io>', 'cat@x.io', 'dan@x.io'],
  ],
  ['a name before a bare address', 'Ann Example ann@x.io', ['Ann Example <ann@x.io>']],
  [
    'bullets and dashes',
    '• Ann - ann@x.io\n- bob@x.io\n* cat@x.io',
    ['Ann <ann@x.io>', 'bob@x.io', 'cat@x.io'],
  ],
  [
    'byte order marks and invisible characters',
    '\ufeffann\u200b@x.io,\u00a0bob@x.io\u200e',
    ['ann@x.io', 'bob@x.io'],
  ],
  ['curly quotes', '“Example, Ann” <ann@x.io>', ['Ann Example <ann@x.io>']],
  ['wide separators and letters', 'ann@x.io，ｂｏｂ@x.io；cat@x.io', ['ann@x.io', 'bob@x.io', 'cat@x.io']],
  ['a full stop after the last one', 'ann@x.io, bob@x.io.', ['ann@x.io', 'bob@x.io']],
  ['an address as its own name', '"ann@x.io" <ann@x.io>', ['ann@x.io']],
  ['plus signs and apostrophes', "o'neil+runs@x.io", ["o'neil+runs@x.io"]],
  ['a domain of other letters', 'ann@bücher.example', ['ann@xn--bcher-kva.example']],
  ['a quote that never closes', 'Ann 5" <ann@x.io>, bob@x.io', ['Ann 5 <ann@x.io>', 'bob@x.io']],
  ['a bracket that never closes', 'Ann <ann@x.io', ['Ann <ann@x.io>']],
  ['phones', '+44 (0)20 7946 0018; 0049-30-901820', ['+442079460018', '+4930901820']],
  [
    'a phone with a name',
    'Ann Example +44 20 7946 0018, Bob <+4930901820>, tel:+15550100200',
    ['Ann Example <+442079460018>', 'Bob <+4930901820>', '+15550100200'],
  ],
  ['a phone without a country', '020 7946 0018', ['020 7946 0018 !phone_needs_country']],
  ['a phone that is too short', '+44 123', ['+44 123 !invalid_phone']],
  ['words alone', 'Ann Example', ['Ann Example !no_address']],
  ['no domain', 'ann@', ['ann@ !invalid_email']],
  ['no dot in the domain', 'ann@localhost', ['ann@localhost !invalid_email']],
  ['two at signs', 'ann@@x.io', ['ann@@x.io !invalid_email']],
  ['a dot too many', 'ann..b@x.io, ann.@x.io', ['ann..b@x.io !invalid_email', 'ann.@x.io !invalid_email']],
  [
    'a bad one keeps the good ones',
    'ann@x.io, nonsense, bob@x',
    ['ann@x.io', 'nonsense !no_address', 'bob@x !invalid_email'],
  ],
]

describe('parseRecipients', () => {
  it.each(CASES)('understands %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it('counts repeated people once, whatever the capitals, and keeps the first name it hears', () => {
    const parsed = parseRecipients('Ann@X.io, ann@x.io, Ann Example <ANN@x.IO>, bob@x.io')
    expect(parsed.duplicates).toBe(2)
    expect(parsed.recipients).toMatchObject([
      { value: 'Ann@x.io', name: 'Ann Example' },
      { value: 'bob@x.io', name: null },
    ])
  })

  it('reads ten thousand lines without making anybody wait', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, index) => `"Doe, Jane ${index}" <jane${index}@x.io>`,
    ).join('\n')
    const began = performance.now()
    expect(parseRecipients(text).recipients).toHaveLength(10_000)
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('never takes long over text made to make it slow', () => {
    for (const text of [
      '<'.repeat(50_000),
      '"'.repeat(50_001),
      'a@'.repeat(30_000),
      '('.repeat(50_000),
      `+${'1 '.repeat(40_000)}x`,
    ]) {
      const began = performance.now()
      parseRecipients(text)
      expect(performance.now() - began, text.slice(0, 4)).toBeLessThan(3_000)
    }
  })
})

describe('readRecipients', () => {
  it('asks the full parser about addresses that look odd and are right', async () => {
    const { recipients } = await readRecipients('Ann (from (the) office) <ann(home)@x.io>')
    expect(recipients).toMatchObject([{ value: 'ann@x.io', problem: null }])
  })

  it('says what is wrong with addresses that not even it understands', async () => {
    const { recipients } = await readRecipients('ann@@x.io')
    expect(recipients).toMatchObject([{ problem: 'invalid_email' }])
  })
})

describe('toEmail', () => {
  it.each([
    [`${'a'.repeat(64)}@x.io`, true],
    [`${'a'.repeat(65)}@x.io`, false],
    [`a@${'b'.repeat(63)}.io`, true],
    [`a@${'b'.repeat(64)}.io`, false],
    ['a@127.0.0.1', false],
    ['a@[127.0.0.1]', false],
    ['a@-x.io', false],
    ['a b@x.io', false],
    ['a@x.io\nbcc:b@x.io', false],
    ['jürgen@x.io', true],
  ])('%s: %s', (text, isGood) => {
    expect(toEmail(text) !== null).toBe(isGood)
  })
})

describe('toPhone', () => {
  it.each([
    ['+44 20 7946 0018', '+442079460018'],
    ['0044 20 7946 0018', '+442079460018'],
    ['+49 (0)30/90 18-20', '+4930901820'],
    ['tel:+1-555-010-0200', '+15550100200'],
    ['07911 123456', null],
    ['+0 123 456 789', null],
    ['+1234567', null],
    ['+1234567890123456', null],
    ['+44 20 CALL NOW', null],
  ])('%s → %s', (text, expected) => {
    expect(toPhone(text)).toBe(expected)
  })
})

it('knows a person again by address, not by spelling', () => {
  expect(recipientKey({ kind: 'email', value: 'Ann@X.io' })).toBe(
    recipientKey({ kind: 'email', value: 'ann@x.io' }),
  )
  expect(recipientKey({ kind: 'phone', value: '1' })).not.toBe(recipientKey({ kind: 'email', value: '1' }))
})
