import type { Document, DocumentScope } from '@/lib/queries/documents'

/** Whose documents these are, and who looks at them. */
export type Reader = DocumentScope & {
  clientName: string
  personId: string
  isStaff: boolean
  isAdmin: boolean
  /** The agency's clock. */
  timeZone: string
}

const DAY_MS = 86_400_000

/** Whether the reader may rename and share it; the database decides the same way. */
export function canChange(reader: Reader, document: Document): boolean {
  return reader.isStaff && (reader.isAdmin || document.uploaderId === reader.personId)
}

/** Whether the reader may delete and restore it: people of the client what they brought themselves, for a day. */
export function canDelete(reader: Reader, document: Document, now: number): boolean {
  if (reader.isStaff) return canChange(reader, document)
  return document.uploaderId === reader.personId && now - Date.parse(document.createdAt) < DAY_MS
}

/** Who brought it, in the reader's words. */
export function uploaderWords(reader: Reader, document: Document): string {
  if (document.uploaderId === reader.personId) return 'You'
  return document.uploaderName ?? 'Former member'
}
