import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './stage'

const MIGRATION = new URL('../migrations/20261121101000_announce_notifications.sql', import.meta.url)

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

test('where the platform announces changes, it announces notifications and nothing else', async () => {
  const published = () => stage.sql`
    select schemaname || '.' || tablename as name from pg_publication_tables where pubname = 'supabase_realtime'`
  expect(await published()).toHaveLength(0)
  await stage.sql`create publication supabase_realtime`
  await stage.sql.unsafe(readFileSync(MIGRATION, 'utf8'))
  expect([...(await published())]).toEqual([{ name: 'public.cc_notifications' }])
})
