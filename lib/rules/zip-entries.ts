const END_BYTES = 22
const MAX_COMMENT_BYTES = 65_535
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const MAX_FIRST_BYTES = 200

type Readable = { size: number; read: (start: number, end: number) => Promise<Uint8Array> }

/**
 * The names in a ZIP file, from the directory at its end, and the beginning of its first entry as text (where the formats of
 * OpenDocument say what they are). Null when it is not whole. Nothing is unpacked, so a small file cannot become a large one here.
 * Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
 */
export async function zipEntries(file: Readable): Promise<{ names: string[]; firstContent: string } | null> {
  const tailStart = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES)
  const tail = view(await file.read(tailStart, file.size))
  const end = findEnd(tail)
  if (end === null) return null
  const directorySize = tail.getUint32(end + 12, true)
  const directoryStart = tail.getUint32(end + 16, true)
  if (directorySize > MAX_DIRECTORY_BYTES || directoryStart + directorySize > file.size) return null
  const directory = view(await file.read(directoryStart, directoryStart + directorySize))
  const names: string[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.byteLength;) {
    if (directory.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = directory.getUint16(at + 28, true)
    names.push(textAt(directory, at + ENTRY_BYTES, nameLength))
    at += ENTRY_BYTES + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)
  }
  if (names.length === 0) return null
  const first = view(await file.read(0, Math.min(file.size, LOCAL_BYTES + MAX_FIRST_BYTES)))
  const contentStart = LOCAL_BYTES + first.getUint16(26, true) + first.getUint16(28, true)
  const isNamed = textAt(first, LOCAL_BYTES, first.getUint16(26, true)) === 'mimetype'
  return { names, firstContent: isNamed ? textAt(first, contentStart, MAX_FIRST_BYTES) : '' }
}

function findEnd(tail: DataView): number | null {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--)
    if (tail.getUint32(at, true) === 0x06054b50) return at
  return null
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function textAt(data: DataView, start: number, length: number): string {
  const from = Math.min(start, data.byteLength)
  const bytes = new Uint8Array(data.buffer, data.byteOffset + from, Math.min(length, data.byteLength - from))
  return new TextDecoder().decode(bytes)
}
