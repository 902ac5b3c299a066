import { describe, expect, it } from 'vitest'
import { decodeText } from '@/lib/rules/csv-decode'
import { toCsv } from '@/lib/rules/csv-export'
import { CSV_MAX_ROWS, guessMapping, parseCsv, readTable } from '@/lib/rules/csv-recipients'

function utf16(text: string, isBigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le'))
  if (isBigEndian) for (let at = 0; at < bytes.length; at += 2) bytes.subarray(at, at + 2).reverse()
  return bytes
}

describe('decodeText', () => {
  const text = 'name,email\r\nJürgen,j@x.io\r\n'
  it.each([
    ['UTF-8', new Uint8Array(Buffer.from(text))],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\ufeff${text}`))],
    ['UTF-16 with a mark', utf16(text, false, true)],
    ['UTF-16 the other way round', utf16(text, true, true)],
    ['UTF-16 without a mark', utf16(text, false, false)],
    ['UTF-16 the other way round without a mark', utf16(text, true, false)],
    ['the Western code page', new Uint8Array(Buffer.from(text, 'latin1'))],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text)
  })
})

async function everybody(text: string) {
  const table = await parseCsv(text)
  return readTable(table, guessMapping(table))
}

describe('a file of people', () => {
  it('of numbers alone, without a heading, loses nobody', async () => {
    const { recipients } = await everybody('+49 170 5550001,Ann\n+49 170 5550002,Bob')
    expect(recipients).toMatchObject([
      { kind: 'phone', value: '+491705550001', name: 'Ann' },
      { kind: 'phone', value: '+491705550002', name: 'Bob' },
    ])
  })

  it.each([
    ['commas', 'email,name\nann@x.io,Ann Example\nbob@x.io,Bob'],
    ['semicolons', 'Name;E-Mail\nAnn Example;ann@x.io\nBob;bob@x.io'],
    ['tabs and a mark', '\ufeffname\temail\nAnn Example\tann@x.io\nBob\tbob@x.io'],
    ['an announced separator', 'sep=;\r\nemail;name\r\nann@x.io;Ann Example\r\nbob@x.io;Bob'],
    ['no heading', 'Ann Example,ann@x.io\nBob,bob@x.io'],
    ['first and last names', 'First Name,Last name,E-mail\nAnn,Example,ann@x.io\n,Bob,bob@x.io'],
    [
      'headings nobody knows',
      'who,where\nAnn Example <ann@x.io>,\nBob,bob@x.io'
        .replace('Ann Example <ann@x.io>,', ',Ann Example <ann@x.io>')
        .replace('Bob,bob@x.io', ',Bob <bob@x.io>'),
    ],
    ['blank lines', 'email,name\n\nann@x.io,Ann Example\n , \nbob@x.io,Bob\n\n'],
  ])('is understood with %s', async (_, text) => {
    const { recipients } = await everybody(text)
    expect(recipients).toMatchObject([
      { value: 'ann@x.io', name: 'Ann Example', problem: null },
      { value: 'bob@x.io', name: 'Bob', problem: null },
    ])
  })

  it('may have line breaks, separators and quotes inside quoted cells', async () => {
    const { recipients } = await everybody(
      'email,message,role\nann@x.io,"Dear ""Ann"",\nsee you; soon",observer',
    )
    expect(recipients).toMatchObject([{ message: 'Dear "Ann",\nsee you; soon', role: 'observer' }])
  })

  it('may give a phone where there is no address', async () => {
    const { recipients } = await everybody(
      'name,email,phone\nAnn,ann@x.io,+44 20 7946 0018\nBob,,+49 30 901820\nCat,,030 901820',
    )
    expect(recipients).toMatchObject([
      { kind: 'email', value: 'ann@x.io' },
      { kind: 'phone', value: '+4930901820', name: 'Bob' },
      { kind: 'phone', problem: 'phone_needs_country' },
    ])
  })

  it('shows rows without an address instead of dropping them, and counts what is there twice', async () => {
    const { recipients, duplicates } = await everybody('email,name\nann@x.io,Ann\nANN@x.io,Ann again\n,Bob')
    expect(duplicates).toBe(1)
    expect(recipients).toMatchObject([{ value: 'ann@x.io' }, { value: 'Bob', problem: 'no_address' }])
  })

  it('is cut at the limit, and says by how much', async () => {
    const lines = Array.from({ length: CSV_MAX_ROWS + 7 }, (_, index) => `p${index}@x.io`)
    const table = await parseCsv(`email\n${lines.join('\n')}`)
    expect([table.rows.length, table.cut]).toEqual([CSV_MAX_ROWS, 7])
  })
})

describe('toCsv', () => {
  it('writes no cell that a spreadsheet program would compute', () => {
    const nasty = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'plain']
    const written = toCsv(
      ['value'],
      nasty.map((value) => [value]),
    )
    expect(written).toBe(
      '\ufeffvalue\r\n' + `'=1+1\r\n'+1\r\n'-1\r\n'@SUM(A1)\r\n"'\t=1"\r\n"'\r=1"\r\nplain\r\n`,
    )
  })

  it('is read back as it was', async () => {
    const rows = [
      ['Doe, "Jane"', 'two\nlines', ' blanks '],
      ['a;b', '', 'c'],
    ]
    const table = await parseCsv(toCsv(['email', 'b', 'c'], rows))
    expect(table.rows).toEqual(rows)
  })
})
