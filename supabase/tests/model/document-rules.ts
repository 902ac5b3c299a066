import { DOCUMENT_TYPES, endingOf, MAX_FILE_BYTES } from '../../../lib/rules/document-types'
import { text, type Known } from './oracle'
import type { Row } from './world'

const isGiven = (value: unknown) => value !== null && value !== undefined

/** A new document as its trigger leaves it: a link is ready, a file has a place. */
export function preparedDocument(row: Row): Row {
  const { agency_id, client_id, id } = row
  if (row.kind === 'link') return { ...row, status: 'ready' }
  const path = [agency_id, client_id, id, 'x'].map((part) => text(part) ?? '').join('/')
  return { ...row, storage_path: row.storage_path ?? path }
}

/** What the CHECKs of documents refuse. */
export function isWholeDocument(row: Row): boolean {
  const {
    agency_id,
    client_id,
    id,
    kind,
    name,
    type,
    url,
    status,
    storage_path: path,
    size_bytes: size,
  } = row
  const parts = [type, size, path].map(isGiven)
  const fitsKind =
    kind === 'link'
      ? isGiven(url) && status === 'ready' && !parts.includes(true)
      : !isGiven(url) && !parts.includes(false)
  const place = [agency_id, client_id, id].map((part) => text(part) ?? '').join('/')
  const isInPlace = !isGiven(path) || (text(path) ?? '').startsWith(`${place}/`)
  const isSized = !isGiven(size) || (Number(size) >= 1 && Number(size) <= MAX_FILE_BYTES)
  const rule = DOCUMENT_TYPES.find((known) => known.type === type)
  const fitsEnding = rule ? rule.endings.includes(endingOf(text(name) ?? '')) : kind === 'link'
  return fitsKind && isInPlace && isSized && fitsEnding && isGiven(row.deleted_at) === isGiven(row.deleted_by)
}

const isShared = (row: Row, who: Known) =>
  who.client !== null &&
  row.agency_id === who.agency &&
  row.client_id === who.client &&
  row.visibility === 'client'

/** Shared with somebody's client and not deleted: whole, or their own on its way. */
export function isReadyForClient(row: Row, who: Known): boolean {
  return (
    isShared(row, who) && !isGiven(row.deleted_at) && (row.status === 'ready' || row.uploaded_by === who.id)
  )
}

/** A file as people of a client bring one. */
export function isSharedFile(row: Row, who: Known): boolean {
  return isShared(row, who) && row.kind === 'file'
}

/** Columns drawn one by one seldom fit together: this makes them one file or one link. */
export function fitTogether(row: Row): Row {
  return row.kind === 'link'
    ? { ...row, url: 'https://elsewhere.test/fresh', type: null, size_bytes: null }
    : { ...row, name: 'fresh.pdf', url: null, type: 'application/pdf', size_bytes: 7 }
}
