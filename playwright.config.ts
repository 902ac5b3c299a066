import { defineConfig, devices } from '@playwright/test'

// `npm test` starts the backend and the app and says where they are: E2E_BASE_URL, and E2E_BACKEND with its JSON line.
export default defineConfig({
  testDir: 'e2e',
  // As many as a small machine has processors: one more made each journey slower and the whole no faster.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE
    ? [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE }]]
    : 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    locale: 'en-GB',
    timezoneId: 'UTC',
    // What moves costs each click a wait and each frame a picture. Journeys in which it matters ask for it.
    reducedMotion: 'reduce',
    // A trace is recorded from the first step on, a picture only when one fails; `--trace on` brings the former back.
    screenshot: 'only-on-failure',
    // Chromium's own sandbox needs rights that root in a container does not have; only our own pages are opened.
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
})
