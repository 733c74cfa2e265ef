import { QueryCache, QueryClient } from '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Called when new data is in the cache, before components render it. */
      onStored?: () => void;
    };
  }
}

/**
 * What is known, for this visit: memory only. Nothing is asked twice, and nothing is asked again
 * behind the person's back: each listed row costs a small server a database write.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onSuccess: (_, { meta }) => meta?.onStored?.() }),
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
