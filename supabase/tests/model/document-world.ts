import type { Tools } from './presence-world'
import type { Row } from './world'

const id = (value: unknown) => (typeof value === 'string' ? value : '')

/** Files and links of every client of a world: internal and shared, whole and on their way, there and deleted. */
export function addDocuments({ tables, add, draw }: Tools): void {
  const pick = <T>(options: readonly T[]): T | undefined => options[draw(Math.max(1, options.length))]
  for (const client of tables.clients) {
    const colleagues = tables.users.filter((person) => {
      const own = tables.clients.find((candidate) => candidate.id === person.client_id)
      return person.client_id === client.id || (own?.is_house === true && own.agency_id === client.agency_id)
    })
    for (let n = 0; n < 2 + draw(3); n++) {
      const uploader = id(pick(colleagues)?.id) || null
      const isDeleted = draw(4) === 0 && uploader !== null
      const isLink = draw(3) === 0
      const row: Row = {
        agency_id: id(client.agency_id),
        client_id: id(client.id),
        kind: isLink ? 'link' : 'file',
        name: isLink ? 'A link' : 'A file.pdf',
        type: isLink ? null : 'application/pdf',
        url: isLink ? 'https://elsewhere.test/' : null,
        storage_path: null,
        size_bytes: isLink ? null : 9,
        status: isLink || draw(3) > 0 ? 'ready' : 'pending',
        visibility: draw(2) === 0 ? 'internal' : 'client',
        uploaded_by: uploader,
        deleted_at: isDeleted ? '2024-01-01' : null,
        deleted_by: isDeleted ? uploader : null,
      }
      const made = add('documents', '2', row)
      const kept = tables.documents.find((document) => document.id === made)
      // As the trigger would make it; the row has its id only now.
      if (kept && !isLink) kept.storage_path = `${id(row.agency_id)}/${id(row.client_id)}/${made}/a-file.pdf`
    }
  }
}
