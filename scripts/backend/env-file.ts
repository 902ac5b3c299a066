import { existsSync, readFileSync } from 'node:fs'

/** Takes over `.env.local` and `.env` as Next itself reads them; what the environment already says wins. */
export function loadEnvFiles(): void {
  for (const file of ['.env.local', '.env']) {
    if (!existsSync(file)) continue
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [, name, text] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
      if (name === undefined || text === undefined) continue
      const value = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text
      if (value !== '') process.env[name] ??= value
    }
  }
}
