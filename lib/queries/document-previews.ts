import { queryOptions } from '@tanstack/react-query'
import { documentKeys, type Document } from '@/lib/queries/documents'
import { decodeText } from '@/lib/rules/csv-decode'
import { recogniseFile } from '@/lib/rules/document-content'
import { groupOf } from '@/lib/rules/document-types'
import { readObject } from '@/lib/supabase/storage'

export type Preview =
  | { kind: 'image' | 'pdf'; blob: Blob }
  | { kind: 'text'; text: string }
  | { kind: 'table'; rows: string[][]; isCut: boolean }
  /** The content is not what the document says it is: it is not shown. */
  | { kind: 'suspicious' }

const MAX_TEXT_BYTES = 1_000_000
const TABLE_ROWS = 200
const MINUTE_MS = 60_000

/** Whether a preview is possible at all; everything else is a card with its facts. */
export function hasPreview({ type, sizeBytes }: Document): boolean {
  const group = groupOf(type)
  if (group === 'image') return type !== 'image/heic'
  if (group === 'text' || type === 'text/csv') return (sizeBytes ?? 0) <= MAX_TEXT_BYTES
  return group === 'pdf'
}

/**
 * The content of a document, made harmless: bytes are looked at again (whoever uploads by a program of their own can announce what they
 * like), and what a browser gets to show has the type that was found in them.
 */
export function documentPreviewQuery(document: Document) {
  const { id, name, type, storagePath } = document
  return queryOptions({
    queryKey: [...documentKeys.all, 'preview', id, name, type, storagePath] as const,
    queryFn: async ({ signal }): Promise<Preview> => {
      const blob = await readObject(storagePath ?? '', signal)
      const read = async (start: number, end: number) =>
        new Uint8Array(await blob.slice(start, end).arrayBuffer())
      const verdict = await recogniseFile({ name, size: blob.size, read })
      if (verdict.problem !== null || verdict.type !== type) return { kind: 'suspicious' }
      const group = groupOf(type)
      if (group === 'image' || group === 'pdf')
        return { kind: group, blob: new Blob([blob], { type: verdict.type }) }
      const text = decodeText(new Uint8Array(await blob.arrayBuffer()))
      return type === 'text/csv' ? toTable(text) : { kind: 'text', text }
    },
    // An object never changes; but it should not stay in memory long after it was looked at.
    staleTime: Infinity,
    gcTime: MINUTE_MS,
  })
}

async function toTable(text: string): Promise<Preview> {
  const { default: papa } = await import('papaparse')
  const { data } = papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimitersToGuess: [',', ';', '\t', '|'],
    skipEmptyLines: 'greedy',
    preview: TABLE_ROWS + 1,
  })
  return { kind: 'table', rows: data.slice(0, TABLE_ROWS), isCut: data.length > TABLE_ROWS }
}
