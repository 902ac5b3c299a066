import { existsSync, readdirSync } from 'node:fs'
import js from '@eslint/js'
import next from '@next/eslint-plugin-next'
import query from '@tanstack/eslint-plugin-query'
import a11y from 'eslint-plugin-jsx-a11y'
import hooks from 'eslint-plugin-react-hooks'
import ts from 'typescript-eslint'

// What needs types is in .oxlintrc.json: its linter checks the types themselves, too, in a tenth of the time.
// Imports run app → components → lib, and a noun's folder never reaches into another noun's: pages compose them.
const SERVICE_KEY = {
  regex: '(^|/)lib/supabase/service$|^@/lib/supabase/service$',
  message: 'The service key belongs to the worker and the command line alone.',
}
const COMMANDS = {
  regex: '^@/(scripts|e2e|bench)/|/scripts/',
  message: 'Commands may import the app, not the other way round.',
}
const forbid = (regex, message) => ({ regex, message })
const restrict = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [SERVICE_KEY, COMMANDS, ...patterns] }],
})
const NO_APP = forbid(
  '^@/app(/|$)|^(\\.\\./)+app/',
  'Only pages know pages: pass what is needed as a property.',
)
const UPWARDS = forbid('^\\.\\./', 'Write @/… so that the room and the noun can be read off the import.')
const nouns = existsSync('components')
  ? readdirSync('components', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'ui' && entry.name !== 'layout')
      .map((entry) => entry.name)
  : []

const DATA_CALLS = [
  "CallExpression[callee.type='MemberExpression'][callee.property.name='rpc']",
  "CallExpression[callee.type='MemberExpression'][callee.property.name='from']:not([callee.object.name=/^(Array|Buffer|Iterator|Uint8Array)$/])",
].map((selector) => ({ selector, message: 'Reads live in lib/queries, writes in lib/mutations.' }))
const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'lib/env.ts is the only place of the app that reads the environment.',
}
const CODE = ['**/*.{ts,tsx}']
const APP = ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}', 'proxy.ts']
const OUTSIDE = ['scripts/**', 'bench/**', 'e2e/**', 'supabase/**', '**/*.test.ts', '*.config.{js,ts}']

export default ts.config(
  {
    ignores: [
      '**/.next*/**',
      '.data/**',
      'node_modules/**',
      'test-results/**',
      'playwright-report/**',
      'next-env.d.ts',
      'lib/supabase/database.types.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
      },
    },
  },
  {
    files: CODE,
    extends: [ts.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['app/**/*.tsx', 'components/**/*.{ts,tsx}', 'lib/**/*.tsx'],
    extends: [a11y.flatConfigs.strict],
    plugins: { 'react-hooks': hooks },
    // The other rules of hooks compile every component; .oxlintrc.json has them, in a fraction of the time.
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: APP,
    extends: [query.configs['flat/recommended-strict'] ?? query.configs['flat/recommended']],
    rules: {
      // The client says how to ask, not what for: server and browser share one key and one cache entry.
      '@tanstack/query/exhaustive-deps': ['error', { allowlist: { variables: ['supabase'] } }],
    },
  },
  { files: ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'], extends: [next.configs['core-web-vitals']] },

  // Rooms.
  { files: APP, rules: { 'no-restricted-syntax': ['error', ...DATA_CALLS, ENVIRONMENT], ...restrict() } },
  {
    files: ['lib/queries/**', 'lib/mutations/**'],
    rules: { 'no-restricted-syntax': ['error', ENVIRONMENT] },
  },
  { files: ['lib/env.ts'], rules: { 'no-restricted-syntax': ['error', ...DATA_CALLS] } },
  {
    files: ['lib/**'],
    rules: restrict(NO_APP, forbid('^@/components/|/components/', 'lib is true without a screen.')),
  },
  {
    files: ['components/ui/**'],
    rules: restrict(
      NO_APP,
      UPWARDS,
      forbid(
        '^@/components/(?!ui/)|^@/lib/(queries|mutations|schemas|supabase)/',
        'A primitive knows no noun and fetches nothing.',
      ),
    ),
  },
  {
    files: ['components/layout/**'],
    rules: restrict(
      NO_APP,
      UPWARDS,
      forbid('^@/components/(?!ui/|layout/)', 'The frame knows no noun: pieces arrive as children.'),
    ),
  },
  ...nouns.map((noun) => ({
    files: [`components/${noun}/**`],
    rules: restrict(
      NO_APP,
      UPWARDS,
      // Zones are a field of runs and of portals alike, and nothing by themselves.
      forbid(
        `^@/components/(?!ui/|layout/|zones/|${noun}/)`,
        'A noun never imports another noun: compose them in app/.',
      ),
    ),
  })),
  {
    files: ['supabase/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            forbid('^@/(app|components)/|/(app|components)/', 'supabase/ knows nothing of the app.'),
          ],
        },
      ],
    },
  },
  { files: OUTSIDE, rules: { 'no-restricted-syntax': 'off', 'no-console': 'off' } },
)
