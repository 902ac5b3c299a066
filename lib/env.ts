/**
 * The only place of the app that reads `process.env`. The names are inlined when the app is built, also into the
 * browser's code, so each must be written out in full. None of them is a secret: the web process holds no service key.
 */
const inlined = {
  NEXT_PUBLIC_SUPABASE_URL: process.env.NEXT_PUBLIC_SUPABASE_URL,
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: process.env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
  NEXT_PUBLIC_SITE_URL: process.env.NEXT_PUBLIC_SITE_URL,
  NEXT_PUBLIC_SUPABASE_REALTIME: process.env.NEXT_PUBLIC_SUPABASE_REALTIME,
}

function readText(name: keyof typeof inlined): string {
  // The server follows what it was started with, so that one build can be pointed elsewhere; a browser has only the build's.
  const value = ((typeof window === 'undefined' ? process.env[name] : null) ?? inlined[name])?.trim()
  if (!value)
    throw new Error(
      `${name} is not set. Copy .env.example to .env.local, or use \`npm start\`, which sets it.`,
    )
  return value
}

function readOrigin(name: keyof typeof inlined): string {
  const value = readText(name)
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new Error(`${name} must be an address such as https://example.org, but it is "${value}".`)
  }
  return new URL(value).origin
}

const supabaseUrl = readOrigin('NEXT_PUBLIC_SUPABASE_URL')

export const env = {
  /** Origin of the Supabase API, without a trailing slash. */
  supabaseUrl,
  /**
   * Whether the API announces changes as they happen. Hosted Supabase does; of one that runs elsewhere only its operator
   * knows, and says so with `on`.
   */
  hasRealtime:
    inlined.NEXT_PUBLIC_SUPABASE_REALTIME === 'on' || new URL(supabaseUrl).hostname.endsWith('.supabase.co'),
  supabaseKey: readText('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY'),
  /** Origin under which people reach this app. */
  siteUrl: readOrigin('NEXT_PUBLIC_SITE_URL'),
  isProduction: process.env.NODE_ENV === 'production',
  /** Shows pages for developers in production, too. */
  get isDevelopmentPageOn(): boolean {
    return process.env.AUDIENCEOS_DEV === '1'
  },
}
