import { writeFileSync } from 'node:fs'
import { generateFiles } from './generate/generate'
import { startTestDatabase } from './backend/test-database'

/** `npm run generate`: the database types and the generated parts of the documentation, from a freshly migrated database. */
async function main(): Promise<void> {
  const database = await startTestDatabase()
  try {
    for (const { path, content } of await generateFiles(database.url)) {
      writeFileSync(path, content)
      console.log(`✓ ${path}`)
    }
  } finally {
    await database.stop()
  }
}

await main()
