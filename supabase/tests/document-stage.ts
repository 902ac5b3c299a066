import { randomUUID } from 'node:crypto'
import { addAgency, openStage, type Agency, type Member, type Somebody, type Stage } from './stage'

export interface Row {
  id: string
  storage_path: string
  status: string
  uploaded_by: string | null
}
/** What is announced of a file, and has to arrive. */
export const SIZE = 1200

/** Two agencies, a colleague more, and what people do with documents: as the app and the storage would do it for them. */
export async function openDocumentStage() {
  const stage: Stage = await openStage()
  const nordlicht: Agency = await addAgency(stage.sql, 'nordlicht')
  const kai: Agency = await addAgency(stage.sql, 'kai')
  const id = randomUUID()
  await stage.sql`insert into users (id, client_id, email, full_name, role)
    values (${id}, ${nordlicht.house}, 'colleague@example.test', 'Colleague', 'team_member')`
  const colleague: Member = { id, role: 'authenticated' }

  /** Announces a PDF as somebody; `row` changes what is announced. */
  const announce = async (who: Somebody, row: Record<string, unknown> = {}): Promise<Row> => {
    const wanted = {
      agency_id: nordlicht.id,
      client_id: nordlicht.client,
      kind: 'file',
      name: 'Report.pdf',
      type: 'application/pdf',
      size_bytes: SIZE,
      visibility: 'client',
      ...row,
    }
    const [made] = await stage.as(
      who,
      (tx) =>
        tx<
          Row[]
        >`insert into documents ${tx(wanted as never)} returning id, storage_path, status, uploaded_by`,
    )
    if (!made) throw new Error('Nothing was announced.')
    return made
  }

  /** What the storage does when somebody uploads: a row in `storage.objects` under their own policies. */
  const put = (who: Somebody, path: string, metadata: object = { size: SIZE, mimetype: 'application/pdf' }) =>
    stage.as(
      who,
      (tx) =>
        tx`insert into storage.objects (bucket_id, name, owner_id, metadata) values ('documents', ${path}, ${who.id}, ${tx.json(metadata as never)})`,
    )
  const finalize = (who: Somebody, id: string) =>
    stage.as(
      who,
      (tx) => tx<{ status: string }[]>`select status from finalize_document(document_id => ${id})`,
    )
  const upload = async (who: Somebody, row: Record<string, unknown> = {}): Promise<Row> => {
    const made = await announce(who, row)
    await put(who, made.storage_path)
    await finalize(who, made.id)
    return made
  }
  const remove = (who: Somebody, id: string) =>
    stage.as(who, (tx) => tx`select id from delete_document(document_id => ${id})`)
  const restore = (who: Somebody, id: string) =>
    stage.as(who, (tx) => tx`select id from restore_document(document_id => ${id})`)
  const sees = async (who: Somebody, id: string) =>
    (await stage.as(who, (tx) => tx`select id from documents where id = ${id}`)).length === 1
  const reads = async (who: Somebody, path: string) =>
    (await stage.as(who, (tx) => tx`select id from storage.objects where name = ${path}`)).length === 1
  const stored = async (id: string) =>
    (
      await stage.sql<{ name: string; visibility: string; deleted_by: string | null }[]>`
      select name, visibility, deleted_by from documents where id = ${id}`
    )[0]
  const age = (id: string, interval: string) =>
    stage.sql`update documents set created_at = now() - ${interval}::interval where id = ${id}`

  return {
    stage,
    nordlicht,
    kai,
    colleague,
    announce,
    put,
    finalize,
    upload,
    remove,
    restore,
    sees,
    reads,
    stored,
    age,
  }
}

export type DocumentStage = Awaited<ReturnType<typeof openDocumentStage>>
