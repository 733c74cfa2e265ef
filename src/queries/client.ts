import { QueryClient } from '@tanstack/react-query';

/**
 * What is known, for this visit: memory only. Nothing is asked twice, and nothing is asked again
 * behind the person's back: each listed row costs a small server a database write.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 30 * 60_000,
        // `getJson` repeats what deserves it, and knows `Retry-After`.
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A request that cannot leave must fail with a sentence, not wait in silence.
        networkMode: 'always',
      },
    },
  });
}
