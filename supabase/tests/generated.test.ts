import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateFiles } from '../../scripts/generate/generate'
import { startTestDatabase } from '../../scripts/backend/test-database'

test('what is generated is what the migrations make now; `npm run generate` refreshes it', async () => {
  const database = await startTestDatabase()
  try {
    const files = await generateFiles(database.url)
    expect(files.map(({ path }) => path)).toContain('lib/supabase/database.types.ts')
    expect(
      files.filter(({ path, content }) => readFileSync(path, 'utf8') !== content).map(({ path }) => path),
    ).toEqual([])
  } finally {
    await database.stop()
  }
}, 240_000)
