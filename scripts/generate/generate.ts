import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { accessPage } from './access-page'
import { cartridgeStructure, describeTables, entityDiagram, readCatalogue } from './data-model'
import { runSupabaseCli } from './supabase-cli'

const DATA_MODEL = 'docs/04-technical/UNIFIED-DATA-MODEL.md'

export interface GeneratedFile {
  path: string
  content: string
}

/** Every generated file as it should be for the migrated database at `databaseUrl`. Nothing is written. */
export async function generateFiles(databaseUrl: string): Promise<GeneratedFile[]> {
  const [types, catalogue] = await Promise.all([
    runSupabaseCli(['gen', 'types', '--schema', 'public'], databaseUrl),
    readCatalogue(databaseUrl),
  ])
  const parts = {
    cartridges: cartridgeStructure(),
    diagram: entityDiagram(catalogue),
    tables: describeTables(catalogue),
  }
  const model = Object.entries(parts).reduce(
    (document, [part, content]) => replacePart(document, part, content),
    readFileSync(DATA_MODEL, 'utf8'),
  )
  return Promise.all([
    formatted('lib/supabase/database.types.ts', types),
    formatted('docs/access.md', accessPage()),
    formatted(DATA_MODEL, model),
  ])
}

async function formatted(path: string, content: string): Promise<GeneratedFile> {
  return { path, content: await format(content, { ...(await resolveConfig(path)), filepath: path }) }
}

/** Replaces what stands between the two markers of a part; what is written by hand around them stays. */
function replacePart(document: string, part: string, content: string): string {
  const start = `<!-- generated: ${part} -->`
  const end = `<!-- end of generated: ${part} -->`
  const from = document.indexOf(start)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${DATA_MODEL} has no part "${part}".`)
  return `${document.slice(0, from + start.length)}\n\n${content}\n\n${document.slice(to)}`
}
