import { defaultShouldDehydrateQuery, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { announceSessionExpired } from '@/lib/session-events'
import { toAppError } from '@/lib/errors'

const FRESH_MS = 60_000
const RETRIES = 2

function noticeExpiredSession(error: unknown): void {
  if (toAppError(error).code === 'session_expired') announceSessionExpired()
}

function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeExpiredSession }),
    mutationCache: new MutationCache({ onError: noticeExpiredSession }),
    defaultOptions: {
      queries: {
        // What the server prefetched is not fetched again the moment the page wakes up in the browser.
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES && toAppError(error).code === 'backend_unreachable',
      },
      dehydrate: {
        // A page may start a query and stream its answer.
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  })
}

let browserQueryClient: QueryClient | undefined

/**
 * One client for the life of a browser tab (React may throw a component's state away while it suspends, so it is kept
 * here), and a new one for every request on the server, where sharing would show one person another's data.
 */
export function getQueryClient(): QueryClient {
  if (typeof window === 'undefined') return makeQueryClient()
  browserQueryClient ??= makeQueryClient()
  return browserQueryClient
}
