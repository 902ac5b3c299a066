import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/test/longest-first.ts'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

// Rules may import a module that reads lib/env.ts without ever calling the address in it.
const env = {
  NEXT_PUBLIC_SUPABASE_URL: 'http://127.0.0.1:54321',
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_unit_tests',
  NEXT_PUBLIC_SITE_URL: 'http://localhost:3000',
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
          environment: 'node',
          // Rules keep nothing from one file to the next, and loading them again for each takes as long as testing them.
          isolate: false,
          // The first test of a file may load a compiler, and the machine may be busy.
          testTimeout: 30_000,
          env,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['supabase/tests/**/*.test.ts'],
          environment: 'node',
          pool: 'forks',
          // Each file ends its database, pools and servers itself; a process and all modules anew for each of eighty files would
          // take a minute of processor time.
          isolate: false,
          globalSetup: 'scripts/backend/vitest-server.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
