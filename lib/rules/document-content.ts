import { DOCUMENT_TYPES, endingOf, MAX_FILE_BYTES } from '@/lib/rules/document-types'
import { zipEntries } from '@/lib/rules/zip-entries'

/** Why a file is not taken. */
export type FileProblem =
  | 'empty'
  | 'too_large'
  | 'name_invalid'
  | 'double_ending'
  | 'type_not_allowed'
  | 'runs_in_browser'
  | 'has_macros'
  | 'content_differs'

/** A file as far as it must be read to know what it is. */
export type ReadableFile = {
  name: string
  size: number
  /** Bytes from `start` up to but not including `end`. */
  read: (start: number, end: number) => Promise<Uint8Array>
}

export type FileVerdict = { type: string; problem: null } | { type: null; problem: FileProblem }

/** Endings of what a system or a browser would run. In the middle of a name they are there to be overlooked. */
const RUNNABLE =
  /^(exe|scr|bat|cmd|msi|msix|vbs|vbe|js|jse|mjs|wsf|wsh|ps1|sh|jar|hta|lnk|dll|cpl|reg|apk|dmg|pkg|php|svg|svgz|html?|xhtml|xml|shtml|mht|docm|xlsm|pptm)$/
const MAX_NAME_LENGTH = 200
/** Control characters, and those that turn the direction of reading or cannot be seen. */
const DECEPTIVE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
const TEXT_SAMPLE_BYTES = 64 * 1024
const MARKUP = /^\s*<(!doctype|\?xml|html|head|body|script|svg|iframe|object|embed|meta|link|form)[\s>/]/i
/** Markdown may begin with a little HTML; nothing that is a page of its own. */
const WHOLE_PAGE = /^\s*<(!doctype|\?xml|html|script|svg)[\s>/]/i

const refused = (problem: FileProblem): FileVerdict => ({ type: null, problem })

/**
 * What a file is, by its content; the name only says which of the possible types is meant, and has to agree.
 * The browser asks this before an upload and again before it shows anything, because whoever writes their own program
 * can announce what they like.
 */
export async function recogniseFile(file: ReadableFile): Promise<FileVerdict> {
  const { name, size } = file
  if (name.trim() === '' || name.length > MAX_NAME_LENGTH || DECEPTIVE.test(name))
    return refused('name_invalid')
  if (size === 0) return refused('empty')
  if (size > MAX_FILE_BYTES) return refused('too_large')
  const ending = endingOf(name)
  const rule = DOCUMENT_TYPES.find(({ endings }) => endings.includes(ending))
  if (!rule) return refused(RUNNABLE.test(ending) ? 'runs_in_browser' : 'type_not_allowed')
  if (
    name
      .toLowerCase()
      .split('.')
      .slice(1, -1)
      .some((part) => RUNNABLE.test(part.trim()))
  )
    return refused('double_ending')
  const { type } = rule
  if (type.startsWith('text/')) return textVerdict(file, type)
  const head = await file.read(0, Math.min(size, 64))
  const isZip = startsWith(head, [0x50, 0x4b, 0x03, 0x04])
  if (isZip && (type === 'application/zip' || /openxmlformats|opendocument/.test(type)))
    return zipVerdict(file, type)
  return typeByHead(head, ending) === type ? { type, problem: null } : refused('content_differs')
}

function startsWith(bytes: Uint8Array, signature: readonly number[], offset = 0): boolean {
  return signature.every((byte, index) => bytes[offset + index] === byte)
}

const ascii = (bytes: Uint8Array, start: number, end: number) =>
  String.fromCharCode(...bytes.subarray(start, end))

function typeByHead(head: Uint8Array, ending: string): string | null {
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(head, 4, 8) === 'ftyp') return typeByBrands(ascii(head, 8, 64))
  // The old Office formats share one container; which of them it is, only its ending says.
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    return (
      DOCUMENT_TYPES.find(({ endings, type }) => endings.includes(ending) && /ms-|msword/.test(type))?.type ??
      null
    )
  return null
}

function typeByBrands(brands: string): string | null {
  if (/avif|avis/.test(brands)) return 'image/avif'
  return /heic|heix|hevc|hevx|heim|heis|mif1|msf1/.test(brands) ? 'image/heic' : null
}

async function zipVerdict(file: ReadableFile, type: string): Promise<FileVerdict> {
  const entries = await zipEntries(file)
  if (!entries) return refused('content_differs')
  if (type === 'application/zip') return { type, problem: null }
  if (entries.names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return refused('has_macros')
  const folder = /wordprocessingml/.test(type)
    ? 'word/'
    : /spreadsheetml/.test(type)
      ? 'xl/'
      : /presentationml/.test(type)
        ? 'ppt/'
        : null
  const isMeant = folder
    ? entries.names.includes('[Content_Types].xml') && entries.names.some((name) => name.startsWith(folder))
    : entries.firstContent.startsWith(type)
  return isMeant ? { type, problem: null } : refused('content_differs')
}

async function textVerdict(file: ReadableFile, type: string): Promise<FileVerdict> {
  const sample = await file.read(0, Math.min(file.size, TEXT_SAMPLE_BYTES))
  const isWide = startsWith(sample, [0xff, 0xfe]) || startsWith(sample, [0xfe, 0xff])
  const text = new TextDecoder(isWide ? (sample[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(
    sample,
  )
  // eslint-disable-next-line no-control-regex -- what no text holds is what is looked for.
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return refused('content_differs')
  if ((type === 'text/markdown' ? WHOLE_PAGE : MARKUP).test(text)) return refused('runs_in_browser')
  // A PDF or a picture under the name of a text is not what it says either.
  return typeByHead(sample, '') === null ? { type, problem: null } : refused('content_differs')
}
