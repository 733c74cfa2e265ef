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
 * Creates the cache of the server's responses: in memory, for this visit. It never requests anything again by itself:
 * each listed row costs a small server a database write.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onSuccess: (_, { meta }) => meta?.onStored?.() }),
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 30 * 60_000,
        // `getJson` retries, because it knows `Retry-After`.
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // A request of an offline device must fail with a message, instead of being paused.
        networkMode: 'always',
      },
    },
  });
}
