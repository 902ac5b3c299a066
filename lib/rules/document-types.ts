/** What a file may be, by its content. The same list stands in the bucket and in a CHECK of the table; a test compares them. */
export type DocumentGroup =
  'pdf' | 'document' | 'spreadsheet' | 'presentation' | 'image' | 'text' | 'archive' | 'link'
export type FileGroup = Exclude<DocumentGroup, 'link'>

type TypeRule = { type: string; endings: readonly string[]; group: FileGroup; words: string }

const OPEN_XML = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

export const DOCUMENT_TYPES: readonly TypeRule[] = [
  { type: 'application/pdf', endings: ['pdf'], group: 'pdf', words: 'PDF' },
  {
    type: `${OPEN_XML}.wordprocessingml.document`,
    endings: ['docx'],
    group: 'document',
    words: 'Word document',
  },
  {
    type: `${OPEN_XML}.spreadsheetml.sheet`,
    endings: ['xlsx'],
    group: 'spreadsheet',
    words: 'Excel spreadsheet',
  },
  {
    type: `${OPEN_XML}.presentationml.presentation`,
    endings: ['pptx'],
    group: 'presentation',
    words: 'PowerPoint presentation',
  },
  { type: 'application/msword', endings: ['doc'], group: 'document', words: 'Word document' },
  { type: 'application/vnd.ms-excel', endings: ['xls'], group: 'spreadsheet', words: 'Excel spreadsheet' },
  {
    type: 'application/vnd.ms-powerpoint',
    endings: ['ppt'],
    group: 'presentation',
    words: 'PowerPoint presentation',
  },
  { type: `${OPEN_DOCUMENT}.text`, endings: ['odt'], group: 'document', words: 'Text document' },
  { type: `${OPEN_DOCUMENT}.spreadsheet`, endings: ['ods'], group: 'spreadsheet', words: 'Spreadsheet' },
  { type: `${OPEN_DOCUMENT}.presentation`, endings: ['odp'], group: 'presentation', words: 'Presentation' },
  { type: 'image/png', endings: ['png'], group: 'image', words: 'PNG image' },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'], group: 'image', words: 'JPEG image' },
  { type: 'image/webp', endings: ['webp'], group: 'image', words: 'WebP image' },
  { type: 'image/avif', endings: ['avif'], group: 'image', words: 'AVIF image' },
  { type: 'image/heic', endings: ['heic', 'heif'], group: 'image', words: 'HEIC image' },
  { type: 'text/plain', endings: ['txt', 'log'], group: 'text', words: 'Text' },
  { type: 'text/csv', endings: ['csv'], group: 'spreadsheet', words: 'CSV table' },
  { type: 'text/markdown', endings: ['md', 'markdown'], group: 'text', words: 'Markdown' },
  { type: 'application/zip', endings: ['zip'], group: 'archive', words: 'ZIP archive' },
]

export const DOCUMENT_GROUPS: readonly DocumentGroup[] = [
  'pdf',
  'document',
  'spreadsheet',
  'presentation',
  'image',
  'text',
  'archive',
  'link',
]

export const GROUP_WORDS: Record<DocumentGroup, string> = {
  pdf: 'PDF',
  document: 'Documents',
  spreadsheet: 'Spreadsheets',
  presentation: 'Presentations',
  image: 'Images',
  text: 'Text',
  archive: 'Archives',
  link: 'Links',
}

export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** Every ending that can be uploaded, for the file picker. */
export const ACCEPTED_ENDINGS = DOCUMENT_TYPES.flatMap(({ endings }) =>
  endings.map((ending) => `.${ending}`),
).join(',')

export function typesOf(group: FileGroup): string[] {
  return DOCUMENT_TYPES.filter((rule) => rule.group === group).map(({ type }) => type)
}

export function groupOf(type: string | null): DocumentGroup {
  return DOCUMENT_TYPES.find((rule) => rule.type === type)?.group ?? 'link'
}

export function typeWords(type: string | null): string {
  return DOCUMENT_TYPES.find((rule) => rule.type === type)?.words ?? 'Link'
}

/** What stands behind the last dot, in lower case; empty when there is none. */
export function endingOf(name: string): string {
  const at = name.lastIndexOf('.')
  return at < 0 ? '' : name.slice(at + 1).toLowerCase()
}

/** How much a file weighs, as people say it: "18 KB", "2.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  const [unit, value] = bytes < 999_500 ? ['KB', bytes / 1000] : ['MB', bytes / 1_000_000]
  return `${value < 9.95 ? (Math.round(value * 10) / 10).toString() : Math.round(value).toString()} ${unit}`
}
