/** @type {import('next').NextConfig} */
const nextConfig = {
  typedRoutes: true,
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // The end-to-end tests build into a folder of their own, so that they never replace the build of a running app.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // `npm run check` checks the types of everything; doing the app's again here would only make `npm start` slower.
  typescript: { ignoreBuildErrors: true },
}

export default nextConfig
