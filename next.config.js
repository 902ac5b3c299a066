/** @type {import('next').NextConfig} */
const nextConfig = {
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // It reads data files from beside its own code, which a bundle would leave behind.
  serverExternalPackages: ['pdfkit'],
  // Pages get theirs from the proxy (lib/security-headers.ts), which static files do not pass.
  headers: () =>
    Promise.resolve([
      { source: '/_next/static/:path*', headers: [{ key: 'x-content-type-options', value: 'nosniff' }] },
    ]),
  // The end-to-end tests build into a folder of their own, so that they never replace the build of a running app.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Each journey comes with an empty browser, and compressing the same files anew for it is half of what serving them costs.
  compress: process.env.NEXT_DIST_DIR !== '.next-test',
  typescript: {
    // `npm run check` checks the types of everything; doing the app's again here would only make `npm start` slower.
    ignoreBuildErrors: true,
    // Next writes the folder it builds into into this file.
    tsconfigPath: process.env.NEXT_DIST_DIR ? 'tsconfig.test.json' : 'tsconfig.json',
  },
}

export default nextConfig
