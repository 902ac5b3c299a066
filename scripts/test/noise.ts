/** Drops what dependencies print in every process and nobody can act on: supabase-js on Node 20. */
export function filterNoise(text: string): string {
  return text.replace(/^.*Node\.js \d+ and below are deprecated.*\n?/gm, '')
}
