import { describe, expect, it, test } from 'vitest'
import { recogniseFile } from '@/lib/rules/document-content'
import { DOCUMENT_TYPES, MAX_FILE_BYTES, sizeWords } from '@/lib/rules/document-types'

const bytes = (...parts: (string | readonly number[])[]) =>
  Uint8Array.from(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  )

function file(name: string, content: Uint8Array, size = content.length) {
  return { name, size, read: async (start: number, end: number) => content.slice(start, end) }
}
const verdict = async (name: string, content: Uint8Array, size?: number) => {
  const { type, problem } = await recogniseFile(file(name, content, size))
  return problem ?? type
}

/** A ZIP file without compression: local headers with their content, then the directory. */
function zip(entries: Record<string, string>): Uint8Array {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt32LE(content.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    const whole = Buffer.concat([head, Buffer.from(name), Buffer.from(content)])
    local.push(whole)
    directory.push(Buffer.concat([entry, Buffer.from(name)]))
    offset += whole.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Uint8Array.from(Buffer.concat([...local, listed, end]))
}
const openXml = (folder: string, more: Record<string, string> = {}) =>
  zip({ '[Content_Types].xml': '<Types/>', [`${folder}/document.xml`]: '<x/>', ...more })
const openDocument = (kind: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<x/>' })

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const box = (brand: string, more = '') => bytes([0, 0, 0, 28], `ftyp${brand}`, [0, 0, 0, 0], more)
const WHOLE: Record<string, Uint8Array> = {
  pdf: bytes('%PDF-1.7\n'),
  docx: openXml('word'),
  xlsx: openXml('xl'),
  pptx: openXml('ppt'),
  doc: bytes(OLE),
  xls: bytes(OLE),
  ppt: bytes(OLE),
  odt: openDocument('text'),
  ods: openDocument('spreadsheet'),
  odp: openDocument('presentation'),
  png: bytes(PNG),
  jpg: bytes([0xff, 0xd8, 0xff, 0xe0]),
  jpeg: bytes([0xff, 0xd8, 0xff, 0xe1]),
  webp: bytes('RIFF', [4, 0, 0, 0], 'WEBPVP8 '),
  avif: box('avif'),
  heic: box('heic'),
  heif: box('mif1', 'mif1heic'),
  txt: bytes('Grüße'),
  log: bytes('2026-11-21 ok'),
  csv: bytes('a,b\n1,2'),
  md: bytes('# Title\n<div>'),
  markdown: bytes('text'),
  zip: zip({ 'a.txt': 'a' }),
}

const ALL = DOCUMENT_TYPES.flatMap(({ type, endings }) => endings.map((ending) => [ending, type] as const))

test.each(ALL)('a whole .%s is %s', async (ending, type) => {
  expect(await verdict(`Report.${ending}`, WHOLE[ending] ?? bytes())).toBe(type)
  expect(await verdict(`REPORT.${ending.toUpperCase()}`, WHOLE[ending] ?? bytes())).toBe(type)
})

test.each(ALL)('no other content passes as .%s', async (ending, type) => {
  for (const [other, content] of Object.entries(WHOLE)) {
    const otherType = DOCUMENT_TYPES.find(({ endings }) => endings.includes(other))?.type ?? ''
    const isSameContainer =
      otherType === type ||
      (/^(doc|xls|ppt)$/.test(ending) && /^(doc|xls|ppt)$/.test(other)) ||
      (ending === 'zip' && /x$|^od/.test(other)) ||
      (type.startsWith('text/') && otherType.startsWith('text/'))
    if (!isSameContainer) expect(await verdict(`a.${ending}`, content), other).toBe('content_differs')
  }
})

describe('what is refused', () => {
  it.each([
    ['logo.svg', bytes('<svg onload="alert(1)">'), 'runs_in_browser'],
    ['page.html', bytes('<html>'), 'runs_in_browser'],
    ['feed.xml', bytes('<?xml?>'), 'runs_in_browser'],
    ['x.js', bytes('alert(1)'), 'runs_in_browser'],
    ['setup.exe', bytes('MZ'), 'runs_in_browser'],
    ['film.mov', bytes('x'), 'type_not_allowed'],
    ['noending', bytes('x'), 'type_not_allowed'],
    ['.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['invoice.pdf.exe', bytes('MZ'), 'runs_in_browser'],
    ['invoice.exe.pdf', bytes('%PDF-1.7'), 'double_ending'],
    ['picture.svg.png', bytes(PNG), 'double_ending'],
    ['page.HTML .txt', bytes('hello'), 'double_ending'],
    ['v1.2.final.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['photo.png', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), 'content_differs'],
    ['page.txt', bytes('\n <!DOCTYPE html><p>'), 'runs_in_browser'],
    ['page.csv', bytes('<script>alert(1)</script>,b'), 'runs_in_browser'],
    ['drawing.md', bytes('<svg onload=alert(1)>'), 'runs_in_browser'],
    ['table.csv', bytes('a < b,<c>'), 'text/csv'],
    ['binary.txt', bytes('abc', [0, 1, 2]), 'content_differs'],
    ['late.pdf', bytes('<html>%PDF-1.7'), 'content_differs'],
    ['macro.docx', openXml('word', { 'word/vbaProject.bin': 'x' }), 'has_macros'],
    ['cut.docx', openXml('word').slice(0, 80), 'content_differs'],
    ['empty.pdf', bytes(), 'empty'],
    ['exe\u202Efdp.pdf', bytes('%PDF-1.7'), 'name_invalid'],
    ['line\nbreak.pdf', bytes('%PDF-1.7'), 'name_invalid'],
    [`${'long'.repeat(60)}.pdf`, bytes('%PDF-1.7'), 'name_invalid'],
  ])('%j', async (name, content, expected) => {
    expect(await verdict(name, content)).toBe(expected)
  })

  it('takes 50 MB and not a byte more, without reading it all', async () => {
    expect(await verdict('a.pdf', bytes('%PDF-1.7'), MAX_FILE_BYTES)).toBe('application/pdf')
    expect(await verdict('a.pdf', bytes('%PDF-1.7'), MAX_FILE_BYTES + 1)).toBe('too_large')
  })
})

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 KB'],
  [18_240, '18 KB'],
  [2_440_000, '2.4 MB'],
  [999_600, '1 MB'],
  [52_428_800, '52 MB'],
])('%d bytes are %s', (size, words) => {
  expect(sizeWords(size)).toBe(words)
})
